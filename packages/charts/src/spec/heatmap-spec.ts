import type { HeatmapChart } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { axisFor } from './axis.ts';
import { inksOf, type Look, narrow } from './look.ts';
import { rampLegend, rampRoom } from './ramp-legend.ts';
import { finiteOrNull, type Row, type Spec, told } from './spec.ts';
import { labelsIn, textPixels } from './text-fit.ts';
import type { SpecParts } from './to-vega-lite.ts';

const mostTexts = 150;

/** Cells coloured by their value, which stands in them where there is room. */
export function heatmapSpec(chart: HeatmapChart, look: Look): SpecParts {
  const { x, y, cells } = chart;
  const value = axisFor(chart.value, [cells.map((cell) => cell.value)]);
  const isNarrow = look.width < narrow;
  const left = Math.min(Math.max(...y.labels.map((label) => textPixels(label, 11)), 20), 160) + 50;
  const width = Math.round(
    Math.min(look.width - 20 - left - (isNarrow ? 0 : rampRoom), Math.max(x.labels.length, 1) * 110),
  );
  const height = Math.min(Math.max(y.labels.length * 34, 90), 520);
  const isTilted =
    Math.max(...x.labels.map((label) => textPixels(label, 11)), 0) > width / Math.max(x.labels.length, 1);
  const values = cells.map((cell) => cell.value * value.factor);
  const [least, greatest] = extentOf(values);
  const middle = least * 0.45 + greatest * 0.55;
  const cellWidth = width / Math.max(x.labels.length, 1);
  const hasTexts = cells.length <= mostTexts && cellWidth >= 40;
  const counted = chart.counted === undefined ? [] : [told('n', chart.counted)];
  const body: Spec = {
    width,
    height,
    encoding: {
      x: {
        field: 'x',
        type: 'ordinal',
        title: x.title,
        scale: { domain: x.labels },
        axis: {
          labelAngle: isTilted ? -45 : 0,
          labelLimit: isTilted ? 120 : Math.ceil(cellWidth),
          ...labelsIn(x.labels, isTilted ? 120 : Math.ceil(cellWidth)),
          titleLimit: width,
        },
      },
      y: {
        field: 'y',
        type: 'ordinal',
        title: y.title,
        scale: { domain: y.labels.toReversed() },
        axis: { labelLimit: 160, ...labelsIn(y.labels, 160), titleLimit: height },
      },
      tooltip: [told('x', x.title), told('y', y.title), told('value', value.title), ...counted],
    },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          color: {
            field: 'value',
            type: 'quantitative',
            title: value.title,
            scale: { scheme: 'viridis', ...(chart.value.log ? { type: 'log' } : {}) },
            legend: rampLegend(look, [least, greatest], width - 10),
          },
        },
      },
      ...(hasTexts
        ? [
            {
              transform: [{ filter: 'isValid(datum.value)' }],
              mark: { type: 'text', fontSize: 11 },
              encoding: {
                text: { field: 'value', type: 'quantitative', format: '.4~g' },
                color: { condition: { test: `datum.value > ${middle}`, value: '#111111' }, value: '#ffffff' },
              },
            },
          ]
        : []),
      ...(cells.some(({ absent }) => absent !== undefined)
        ? [
            {
              transform: [{ filter: 'isValid(datum.absent)' }],
              mark: { type: 'text', fontSize: 10, limit: Math.max(Math.floor(cellWidth) - 2, 8) },
              encoding: { text: { field: 'absent' }, color: { value: inksOf(look).dim } },
            },
          ]
        : []),
    ],
  };
  const makeRows = (): readonly Row[] =>
    cells.map(
      (cell): Row => ({
        x: x.labels[cell.x] ?? '',
        y: y.labels[cell.y] ?? '',
        value: finiteOrNull(cell.value * value.factor),
        ...(cell.absent === undefined ? {} : { absent: cell.absent }),
        n: cell.n,
      }),
    );
  return { makeRows, body, width: width + left + 30 + (isNarrow ? 0 : rampRoom), notes: [] };
}

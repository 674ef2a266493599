import type { BoxChart } from '../model/chart.ts';
import { axisFor, channel, roomy } from './axis.ts';
import { jitter } from './jitter.ts';
import { layOut } from './layout.ts';
import { inksOf, type Look, longestLabel } from './look.ts';
import { okabeIto } from './okabe-ito.ts';
import { type Row, type Spec, told } from './spec.ts';
import { labelsIn, textPixels } from './text-fit.ts';
import type { SpecParts } from './to-vega-lite.ts';

/** A box per category (quartiles, whiskers to the extremes) and every value as a point over it. */
export function boxSpec(chart: BoxChart, look: Look): SpecParts {
  const { category, points, labelTitle } = chart;
  const value = roomy(axisFor(chart.value, [points.map((point) => point.value)]));
  const layout = layOut(look, 1, { labels: [] });
  const widest = Math.min(Math.max(...category.labels.map((label) => textPixels(label, 11)), 0), look.width * 0.36);
  const width = Math.max(Math.round(layout.width - widest) + 20, 120);
  const height = Math.max(category.labels.length * 44, 80);
  const body: Spec = {
    width,
    height,
    encoding: {
      y: {
        field: 'category',
        type: 'nominal',
        title: category.title === '' ? null : category.title,
        scale: { domain: category.labels },
        axis: { grid: false, ...labelsIn(category.labels, longestLabel(look)), titleLimit: height },
      },
    },
    layer: [
      {
        mark: {
          type: 'boxplot',
          extent: 'min-max',
          size: 22,
          box: { fill: okabeIto[5] ?? '', fillOpacity: 0.35, stroke: okabeIto[0] ?? '' },
          median: { stroke: okabeIto[0] ?? '', strokeWidth: 2 },
          rule: { stroke: okabeIto[0] ?? '' },
        },
        encoding: { x: channel('value', value, { at: 'x', pixels: width }) },
      },
      {
        mark: { type: 'point', filled: true, size: 26, color: inksOf(look).text, opacity: 0.65 },
        encoding: {
          x: channel('value', value, { at: 'x', pixels: width }),
          yOffset: { field: 'jitter', type: 'quantitative', scale: { domain: [-2.4, 2.4] } },
          tooltip: [
            told('label', labelTitle),
            ...(category.title === '' ? [] : [told('category', category.title)]),
            told('value', value.title),
          ],
        },
      },
    ],
  };
  const makeRows = (): readonly Row[] =>
    points.map(
      (point, index): Row => ({
        category: category.labels[point.category] ?? '',
        value: point.value * value.factor,
        label: point.label,
        jitter: jitter(index),
      }),
    );
  return { makeRows, body, notes: [] };
}

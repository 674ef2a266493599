import type { ParallelChart } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { inksOf, type Look, narrow, rampOf } from './look.ts';
import { rampLegend } from './ramp-legend.ts';
import { finiteOrNull, type Row, type Spec, told } from './spec.ts';
import { namesIn, wrapText } from './text-fit.ts';
import type { SpecParts } from './to-vega-lite.ts';

/** A line a row over upright axes, coloured by the last number; hovering brings one line out. */
export function parallelSpec(chart: ParallelChart, look: Look): SpecParts {
  const { axes, lines, color, labelTitle } = chart;
  const { dim, text, background } = inksOf(look);
  const isNarrow = look.width < narrow;
  const width = Math.max(look.width - (isNarrow ? 50 : 140), 160);
  const room = Math.floor(width / Math.max(axes.length, 1)) - 4;
  const isSlanted = room < 48;
  const titles = axes.map(({ title }) => (isSlanted ? title : wrapText(title, room, 11, 4).join('\n')));
  const lineCount = Math.max(...titles.map((title) => title.split('\n').length), 1);
  const y = { field: 'place', type: 'quantitative', axis: null, scale: { domain: [0, 1] } };
  const lineOpacity = Math.min(Math.max(12 / Math.sqrt(lines.length + 1), 0.15), 0.9);
  const isDense = lines.length > 500;
  // On the left of the first axis there is half as much room as between two.
  const tickRoom = Math.max(Math.min(Math.round(room * 0.7), Math.round(width / Math.max(axes.length, 1) / 2) - 8), 20);
  const ticks = axes.flatMap((axis, at) => {
    const texts = namesIn(
      axis.ticks.map(({ text }) => text),
      tickRoom,
      10,
    );
    return axis.ticks.map(({ place }, tick): Row => ({ axis: titles[at] ?? '', place, tick: texts[tick] ?? '' }));
  });
  const hovered = (at: number, other: number): Spec =>
    look.interactive ? { condition: { param: 'hover', empty: false, value: at }, value: other } : { value: other };
  // Which rows are picked: a page sets it.
  const picked: Spec = { test: 'picked !== null && indexof(picked, datum.row) < 0', value: 0.03 };
  const strokeOpacity: Spec = look.interactive
    ? { condition: [{ param: 'hover', empty: false, value: 1 }, picked], value: lineOpacity }
    : { value: lineOpacity };
  const body: Spec = {
    ...(look.interactive ? { params: [{ name: 'picked', value: null }] } : {}),
    width,
    height: 300,
    encoding: {
      x: {
        field: 'axis',
        type: 'nominal',
        title: null,
        scale: { domain: titles, type: 'point', padding: 0.5 },
        axis: {
          orient: 'top',
          domain: false,
          ticks: false,
          grid: true,
          gridColor: dim,
          ...(isSlanted
            ? { labelAngle: -45, labelAlign: 'left', labelBaseline: 'middle', labelLimit: 90, labelPadding: 6 }
            : { labelAngle: 0, labelLimit: room + 4, labelPadding: 12 + 13 * (lineCount - 1) }),
          labelColor: text,
          labelLineHeight: 13,
          labelExpr: "split(datum.label, '\\n')",
          labelOverlap: false,
        },
      },
    },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 1.5 },
        encoding: {
          y,
          detail: { field: 'row', type: 'nominal' },
          color: {
            field: 'color',
            type: 'quantitative',
            title: color.title,
            scale: { scheme: rampOf(look) },
            legend: { gradientLength: 200, ...rampLegend(look, extentOf(lines.map((line) => line.color))) },
          },
          strokeOpacity,
          strokeWidth: hovered(4, isDense ? 1 : 1.5),
        },
      },
      {
        ...(look.interactive
          ? {
              params: [
                {
                  name: 'hover',
                  select: { type: 'point', on: 'pointerover', nearest: true, fields: ['row'], clear: 'pointerout' },
                },
              ],
            }
          : {}),
        // Without the lines' colour: the legend of both would be one of dots.
        mark: { type: 'point', filled: true, size: 18, color: text },
        encoding: {
          y,
          fillOpacity: { value: isDense ? 0 : 0.7 },
          tooltip: [told('label', labelTitle), told('axis', 'axis'), told('text', 'value'), told('color', color.title)],
        },
      },
      ...[{ stroke: background, strokeWidth: 3, strokeOpacity: 0.85 }, { strokeWidth: 0 }].map((halo) => ({
        data: { values: ticks },
        mark: {
          type: 'text',
          align: 'right',
          dx: -6,
          fontSize: 10,
          color: text,
          limit: tickRoom,
          ...halo,
        },
        encoding: { y, text: { field: 'tick' } },
      })),
    ],
  };
  const makeRows = (): readonly Row[] =>
    lines.flatMap((line, row) =>
      line.places.map(
        (at, place): Row => ({
          row,
          label: line.label,
          axis: titles[place] ?? '',
          ...(titles[place] === axes[place]?.title ? {} : { title: axes[place]?.title ?? '' }),
          place: finiteOrNull(at?.place),
          text: at?.text ?? null,
          color: line.color,
        }),
      ),
    );
  return { makeRows, rowsDependOn: titles.join('|'), body, notes: [] };
}

import { safeText, timeShower } from '@xt/engine/show';
import { plot } from '../braille/plot.ts';
import type { AxisOptions, PlotLine, PlotMark, PlotSeries } from '../braille/plot-types.ts';
import { plainSpan } from '../braille/spans.ts';
import type { LineChart, Measure } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { mostPens, okabeIto } from '../spec/okabe-ito.ts';
import type { CellRoom } from './to-cells.ts';
import { wrapWords } from './wrap-words.ts';

/** Rows that a plot takes at least. */
export const leastHeight = 8;

/** A plot for each panel, one below the other. */
export function lineCells(chart: LineChart, room: CellRoom): readonly PlotLine[] {
  const { panels, series, curves } = chart;
  const by = series.title;
  const height = Math.max(Math.floor(room.height / panels.length), leastHeight);
  const names = series.labels.map(safeText);
  const range = extentOf(curves.flatMap((curve) => [curve.x[0] ?? Number.NaN, curve.x.at(-1) ?? Number.NaN]));
  // Without colours what was smoothed looks like what came of it.
  const isRawHidden = room.dashes === true && curves.some(({ raw }) => raw !== undefined);
  const plots = panels.flatMap((panel, index) => {
    const shown = curves
      .filter((curve) => curve.panel === index)
      .toSorted((a, b) => a.series - b.series)
      .map(({ raw, ...curve }): PlotSeries => {
        const label = names[curve.series] ?? '';
        const behind = raw === undefined || isRawHidden ? {} : { raw };
        return { ...curve, ...behind, color: curve.series, label: label === 'all' ? '' : label };
      });
    const made = plot(shown, {
      width: room.width,
      height,
      ...(room.glyphs === undefined ? {} : { glyphs: room.glyphs }),
      ...(room.dashes === undefined ? {} : { dashes: room.dashes }),
      title: safeText(by === '' || by === 'run' ? panel.title : `${panel.title} by ${by}`),
      x: { ...axisOf(chart.x, room), ...(range[0] < range[1] ? { range } : {}), ...dayOf(chart.x, range, room) },
      y: { log: panel.log },
    });
    const hidden =
      made.unlabelled === 0 ? [] : [`${made.unlabelled} ${made.unlabelled === 1 ? 'label' : 'labels'} found no room`];
    const full = shown.map(({ color }) => series.labels[color] ?? '').map((name) => (name === 'all' ? '' : name));
    const said = [...marksOf(made.marks, full, chart.x), ...alike(shown, room), ...hidden];
    return [
      ...made.lines,
      ...said.flatMap((text) => wrapWords(text, room.width)).map((text) => [plainSpan(text, 'axis')]),
    ];
  });
  const rawNote = isRawHidden
    ? wrapWords('smoothed alone: without colours raw values would look like it', room.width)
    : [];
  return [...plots, ...rawNote.map((text) => [plainSpan(text, 'axis')])];
}

/** Says where curves look alike. */
function alike(shown: readonly PlotSeries[], { dashes }: CellRoom): readonly string[] {
  const count = new Set(shown.map(({ color }) => color)).size;
  const most = dashes === true ? mostPens / okabeIto.length : mostPens;
  const what = dashes === true ? 'kinds of dashes' : 'colours and dashes';
  return count <= most ? [] : [`${count} curves share ${most} ${what}: the names at their ends tell them apart`];
}

/** The title of an axis of times with the day, where clocks alone stand at its ticks. */
function dayOf(
  { type, title }: Measure,
  [from, to]: readonly [number, number],
  { zone = 'UTC' }: CellRoom,
): AxisOptions {
  if (type !== 'time' || !(from <= to)) return {};
  const [first, last] = [from, to].map((micros) => timeShower(zone, 'minutes')(micros).slice(0, 10));
  return first === last ? { title: safeText(`${title.replace(/ \(UTC\)$/, '')} ${first}`) } : {};
}

/** How the axis of a measure is drawn. */
export function axisOf({ title, type, log, whole }: Measure, { zone }: CellRoom): AxisOptions {
  const isTime = type === 'time';
  const text = isTime ? `${title.replace(/ \(UTC\)$/, '')}` : title.replace(/ \(s\)$/, '');
  return { title: safeText(text), kind: type, log, whole: whole === true, ...(zone === undefined ? {} : { zone }) };
}

const words: Readonly<Record<PlotMark['kind'], string>> = {
  nan: '× NaN',
  'positive-infinity': '▲ Infinity',
  'negative-infinity': '▼ -Infinity',
  'not-positive': '▼ not above 0',
};

/** What has no place, and from where on. */
function marksOf(marks: readonly PlotMark[], labels: readonly string[], x: Measure): readonly string[] {
  const where = x.type === 'number' ? x.title.replace(/ \(.*\)$/, '') : '';
  return marks.map(({ series, kind, count, first }) => {
    const from = where === '' ? '' : ` at ${where} ${first}`;
    return `${words[kind]}${from}${count === 1 ? '' : ` and ${count - 1} more`}: ${labels[series] || 'the curve'}`;
  });
}

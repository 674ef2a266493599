import type { PlotSeries } from '@xt/charts/braille';
import { namesApart } from '@xt/engine/names-apart';
import { columnNamed, type Sheet, type SheetColumn } from '../sheet/sheet.ts';

/** The curves of one metric. */
export interface Chart {
  readonly metric: string;
  readonly series: readonly ChartSeries[];
}

/** A curve, and where its points stand in the answers. */
export interface ChartSeries extends PlotSeries {
  /** Tells the curve from others of its metric: the run's id, or the keys of the group. */
  readonly key: string;
  readonly places: readonly Place[];
}

/** Rows of an answer that follow each other. */
interface Place {
  readonly sheet: Sheet;
  readonly row: number;
  readonly length: number;
}

/**
 * The charts in an answer of curves: rows that follow each other with the same metric and the same run, or the same group, are one
 * curve. Its colour is the run's place in `order`, of others the place in the answer. Runs of one name have the beginnings of their
 * ids in their labels.
 */
export function chartsOf(sheet: Sheet, axis: string, order: readonly string[]): readonly Chart[] {
  const metric = columnNamed(sheet, 'metric');
  const x = columnNamed(sheet, axis);
  const value = columnNamed(sheet, 'value');
  if (metric === undefined || x === undefined || value === undefined) return [];
  const owners = ownersOf(sheet);
  const charts = new Map<string, ChartSeries[]>();
  const seen = new Map<string, number>();
  const optional = (name: string, from: number, to: number) => {
    const column = columnNamed(sheet, name);
    return column === undefined ? {} : { [name]: numbers(column, from, to) };
  };
  let start = 0;
  for (let row = 1; row <= sheet.length; row++) {
    const goesOn = row < sheet.length && [metric, ...owners].every(({ read }) => read(row) === read(start));
    if (goesOn) continue;
    const key = owners.map(({ read }) => String(read(start))).join('\u0000');
    if (!seen.has(key)) seen.set(key, seen.size);
    const place = order.indexOf(key);
    // Written as `metrics.x`, so that no param of that name is meant.
    const name = String(metric.read(start)).replace(/^metrics\./, '');
    const series: ChartSeries = {
      key,
      places: [{ sheet, row: start, length: row - start }],
      x: numbers(x, start, row),
      y: numbers(value, start, row),
      color: place >= 0 ? place : (seen.get(key) ?? 0),
      label: labelOf(sheet, owners, start),
      ...optional('raw', start, row),
      ...optional('lo', start, row),
      ...optional('hi', start, row),
    };
    charts.set(name, [...(charts.get(name) ?? []), series]);
    start = row;
  }
  const all = [...charts].map(([name, series]) => ({ metric: name, series }));
  return columnNamed(sheet, 'id') === undefined ? all : labelledApart(all);
}

/** The charts with all points of a part of the axis, as far as the whole has not as many there. */
export function withPart(charts: readonly Chart[], part: readonly Chart[]): readonly Chart[] {
  return charts.map((chart) => {
    const finer = part.find(({ metric }) => metric === chart.metric);
    const series = chart.series.map((whole) => {
      const own = finer?.series.find(({ key }) => key === whole.key);
      return own === undefined ? whole : joined(whole, own);
    });
    return { ...chart, series };
  });
}

/** The part of a curve between two places of its axis. */
export function between(series: ChartSeries, from: number, to: number): ChartSeries {
  const start = series.x.findIndex((x) => x >= from);
  const end = series.x.findLastIndex((x) => x <= to) + 1;
  return start < 0 ? cut(series, 0, 0) : cut(series, start, Math.max(start, end));
}

/** Where a point of a curve stands in an answer. */
export function placeOf(
  { places }: ChartSeries,
  index: number,
): { readonly sheet: Sheet; readonly row: number } | undefined {
  let before = 0;
  for (const { sheet, row, length } of places) {
    if (index < before + length) return { sheet, row: row + index - before };
    before += length;
  }
  return undefined;
}

function joined(whole: ChartSeries, part: ChartSeries): ChartSeries {
  const [first = Number.NaN, last = Number.NaN] = [part.x[0], part.x.at(-1)];
  const start = whole.x.findIndex((x) => x >= first);
  const left = cut(whole, 0, start < 0 ? whole.x.length : start);
  const end = whole.x.findLastIndex((x) => x <= last) + 1;
  if (Number.isNaN(first) || end - left.x.length >= part.x.length) return whole;
  const right = cut(whole, end, whole.x.length);
  return [part, right].reduce(appended, left);
}

const perPoint = ['x', 'y', 'raw', 'lo', 'hi'] as const;

function appended(a: ChartSeries, b: ChartSeries): ChartSeries {
  const arrays = perPoint.flatMap((name) => {
    const [before, after] = [a[name], b[name]];
    return before === undefined || after === undefined ? [] : [[name, Float64Array.of(...before, ...after)] as const];
  });
  return { ...a, ...Object.fromEntries(arrays), places: [...a.places, ...b.places] };
}

function cut(series: ChartSeries, from: number, to: number): ChartSeries {
  const arrays = perPoint.flatMap((name) => {
    const values = series[name];
    return values === undefined ? [] : [[name, values.subarray(from, to)] as const];
  });
  let before = 0;
  const places = series.places.flatMap(({ sheet, row, length }): readonly Place[] => {
    const [start, end] = [Math.max(from - before, 0), Math.min(to - before, length)];
    before += length;
    return start < end ? [{ sheet, row: row + start, length: end - start }] : [];
  });
  return { ...series, ...Object.fromEntries(arrays), places };
}

/** What tells one curve of a metric from another: the run, or the keys of the group. */
function ownersOf(sheet: Sheet): readonly SheetColumn[] {
  const id = columnNamed(sheet, 'id');
  return id === undefined ? keyColumns(sheet) : [id];
}

/** What groups are made by; none where the curves are of runs. */
export function keyColumns(sheet: Sheet): readonly SheetColumn[] {
  return sheet.columns.filter(({ role }) => role === 'key');
}

function labelOf(sheet: Sheet, owners: readonly SheetColumn[], row: number): string {
  const run = columnNamed(sheet, 'run')?.text(row);
  return run ?? owners.map(({ text }) => text(row) ?? '-').join(' ');
}

/** The charts with the beginnings of the ids in the labels of runs that have one name. */
function labelledApart(charts: readonly Chart[]): readonly Chart[] {
  const names = new Map(charts.flatMap(({ series }) => series.map(({ key, label = '' }) => [key, label] as const)));
  const apart = namesApart([...names].map(([id, name]) => ({ id, name })));
  const labels = new Map([...names.keys()].map((key, at) => [key, apart[at] ?? '']));
  return charts.map((chart) => ({
    ...chart,
    series: chart.series.map((each) => ({ ...each, label: labels.get(each.key) ?? '' })),
  }));
}

function numbers({ read, type }: SheetColumn, from: number, to: number): Float64Array {
  return Float64Array.from({ length: to - from }, (_, index) => {
    const value = read(from + index);
    if (typeof value === 'number') return value;
    // A value that is missing is a gap; so is one that has no place among numbers.
    return type === 'integer' && typeof value === 'bigint' ? Number(value) : Number.NaN;
  });
}

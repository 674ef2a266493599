import type { PlotSeries } from '@xt/charts/braille';
import { columnNamed, type Sheet, type SheetColumn } from '../sheet/sheet.ts';

/** The curves of one metric. */
export interface Chart {
  readonly metric: string;
  readonly series: readonly ChartSeries[];
}

/** A curve, and where its points stand in the answer. */
export interface ChartSeries extends PlotSeries {
  readonly row: number;
}

/**
 * The charts in an answer of curves: rows that follow each other with the same metric and the same run, or the same group, are one
 * curve. Its colour is the run's place in `order`, of a group its place in the answer.
 */
export function chartsOf(sheet: Sheet, axis: string, order: readonly string[]): readonly Chart[] {
  const metric = columnNamed(sheet, 'metric');
  const x = columnNamed(sheet, axis);
  const value = columnNamed(sheet, 'value');
  if (metric === undefined || x === undefined || value === undefined) return [];
  const owners = ownersOf(sheet);
  const charts = new Map<string, ChartSeries[]>();
  const groups = new Map<string, number>();
  const optional = (name: string, from: number, to: number) => {
    const column = columnNamed(sheet, name);
    return column === undefined ? {} : { [name]: numbers(column, from, to) };
  };
  let start = 0;
  for (let row = 1; row <= sheet.length; row++) {
    const goesOn = row < sheet.length && [metric, ...owners].every(({ read }) => read(row) === read(start));
    if (goesOn) continue;
    const id = columnNamed(sheet, 'id')?.read(start);
    const label = labelOf(sheet, owners, start);
    if (!groups.has(label)) groups.set(label, groups.size);
    const place = id === undefined || id === null ? groups.get(label) : order.indexOf(String(id));
    // Written as `metrics.x`, so that no param of that name is meant.
    const name = String(metric.read(start)).replace(/^metrics\./, '');
    const series: ChartSeries = {
      row: start,
      x: numbers(x, start, row),
      y: numbers(value, start, row),
      color: Math.max(0, place ?? 0),
      label,
      ...optional('raw', start, row),
      ...optional('lo', start, row),
      ...optional('hi', start, row),
    };
    charts.set(name, [...(charts.get(name) ?? []), series]);
    start = row;
  }
  return [...charts].map(([name, series]) => ({ metric: name, series }));
}

/** What tells one curve of a metric from another: the run, or the keys of the group. */
function ownersOf(sheet: Sheet): readonly SheetColumn[] {
  const id = columnNamed(sheet, 'id');
  return id === undefined ? sheet.columns.filter(({ role }) => role === 'key') : [id];
}

function labelOf(sheet: Sheet, owners: readonly SheetColumn[], row: number): string {
  const run = columnNamed(sheet, 'run')?.text(row);
  return run ?? owners.map(({ text }) => text(row) ?? '-').join(' ');
}

function numbers({ read, type }: SheetColumn, from: number, to: number): Float64Array {
  return Float64Array.from({ length: to - from }, (_, index) => {
    const value = read(from + index);
    if (typeof value === 'number') return value;
    // A value that is missing is a gap; so is one that has no place among numbers.
    return type === 'integer' && typeof value === 'bigint' ? Number(value) : Number.NaN;
  });
}

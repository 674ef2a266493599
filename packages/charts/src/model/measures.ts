import { namesApart } from '@xt/engine/names-apart';
import type { Measure } from './chart.ts';
import { ChartError } from './chart-error.ts';
import { extentOf } from './extent-of.ts';
import { categoriesOf, measureOf, type Result, type ResultColumn } from './read-result.ts';

/** A column of numbers. */
export type NumberColumn = ResultColumn & { readonly numbers: Float64Array };

/**
 * The columns of numbers that say something of the rows: keys and params first, then facts of the run that were asked for, then
 * values. Facts that every list of runs shows are drawn where there is nothing else.
 */
export function numberColumns({ columns }: Result): readonly NumberColumn[] {
  const numeric = columns.filter(isNumeric);
  const inputs = numeric.filter(({ role }) => role === 'key' || role === 'param' || role === 'tag');
  const facts = numeric.filter(({ role }) => role === 'field');
  const values = numeric.filter(({ role }) => role === 'value');
  const isShort = inputs.length + values.length > 0 && showsAsAlways(columns);
  return [...inputs, ...(isShort ? [] : facts), ...values];
}

/** Whether the columns are those that runs show where nothing is selected. */
function showsAsAlways(columns: readonly ResultColumn[]): boolean {
  return ['state', 'created', 'step'].every((name) =>
    columns.some((column) => column.role === 'field' && column.name === name),
  );
}

const mostCategories = 30;

/** The columns of few distinct texts that say something of the rows. */
export function categoryColumns({ columns, rows }: Result): readonly ResultColumn[] {
  return columns.filter((column) => {
    const isFact = column.role === 'field' && column.type !== 'list' && !showsAsAlways(columns);
    if (isNumeric(column) || !(isFact || ['key', 'param', 'tag', 'value'].includes(column.role))) return false;
    const { labels } = categoriesOf(column, rows);
    return labels.length > 0 && labels.length <= Math.min(mostCategories, Math.max(rows / 2, 2));
  });
}

/** True if all that a column has are numbers. */
export function isNumeric(column: ResultColumn): column is NumberColumn {
  return column.numbers !== undefined;
}

/** The axis of a column: logarithmic if asked for and possible; of params and keys, if they span two powers of ten. */
export function axisOf(column: NumberColumn, isAsked: boolean | undefined): Measure {
  if (isAsked === true && column.type === 'time') throw noLogOfTimes(column.name);
  const [least, greatest] = extentOf(column.numbers);
  const isInput = column.role === 'param' || column.role === 'key' || column.role === 'tag';
  const log = isAsked ?? (isInput && least > 0 && greatest / least >= 100);
  if (isAsked === true && !(greatest > 0)) {
    throw new ChartError(`a log axis needs values above zero; \`${column.name}\` has none`);
  }
  return measureOf(column, log);
}

/** Times are counted from nowhere in particular. */
export function noLogOfTimes(name: string, hint?: string): ChartError {
  return new ChartError(`\`${name}\` is a time, which has no place on a log axis`, hint);
}

/** Whether a number has a place on an axis. */
export function hasPlace({ log }: Measure, value: number): boolean {
  return Number.isFinite(value) && (!log || value > 0);
}

/** What a row is called: its run, else its group, else its number. */
export function rowNames({ columns, rows }: Result): { readonly title: string; readonly of: (row: number) => string } {
  const run = columns.find(({ role }) => role === 'run');
  const named = run === undefined ? columns.filter(({ role }) => role === 'key') : [run];
  const other =
    named.length > 0 ? named : columns.filter((column) => column.role === 'id' || isText(column)).slice(0, 1);
  const listed = run === undefined && named.length === 0 ? listedNames(columns, rows) : undefined;
  if (listed !== undefined) return listed;
  if (other.length === 0) return { title: 'row', of: (row) => String(row + 1) };
  const ids = columns.find(({ role }) => role === 'id');
  const names = Array.from({ length: rows }, (_, row) => nameOf(other, row));
  const apart = namesApart(names.map((name, row) => ({ id: ids?.text(row) ?? '', name })));
  return {
    title: run === undefined ? titleOf(other) : 'run',
    of: (row) => apart[row] ?? '',
  };
}

/** What a listing's rows are of: its names, with their projects where there are several. */
function listedNames(columns: readonly ResultColumn[], rows: number): ReturnType<typeof rowNames> | undefined {
  const name = columns.find((column) => column.name === 'name' && isText(column));
  if (name === undefined) return undefined;
  const project = columns.find((column) => column.name === 'project');
  const projects = new Set(Array.from({ length: rows }, (_, row) => project?.text(row)));
  const before = (row: number) => (projects.size > 1 ? `${project?.text(row) ?? 'missing'} · ` : '');
  return { title: 'name', of: (row) => `${before(row)}${name.text(row) ?? 'missing'}` };
}

/** What keys are called together; the keys of a row are joined alike. */
export function titleOf(keys: readonly ResultColumn[]): string {
  return keys.map(({ name }) => name).join(' · ');
}

/** The keys of a row, in the order of their names. */
export function nameOf(keys: readonly ResultColumn[], row: number): string {
  return keys.map((key) => key.text(row) ?? 'missing').join(' · ');
}

/** Says how many rows a chart leaves out for want of a number. */
export function leftOut(count: number, of: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} of ${of} rows without ${what} left out`];
}

function isText({ type, role }: ResultColumn): boolean {
  return type === 'text' && role === 'field';
}

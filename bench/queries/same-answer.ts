import type { Diagnostic } from '@xt/grammar';
import { type Answer, type Cell, columnType } from '../../packages/engine/src/arrow/index.ts';
import { finish } from './finish.ts';
import { givenTable, type Row } from './given.ts';
import type { Hand } from './read-hand.ts';
import type { HandResult } from './run-hand.ts';

/** The rows of an answer by the names of their columns, and the counts that its notes tell. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly counts: readonly number[];
}

/** What xt answered; of columns that hold JSON the values. */
export function rowsOfXt({ table, notes }: Answer): Rows {
  const mixed = new Set(table.schema.fields.filter((f) => columnType(f) === 'mixed').map(({ name }) => name));
  const plain = (name: string, cell: Cell) => (mixed.has(name) && typeof cell === 'string' ? jsonCell(cell) : cell);
  const rows = givenTable(table)
    .rows()
    .map((row) => new Map([...row].map(([name, cell]) => [name, plain(name, cell)])));
  return { rows, counts: notes.flatMap(countOf) };
}

function jsonCell(json: string): Cell {
  const value: unknown = JSON.parse(json);
  return typeof value === 'number' || typeof value === 'boolean' ? value : json;
}

/** Notes that the data are asked for. The others are of the query alone, or of counts that the catalog keeps. */
const counted = new Set([
  'nan-skipped',
  'nan-passed-over',
  'ended-before',
  'coerced',
  'other-type',
  'in-both',
  'sampled',
]);

function countOf({ code, message }: Diagnostic): readonly number[] {
  const [, runs, points] = /(?:(?:^| in )([\d,]+) runs?|of the ([\d,]+) points)\b/.exec(message) ?? [];
  const count = runs ?? points;
  return counted.has(code) && count !== undefined ? [Number(count.replaceAll(',', ''))] : [];
}

/** What the statements by hand gave: their rows, with the columns that others give of the same `number`. */
export function rowsByHand(results: readonly HandResult[], hand: Hand): Rows {
  const shown = results.filter(({ parts }) => parts.includes('rows')).flatMap(({ given }) => given.rows());
  const others = results
    .filter(({ parts }) => parts.includes('columns'))
    .map(({ given }) => new Map(given.rows().map((row) => [row.get('number'), row])));
  const rows = shown.map((row) => {
    const more = others.flatMap((other) => [...(other.get(row.get('number')) ?? [])]);
    return new Map([...more, ...row]);
  });
  const noting = results.filter(({ parts }) => parts.includes('notes')).map(({ given }) => given.rows());
  return { rows: finish(rows, hand.finish), counts: noting.flatMap(([first]) => countsIn(first)) };
}

/** What one statement gave that has everything in its rows. */
export function rowsOfOne(rows: readonly Row[], hand: Hand): Rows {
  return { rows: finish(rows, hand.finish), counts: countsIn(rows[0]) };
}

/** The columns `note 1`, `note 2` …; as in xt, a count of 0 is no note. */
function countsIn(row: Row | undefined): readonly number[] {
  const notes = [...(row ?? [])].filter(([name]) => name.startsWith('note '));
  return notes.map(([, cell]) => Number(cell)).filter((count) => count !== 0);
}

/** The first difference between xt's answer and another, in words; undefined where they are the same. */
export function differenceOf(xt: Rows, other: Rows): string | undefined {
  if (xt.rows.length !== other.rows.length) return `${other.rows.length} rows, xt has ${xt.rows.length}`;
  for (const [index, row] of xt.rows.entries()) {
    for (const [name, cell] of row) {
      const beside = other.rows[index]?.get(name) ?? null;
      if (!isSame(cell, beside)) return `row ${index + 1}: \`${name}\` is ${String(beside)}, xt has ${String(cell)}`;
    }
  }
  const [a, b] = [xt.counts.join(', '), other.counts.join(', ')];
  return a === b ? undefined : `the notes count ${b}, xt's ${a}`;
}

/** Of two tables with a column for each run, SQL gives the cells as texts. */
function isSame(a: Cell, b: Cell): boolean {
  if (typeof a === 'number' && typeof b === 'string') return isSame(a, Number(b));
  if (typeof a === 'boolean' && typeof b === 'string') return String(a) === b;
  if (typeof a === 'number' && typeof b === 'number') {
    return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
  }
  return Array.isArray(a) ? JSON.stringify(a) === b : a === b;
}

import type { Cell } from '../../src/arrow/index.ts';
import type { Told } from './ask.ts';
import type { Table } from './table.ts';
import { readNumber } from './values/read-text.ts';
import type { Value } from './values/value.ts';

/** What the engine's rows have that the reference's have not, in words; undefined where they agree. */
export function difference(expected: Table, told: Told): string | undefined {
  const places = expected.columns.map((name) => told.columns.findIndex((column) => column.name === name));
  const absent = expected.columns.filter((_, at) => places[at] === -1);
  if (absent.length > 0) return `no column ${absent.join(', ')} in ${told.columns.map(({ name }) => name).join(', ')}`;
  const others = told.columns.filter(({ name }) => name !== 'project' && !expected.columns.includes(name));
  if (expected.exact === true && others.length > 0) {
    return `columns   ${expected.columns.join(', ')}\nengine    ${told.columns.map(({ name }) => name).join(', ')}`;
  }
  const compared = places.filter((_, at) => expected.open?.includes(expected.columns[at] ?? '') !== true);
  const shown = expected.columns.filter((name) => expected.open?.includes(name) !== true);
  const listed = (cells: readonly Plain[]) =>
    cells.map((cell, at) => (expected.lists?.includes(shown[at] ?? '') === true ? inOrder(cell) : cell));
  const wanted = expected.rows.map((row) =>
    listed(row.filter((_, at) => compared.includes(places[at] ?? -1)).map(plainValue)),
  );
  const got = told.rows.map((row) =>
    listed(compared.map((place) => plainCell(row[place] ?? null, told.columns[place]?.type ?? ''))),
  );
  const [a, b] = expected.ordered ? [wanted, got] : [inOneOrder(wanted), inOneOrder(got)];
  if (a.length === b.length && a.every((row, at) => row.every((cell, i) => agree(cell, b[at]?.[i] ?? null))))
    return undefined;
  return [
    `columns   ${shown.join(', ')}`,
    `reference ${a.map(show).join('\n          ')}`,
    `engine    ${b.map(show).join('\n          ')}`,
  ].join('\n');
}

/** A list as text, in an order of its own. */
function inOrder(cell: Plain): Plain {
  return typeof cell === 'string' ? cell.split(', ').toSorted().join(', ') : cell;
}

type Plain = number | string | boolean | null;

function plainValue(value: Value): Plain {
  if (value === null) return null;
  if (value.type === 'list')
    return value.value
      .map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
      .toSorted()
      .join(' ');
  return value.value;
}

/** A cell as a plain value; a mixed one is JSON. */
function plainCell(cell: Cell, type: string): Plain {
  if (typeof cell === 'bigint') return Number(cell);
  if (typeof cell === 'object' && cell !== null) return cell.toSorted().join(' ');
  if (type !== 'mixed' || typeof cell !== 'string') return cell;
  const value: unknown = JSON.parse(cell);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value)
    ? value
        .map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
        .toSorted()
        .join(' ')
    : null;
}

/** Equal; of numbers to 1e-9, the last digits of a sum being a matter of its order. */
function agree(a: Plain, b: Plain): boolean {
  // A mixed cell keeps the text of a number that JSON has not.
  if (typeof a === 'number' && typeof b === 'string') return !Number.isFinite(a) && Object.is(readNumber(b), a);
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) || Math.abs(a - b) < 1e-12;
}

function inOneOrder(rows: readonly (readonly Plain[])[]): readonly (readonly Plain[])[] {
  return rows.toSorted((a, b) => (show(a.map(asNumber)) < show(b.map(asNumber)) ? -1 : 1));
}

/** The text of a number that JSON has not stands where the number does. */
function asNumber(cell: Plain): Plain {
  const number = typeof cell === 'string' ? readNumber(cell) : null;
  return number === null || Number.isFinite(number) ? cell : number;
}

function show(row: readonly Plain[]): string {
  return `[${row.map((cell) => (typeof cell === 'string' ? JSON.stringify(cell) : Object.is(cell, -0) ? '0' : typeof cell === 'number' ? String(Number(cell.toPrecision(10))) : String(cell))).join(', ')}]`;
}

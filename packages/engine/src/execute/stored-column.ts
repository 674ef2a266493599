import type { OwnValue } from '../plan/steps.ts';
import type { StoredValue } from '../plan/storage.ts';
import type { FetchPart } from '../sql/build-fetch.ts';
import type { Rows } from '../stores/store.ts';
import { bitsOf, hasRun, type Runs } from './run-set.ts';

/** The values of one stored value, only of runs that have it: run numbers and values side by side. */
export interface StoredColumn {
  readonly runs: readonly number[];
  readonly values: readonly (number | string | boolean)[];
  /** The type of each run's own value, for `shown`. */
  readonly types?: readonly string[];
  /** The value of every run, whichever they are: then none is named. */
  readonly everywhere?: number | string | boolean;
}

export const noValues: StoredColumn = { runs: [], values: [] };

/** A column with the values of these runs alone. */
export function within(column: StoredColumn, runs: Runs): StoredColumn {
  const { everywhere } = column;
  if (everywhere !== undefined) return { runs: Array.from(runs), values: Array.from(runs, () => everywhere) };
  const bits = bitsOf(runs);
  if (column.runs.every((run) => hasRun(bits, run))) return column;
  const isIn = column.runs.map((run) => hasRun(bits, run));
  const only = <T>(items: readonly T[]) => items.filter((_, at) => isIn[at] === true);
  const { types } = column;
  return { runs: only(column.runs), values: only(column.values), ...(types && { types: only(types) }) };
}

/** Reads the answer of one part of a fetch: the columns by their position in the fetch. */
export function readPart(
  part: FetchPart,
  rows: Rows,
  values: readonly StoredValue[],
): ReadonlyMap<number, StoredColumn> {
  switch (part.kind) {
    case 'fields':
      return readFields(part.indices, rows, values);
    case 'keys':
      return readKeys(part, rows);
    case 'members': {
      const runs = listIn(rows.rows[0]?.[0]) as readonly number[];
      return new Map([[part.index, { runs, values: runs.map(() => true) }]]);
    }
  }
}

/** Reads the lists of values that came with runs, in the order of the runs. */
export function readGiven(runs: Runs, lists: readonly unknown[], values: readonly OwnValue[]): readonly StoredColumn[] {
  const owners = Array.from(runs);
  return values.map((value, index) => {
    const numeric = value.kind === 'field' ? isNumeric(value.field) : value.reading === 'number';
    return present(owners, listIn(lists[index]), numeric ? readNumber : asItIs);
  });
}

function readFields(
  indices: readonly number[],
  rows: Rows,
  values: readonly StoredValue[],
): ReadonlyMap<number, StoredColumn> {
  const [first = []] = rows.rows;
  const runs = listIn(first[0]) as readonly number[];
  return new Map(
    indices.map((index, position) => {
      const stored = values[index];
      const numeric = stored?.kind === 'field' && isNumeric(stored.field);
      return [index, present(runs, listIn(first[position + 1]), numeric ? readNumber : asItIs)];
    }),
  );
}

function isNumeric(field: string): boolean {
  return ['created', 'started', 'ended', 'duration', 'step', 'children', 'depth'].includes(field);
}

type KeysPart = Extract<FetchPart, { kind: 'keys' }>;

function readKeys({ entries, reading }: KeysPart, rows: Rows): ReadonlyMap<number, StoredColumn> {
  const read = reading === 'number' ? readNumber : asItIs;
  const byKey = new Map(
    rows.rows.map(([key, runs, values, types]): [number, StoredColumn] => {
      const column = present(listIn(runs) as readonly number[], listIn(values), read);
      return [Number(key), reading === 'shown' ? { ...column, types: listIn(types) as readonly string[] } : column];
    }),
  );
  return new Map(
    entries.map(({ index, ids }) => {
      const parts = ids.flatMap((id) => byKey.get(id) ?? []);
      const [only = noValues] = parts;
      return [index, parts.length < 2 ? only : joined(parts)];
    }),
  );
}

function present(
  runs: readonly number[],
  cells: readonly unknown[],
  read: (cell: unknown) => number | string | boolean,
): StoredColumn {
  const kept: number[] = [];
  const values: (number | string | boolean)[] = [];
  for (const [at, cell] of cells.entries()) {
    const run = runs[at];
    if (cell === null || cell === undefined || run === undefined) continue;
    kept.push(run);
    values.push(read(cell));
  }
  return { runs: kept, values };
}

/** JSON writes NaN and the infinities as texts. */
function readNumber(cell: unknown): number {
  return Number(cell);
}

function asItIs(cell: unknown): number | string | boolean {
  if (typeof cell === 'number' || typeof cell === 'string' || typeof cell === 'boolean') return cell;
  throw new Error('a stored value is neither number, text nor flag');
}

function joined(parts: readonly StoredColumn[]): StoredColumn {
  const types = parts.flatMap((part) => part.types ?? []);
  return {
    runs: parts.flatMap((part) => part.runs),
    values: parts.flatMap((part) => part.values),
    ...(types.length === 0 ? {} : { types }),
  };
}

function listIn(cell: unknown): readonly unknown[] {
  if (cell === null || cell === undefined) return [];
  if (Array.isArray(cell)) return cell;
  throw new Error('Postgres gave no list where one was asked for');
}

import type { StoredValue } from '../plan/storage.ts';
import type { FetchPart } from '../sql/build-fetch.ts';
import type { Rows } from '../stores/store.ts';

/** The values of one stored value, only of runs that have it: run numbers and values side by side. */
export interface StoredColumn {
  readonly runs: readonly number[];
  readonly values: readonly (number | string | boolean)[];
  /** The type of each run's own value, for `shown`. */
  readonly types?: readonly string[];
}

export const noValues: StoredColumn = { runs: [], values: [] };

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
      return readKeys(part.entries, rows);
    case 'members': {
      const runs = listIn(rows.rows[0]?.[0]) as readonly number[];
      return new Map([[part.index, { runs, values: runs.map(() => true) }]]);
    }
  }
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

function readKeys(entries: KeysPart['entries'], rows: Rows): ReadonlyMap<number, StoredColumn> {
  const byKey = new Map(rows.rows.map((row) => [Number(row[0]), row.slice(1).map(listIn)]));
  return new Map(
    entries.map(({ index, of }) => {
      const parts = of.key.ids.flatMap((id) => {
        const lists = byKey.get(id);
        return lists === undefined ? [] : [readKey(lists, of.reading)];
      });
      const [only = noValues] = parts;
      return [index, parts.length === 1 ? only : joined(parts)];
    }),
  );
}

function readKey(
  lists: readonly (readonly unknown[])[],
  reading: KeysPart['entries'][number]['of']['reading'],
): StoredColumn {
  const [runs = [], types = [], texts = [], numbers = [], flags = []] = lists;
  const keys = runs as readonly number[];
  switch (reading) {
    case 'number':
      return present(keys, numbers, readNumber);
    case 'bool':
      return present(keys, flags, asItIs);
    case 'type':
      return present(keys, types, asItIs);
    case 'text':
    case 'list':
      return present(
        keys,
        texts.map((text, at) => (types[at] === reading ? text : null)),
        asItIs,
      );
    case 'shown': {
      const kept = texts.map((text, at) => (types[at] === 'null' ? null : text));
      const shownTypes = types.filter((_, at) => kept[at] !== null && kept[at] !== undefined) as readonly string[];
      return { ...present(keys, kept, asItIs), types: shownTypes };
    }
  }
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

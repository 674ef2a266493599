import type { Table } from '../arrow/index.ts';
import { reader } from '../arrow/index.ts';
import type { RowColumn } from '../bind/environment.ts';
import { knownGoal } from '../catalog/goal.ts';
import { rowColumnsOf } from '../plan/row-columns.ts';
import type { BuiltStep } from '../sql/build.ts';
import { listedType } from '../sql/choose-rows.ts';
import type { Rows } from '../stores/store.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { listingAt, type Results, runsOf, storedOf } from './results.ts';
import type { Runs } from './run-set.ts';

/** A column of listed rows: one value a row, null where it is missing. */
export type ListedColumn = readonly (number | string | boolean | null)[];

/** Rows that are no runs, before their clauses: a column by its name. */
export interface Listing {
  readonly count: number;
  /** The run behind each row, where there is one. */
  readonly owners?: Runs;
  /** Whether a cycle ended a walk. */
  readonly hasCycle?: boolean;
  /** How many runs on the ways are of projects that were not asked for. */
  readonly elsewhere?: number;
  readonly columns: ReadonlyMap<string, ListedColumn>;
}

/** The rows that are left, in order: their positions in the listing, and the shown columns where ClickHouse made them. */
export interface ListedRows {
  readonly listing: Listing;
  readonly rows: Uint32Array;
  readonly table?: Table;
}

type Built = Extract<BuiltStep, { kind: 'list-rows' }>;

/** Lists the rows of both stores, then applies the clauses. */
export async function listRows(built: Built, results: Results, asking: Asking): Promise<ListedRows> {
  const listing = withAdded(await listingOf(built, results, asking), built.step, results);
  const { choose } = built;
  if (choose === undefined || listing.count === 0) {
    const limits = built.step.stages.map(({ limit }) => limit ?? Number.POSITIVE_INFINITY);
    return { listing, rows: Uint32Array.from({ length: Math.min(listing.count, ...limits) }, (_, row) => row) };
  }
  const asked = { count: listing.count, listed: listing.columns };
  const table = await asking.clickhouse(fill(choose, undefined, results, asked));
  return { listing, rows: Uint32Array.from(numbersOf(table, 'row')), table };
}

/** Groups as Postgres counted them: a list for each column. */
export function groupListing(columns: readonly RowColumn[], rows: Rows): Listing {
  const lists = listsOf(rows);
  const cells = columns.map(({ name, type }, index): [string, ListedColumn] => [
    name,
    (lists[index] ?? []).map((cell) => groupCell(cell, type)),
  ]);
  return { count: lists[0]?.length ?? 0, columns: new Map(cells) };
}

/** The one group of all runs, of which nothing but their number is known. */
export function countListing(columns: readonly RowColumn[], count: number): Listing {
  return { count: 1, columns: new Map(columns.map(({ name }) => [name, [count]])) };
}

/** JSON writes NaN and the infinities as texts. */
function groupCell(cell: unknown, type: RowColumn['type']): number | string | boolean | null {
  if (cell === null || cell === undefined) return null;
  if (type === 'bool') return cell === true;
  return type === 'text' ? String(cell) : Number(cell);
}

/** The listing with the values of the runs behind its rows. */
function withAdded(listing: Listing, { added = [] }: Built['step'], results: Results): Listing {
  if (added.length === 0) return listing;
  const columns = added.map(({ name, of, index }): [string, ListedColumn] => {
    const { runs: rows, values } = storedOf(results, of, index);
    const cells = Array.from<number | string | boolean | null>({ length: listing.count }).fill(null);
    for (const [at, row] of rows.entries()) cells[row - 1] = values[at] ?? null;
    return [name, cells];
  });
  return { ...listing, columns: new Map([...listing.columns, ...columns]) };
}

async function listingOf(built: Built, results: Results, asking: Asking): Promise<Listing> {
  const { step, sources } = built;
  if (sources.kind === 'listed') return listingAt(results, step.of);
  const runs = runsOf(results, step.of);
  switch (sources.kind) {
    case 'metrics': {
      const counts = await asking.clickhouse(fill(sources.counts, runs, results));
      const ids = Uint32Array.from(numbersOf(counts, 'id'));
      if (ids.length === 0) return { count: 0, columns: new Map() };
      const names = listsOf(await asking.postgres(fill(sources.names, ids, results, { runs: ids })));
      return metricsOf(counts, ids, names, rowColumnsOf(step).includes('goal'));
    }
    case 'params': {
      const names = ['name', 'project', 'type', 'runs', 'distinct', 'min', 'max'];
      return listingFrom(names, listsOf(await asking.postgres(fill(sources.counts, runs, results))));
    }
    case 'projects': {
      const [points, counts] = await Promise.all([
        asking.clickhouse(fill(sources.points, runs, results)),
        asking.postgres(fill(sources.counts, undefined, results)),
      ]);
      const [ids = [], ...lists] = listsOf(counts);
      const byId = columnBy(points, 'id', 'points');
      const listing = listingFrom(['name', 'runs', 'running', 'updated'], lists);
      const column = ids.map((id) => byId.get(Number(id)) ?? 0);
      return { ...listing, columns: new Map([...listing.columns, ['points', column]]) };
    }
    case 'views': {
      const views = await asking.postgres(fill(sources.views, undefined, results));
      return listingFrom(['name', 'query', 'user', 'created'], listsOf(views));
    }
  }
}

/** A metric's goal is the one that is set, else the one that its name tells. */
function metricsOf(
  counts: Table,
  ids: Uint32Array,
  names: readonly (readonly unknown[])[],
  withGoals: boolean,
): Listing {
  const [order = [], ...texts] = names;
  const position = new Map([...ids].map((id, at) => [id, at]));
  const rows = order.map((id) => position.get(Number(id)) ?? -1);
  const listing = listingFrom(['name', 'project', 'goal'], texts);
  const set = listing.columns.get('goal') ?? [];
  // Reading the words of a hundred thousand names takes longer than all else.
  const goals = withGoals ? set.map((goal, row) => goal ?? knownGoal(textAt(listing, 'name', row)) ?? null) : set;
  const counted = (from: string): ListedColumn => {
    const values = numbersOf(counts, from);
    return rows.map((at) => values[at] ?? null);
  };
  const columns = new Map<string, ListedColumn>([
    ...listing.columns,
    ['goal', goals],
    ['runs', counted('runs')],
    ['points', counted('points')],
    ['min', counted('least')],
    ['max', counted('greatest')],
    ['updated', counted('updated')],
  ]);
  return { count: rows.length, columns };
}

function textAt({ columns }: Listing, name: string, row: number): string {
  return String(columns.get(name)?.[row] ?? '');
}

function listingFrom(names: readonly string[], lists: readonly (readonly unknown[])[]): Listing {
  const columns = names.map((name, index) => [name, cellsOf(name, lists[index] ?? [])] as const);
  return { count: lists[0]?.length ?? 0, columns: new Map(columns) };
}

/** JSON writes NaN and the infinities of numbers as texts. */
function cellsOf(name: string, cells: readonly unknown[]): ListedColumn {
  return cells.map((cell) => {
    if (cell === null || cell === undefined) return null;
    return listedType({}, name) === 'text' ? String(cell) : Number(cell);
  });
}

function listsOf({ rows }: Rows): readonly (readonly unknown[])[] {
  return (rows[0] ?? []).map((cell) => (Array.isArray(cell) ? cell : []));
}

function columnBy(table: Table, key: string, name: string): ReadonlyMap<number, number> {
  const values = numbersOf(table, name);
  return new Map(numbersOf(table, key).map((id, at) => [id, values[at] ?? 0]));
}

function numbersOf(table: Table, name: string): readonly number[] {
  const vector = table.getChild(name);
  if (vector === null) throw new Error(`ClickHouse gave no \`${name}\``);
  const read = reader(vector);
  return Array.from({ length: table.numRows }, (_, row) => Number(read(row)));
}

import { type Reader, reader, type Table } from '../arrow/index.ts';
import type { Differ } from '../local/diff-runs.ts';
import type { GroupRows, ListRows, StepId } from '../plan/steps.ts';
import type { Forks } from './forks.ts';
import type { ListedRows, Listing } from './list-rows.ts';
import type { SeriesBands } from './read-bands.ts';
import type { Curve } from './read-curves.ts';
import type { Relatives } from './relatives.ts';
import type { Runs } from './run-set.ts';
import { noValues, type StoredColumn } from './stored-column.ts';

/** What a step gave: runs, columns of Postgres, or a table of ClickHouse with `run` and `v1`, `v2` …. */
export type StepResult =
  /** `keys` has the columns `run`, `k1`, `k2` … where ClickHouse ordered the runs, `v1` … too where it gave values of them; so has `values` where it found them. `columns` are what Postgres gave with them. */
  | {
      readonly kind: 'runs';
      readonly runs: Runs;
      readonly keys?: Table;
      readonly values?: Table;
      readonly columns?: readonly StoredColumn[];
    }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'relatives'; readonly found: Relatives }
  | { readonly kind: 'listing'; readonly listing: Listing }
  | { readonly kind: 'stored'; readonly columns: readonly StoredColumn[] }
  /** No table where there was no run to compute anything of. */
  | { readonly kind: 'computed'; readonly table?: Table }
  /** No table where there was no run to make groups of. */
  | { readonly kind: 'grouped'; readonly step: GroupRows; readonly table?: Table }
  | { readonly kind: 'forks'; readonly forks: Forks }
  | { readonly kind: 'curves'; readonly curves: readonly Curve[] }
  /** The rows of each group of runs, groups in order; the column has the place of each run's group. */
  | {
      readonly kind: 'run-groups';
      readonly rows: readonly (readonly number[])[];
      readonly columns: readonly StoredColumn[];
    }
  /** Of each series the bands of groups, and how many runs have points; none where there was no run. */
  | { readonly kind: 'bands'; readonly series: readonly SeriesBands[] }
  /** `run`, then `v1`, `v2` …; no table where there was no run to list anything of. */
  | { readonly kind: 'artifacts'; readonly table?: Table }
  | { readonly kind: 'differences'; readonly rows: Differ['rows'] }
  | { readonly kind: 'texts'; readonly texts: readonly [string, string] }
  | { readonly kind: 'listed'; readonly step: ListRows; readonly listed: ListedRows };

/** The results of the steps that are done. */
export type Results = ReadonlyMap<StepId, StepResult>;

/** The runs of a step. */
export function runsOf(results: Results, id: StepId): Runs {
  const result = results.get(id);
  if (result?.kind !== 'runs') throw new Error(`step ${id} gave no runs`);
  return result.runs;
}

/** Runs beside their relatives, as a step found them. */
export function relativesOf(results: Results, id: StepId): Relatives {
  const result = results.get(id);
  if (result?.kind === 'listing') return { owners: result.listing.owners ?? new Uint32Array(0), relatives: [] };
  if (result?.kind === 'artifacts') {
    return { owners: result.table === undefined ? new Uint32Array(0) : runColumn(result.table), relatives: [] };
  }
  if (result?.kind !== 'relatives') throw new Error(`step ${id} found no relatives`);
  return result.found;
}

/** The rows that a step listed, before any clause. */
export function listingAt(results: Results, id: StepId): Listing {
  const result = results.get(id);
  if (result?.kind !== 'listing') throw new Error(`step ${id} gave no listing`);
  return result.listing;
}

/** How many runs a step gave or counted. */
export function countOf(results: Results, id: StepId): number {
  const result = results.get(id);
  return result?.kind === 'count' ? result.count : runsOf(results, id).length;
}

/** A column that a step fetched from Postgres. */
export function storedOf(results: Results, id: StepId, index: number): StoredColumn {
  const result = results.get(id);
  const columns = isOfColumns(result) ? result.columns : undefined;
  const column = columns?.[index];
  if (column === undefined) throw new Error(`step ${id} fetched no column ${index}`);
  return column;
}

function isOfColumns(result: StepResult | undefined) {
  return result?.kind === 'stored' || result?.kind === 'runs' || result?.kind === 'run-groups';
}

/** A column by run that a step fetched or computed. */
export function columnOf(results: Results, id: StepId, index: number): StoredColumn {
  const result = results.get(id);
  if (result?.kind !== 'computed') return storedOf(results, id, index);
  const vector = result.table?.getChild(`v${index + 1}`) ?? null;
  if (result.table === undefined || vector === null) return noValues;
  const runs = Array.from(runColumn(result.table));
  const doubles: unknown = vector.nullCount === 0 ? vector.toArray() : undefined;
  if (doubles instanceof Float64Array) return { runs, values: Array.from(doubles) };
  const read = reader(vector);
  return present(runs, (row) => read(row));
}

/** The run numbers in a table of ClickHouse. */
export function runColumn(table: Table): Runs {
  const runs: unknown = table.getChild('run')?.toArray();
  if (!(runs instanceof Uint32Array)) throw new Error('ClickHouse gave no run numbers');
  return runs;
}

function present(runs: readonly number[], read: Reader): StoredColumn {
  const kept: number[] = [];
  const values: (number | string | boolean)[] = [];
  for (const [row, run] of runs.entries()) {
    const cell = read(row);
    if (cell === null) continue;
    kept.push(run);
    values.push(typeof cell === 'string' || typeof cell === 'boolean' ? cell : Number(cell));
  }
  return { runs: kept, values };
}

/** The forks that a step found. */
export function forksOf(results: Results, id: StepId): Forks {
  const result = results.get(id);
  if (result?.kind !== 'forks') throw new Error(`step ${id} found no forks`);
  return result.forks;
}

/** The curves that a step made. */
export function curvesOf(results: Results, id: StepId): readonly Curve[] {
  const result = results.get(id);
  if (result?.kind !== 'curves') throw new Error(`step ${id} made no curves`);
  return result.curves;
}

/** The groups of runs that a step told apart. */
export function groupsOfRuns(results: Results, id: StepId): Extract<StepResult, { readonly kind: 'run-groups' }> {
  const result = results.get(id);
  if (result?.kind !== 'run-groups') throw new Error(`step ${id} told no groups apart`);
  return result;
}

/** The bands that a step made. */
export function bandsAt(results: Results, id: StepId): readonly SeriesBands[] {
  const result = results.get(id);
  if (result?.kind !== 'bands') throw new Error(`step ${id} made no bands`);
  return result.series;
}

/** The rows that a step listed. */
export function listedOf(results: Results, id: StepId): Extract<StepResult, { readonly kind: 'listed' }> {
  const result = results.get(id);
  if (result?.kind !== 'listed') throw new Error(`step ${id} listed no rows`);
  return result;
}

/** The groups that a step made. */
export function groupedOf(results: Results, id: StepId): Extract<StepResult, { readonly kind: 'grouped' }> {
  const result = results.get(id);
  if (result?.kind !== 'grouped') throw new Error(`step ${id} made no groups`);
  return result;
}

/** The artifacts that a step listed. */
export function artifactsOf(results: Results, id: StepId): Extract<StepResult, { readonly kind: 'artifacts' }> {
  const result = results.get(id);
  if (result?.kind !== 'artifacts') throw new Error(`step ${id} listed no artifacts`);
  return result;
}

/** What tells in what runs differ that a step compared. */
export function differencesOf(results: Results, id: StepId): Differ['rows'] {
  const result = results.get(id);
  if (result?.kind !== 'differences') throw new Error(`step ${id} compared no runs`);
  return result.rows;
}

/** The two texts that a step read. */
export function textsOf(results: Results, id: StepId): readonly [string, string] {
  const result = results.get(id);
  if (result?.kind !== 'texts') throw new Error(`step ${id} read no texts`);
  return result.texts;
}

import type { Table } from '../arrow/index.ts';
import { type Reader, reader } from '../arrow/reader.ts';
import type { BuiltStep } from '../sql/build.ts';
import type { ByForm } from '../sql/by-form.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { type Results, runColumn, runsOf } from './results.ts';
import { bitsOf, hasRun, intersect, type Runs, readRuns, subtract } from './run-set.ts';

type Built = Extract<BuiltStep, { kind: 'order-clickhouse' }>;

/** The rows in order, and the table of the candidates with their keys. */
interface Ordered {
  readonly runs: Runs;
  readonly keys?: Table;
}

/** How many candidates are asked for, and asked about. */
export interface CandidateSizes {
  /** Asked for at first where a limit is small; a second statement brings all of them. */
  readonly first: number;
  /** Asked about at a time; then, if they brought little, Postgres gives its whole set. */
  readonly chunks: readonly number[];
  /** So many more than the limit are asked about where nearly all are rows. */
  readonly slack: number;
}

const usualSizes: CandidateSizes = { first: 4_096, chunks: [512, 4_096], slack: 16 };

/**
 * The rows in ClickHouse's order: candidates that Postgres confirms, until the limit is reached with all that tie with
 * the last; runs without a row after them; ties by id.
 */
export async function orderCandidates(built: Built, results: Results, asking: Asking): Promise<Ordered> {
  const { step } = built;
  const { first, chunks, slack } = asking.sizes ?? usualSizes;
  if (step.limit === 0) return { runs: new Uint32Array(0) };
  const { per } = step;
  // Where the limit is of each group, the statement itself has cut what cannot be among the first.
  const limit = per === undefined ? (step.limit ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  const within = step.within === undefined ? undefined : runsOf(results, step.within);
  let all: Promise<Runs> | undefined;
  const allowed = () => {
    all ??= allowedRuns(built, within, results, asking);
    return all;
  };
  let ordered = await candidates(Math.max(first, limit * 8));
  let kept = await confirm(ordered);
  if (!ordered.complete && kept.length < limit) {
    ordered = await candidates(Number.POSITIVE_INFINITY);
    kept = await confirm(ordered);
  }
  const sorted = await breakTies(kept, limit, ordered.groups, built.byId, results, asking);
  const keys = ordered.table;
  if (per !== undefined) return { runs: cutEach(sorted, ordered, per, step.limit ?? 0), keys };
  if (!step.rest || sorted.length >= limit) return { runs: cut(sorted, limit), keys };
  const rest = subtract(await allowed(), ordered.runs);
  const restById = rest.length === 0 ? rest : await byId(rest, built.byId, results, asking);
  return { runs: cut(Uint32Array.from([...sorted, ...restById]), limit), keys };

  async function candidates(count: number): Promise<Candidates> {
    const asked = Number.isFinite(count) ? { count } : {};
    const table = await asking.clickhouse(fill(built.candidates, within, results, asked));
    const keys = step.keys.map((_, index) => {
      const vector = table.getChild(`k${index + 1}`);
      if (vector === null) throw new Error('ClickHouse gave no sort keys');
      return reader(vector);
    });
    const runs = runColumn(table);
    return { table, runs, complete: runs.length < count, groups: groupsOf(runs, keys), keys };
  }

  async function confirm({ runs, groups }: Candidates): Promise<Runs> {
    const asked = built.check?.asked;
    if (asked === undefined) return runs;
    const kept: number[] = [];
    let at = 0;
    const nearly = step.check?.kind === 'always' ? [limit + slack] : [];
    for (const size of Number.isFinite(limit) ? [...nearly, ...chunks] : []) {
      const end = endOfGroup(at + size, runs, groups);
      const chunk = runs.subarray(at, end);
      if (chunk.length === 0) break;
      const { rows } = await asking.postgres(fill(asked, chunk, results, { runs: chunk }));
      kept.push(...intersect(chunk, readRuns((rows[0]?.[0] ?? null) as string | null)));
      at = end;
      if (kept.length >= limit) return Uint32Array.from(kept);
    }
    if (at === runs.length) return Uint32Array.from(kept);
    const bits = bitsOf(await allowed());
    return Uint32Array.from([...kept, ...runs.subarray(at).filter((run) => hasRun(bits, run))]);
  }
}

interface Candidates {
  readonly table: Table;
  readonly runs: Runs;
  /** Whether no run with a row was left behind. */
  readonly complete: boolean;
  /** By run number: its group of equal keys, in order. */
  readonly groups: Int32Array;
  readonly keys: readonly Reader[];
}

function groupsOf(runs: Runs, keys: readonly Reader[]): Int32Array {
  let group = 0;
  const groups = new Int32Array(bitsOf(runs).length * 8).fill(-1);
  for (const [at, run] of runs.entries()) {
    if (at > 0 && !keys.every((key) => sameKey(key(at), key(at - 1)))) group++;
    groups[run] = group;
  }
  return groups;
}

function sameKey(a: unknown, b: unknown): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** The first position from `end` on where another group begins. */
function endOfGroup(end: number, runs: Runs, groups: Candidates['groups']): number {
  let at = Math.min(end, runs.length);
  while (at > 0 && at < runs.length && groupAt(at, runs, groups) === groupAt(at - 1, runs, groups)) at++;
  return at;
}

function groupAt(at: number, runs: Runs, groups: Candidates['groups']): number | undefined {
  return groups[runs[at] ?? -1];
}

async function allowedRuns(built: Built, within: Runs | undefined, results: Results, asking: Asking): Promise<Runs> {
  const all = built.check?.all;
  if (all === undefined) return within ?? new Uint32Array(0);
  const { rows } = await asking.postgres(fill(all, within, results));
  return readRuns((rows[0]?.[0] ?? null) as string | null);
}

/** Puts runs of equal keys in the order of their ids, as far as the limit and those that tie with its last run. */
async function breakTies(
  kept: Runs,
  limit: number,
  groups: Candidates['groups'],
  statement: ByForm,
  results: Results,
  asking: Asking,
): Promise<Runs> {
  const rows = kept.slice(0, endOfGroup(limit, kept, groups));
  const tied = rows.filter((_, at) => {
    const group = groupAt(at, rows, groups);
    return group === groupAt(at - 1, rows, groups) || group === groupAt(at + 1, rows, groups);
  });
  if (tied.length === 0) return rows;
  const sorted = await byId(tied, statement, results, asking);
  const rank = new Map([...sorted].map((run, index) => [run, index]));
  const order = (a: number, b: number) =>
    (groups[a] ?? 0) - (groups[b] ?? 0) || (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
  return rows.sort(order);
}

async function byId(runs: Runs, statement: ByForm, results: Results, asking: Asking): Promise<Runs> {
  const { rows } = await asking.postgres(fill(statement, runs, results, { runs }));
  return readRuns((rows[0]?.[0] ?? null) as string | null);
}

function cut(runs: Runs, limit: number): Runs {
  return runs.length > limit ? runs.slice(0, limit) : runs;
}

/** The first runs of each group, by the keys that come first. */
function cutEach(sorted: Runs, { runs, keys }: Candidates, per: number, limit: number): Runs {
  const groups = groupsOf(runs, keys.slice(0, per));
  const counts = new Map<number, number>();
  return sorted.filter((run) => {
    const group = groups[run] ?? -1;
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= limit;
  });
}

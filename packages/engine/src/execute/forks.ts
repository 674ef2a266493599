import type { Rows } from '../stores/store.ts';
import type { SeriesPoints } from './make-curve.ts';
import type { Runs } from './run-set.ts';

/** Where a run goes on from another: its points up to the step are the parent's. */
export interface Fork {
  readonly parent: number;
  readonly step: number;
}

/** The first logged fork of each run that has one with a step. */
export type Forks = ReadonlyMap<number, Fork>;

/** Reads lists of child, parent and step in the order logged. */
export function forksIn({ rows }: Rows): Forks {
  const [children = [], parents = [], steps = []] = (rows[0] ?? []).map((cell) => (Array.isArray(cell) ? cell : []));
  const forks = new Map<number, Fork | undefined>();
  for (const [i, child] of children.entries()) {
    const step: unknown = steps[i];
    if (forks.has(Number(child))) continue;
    forks.set(Number(child), step === null ? undefined : { parent: Number(parents[i]), step: Number(step) });
  }
  return new Map([...forks].flatMap(([child, fork]) => (fork === undefined ? [] : [[child, fork] as const])));
}

/** The runs with all whose points stand before theirs. */
export function withForks(runs: Runs, forks: Forks): Runs {
  return Uint32Array.from(new Set([...runs].flatMap((run) => chainOf(run, forks))));
}

/** A run, the one that it was forked from, and so on up; a cycle ends it. */
function chainOf(run: number, forks: Forks): readonly number[] {
  const chain = new Set([run]);
  for (let fork = forks.get(run); fork !== undefined && !chain.has(fork.parent); fork = forks.get(fork.parent)) {
    chain.add(fork.parent);
  }
  return [...chain];
}

/** The points of a run after those of the runs it was forked from, each up to the step of the next fork. */
export function withHistory(
  run: number,
  forks: Forks,
  pointsOf: (run: number) => SeriesPoints | undefined,
): SeriesPoints | undefined {
  const parts: SeriesPoints[] = [];
  let until = Number.POSITIVE_INFINITY;
  const chain = chainOf(run, forks);
  for (const [i, each] of chain.entries()) {
    const fork = i === chain.length - 1 ? undefined : forks.get(each);
    const points = pointsOf(each);
    const after = fork?.step ?? Number.NEGATIVE_INFINITY;
    if (points !== undefined) parts.unshift(between(points, after, until));
    until = Math.min(until, fork?.step ?? until);
  }
  const join = (of: (points: SeriesPoints) => Float64Array) => {
    const columns = parts.map(of);
    const all = new Float64Array(columns.reduce((length, column) => length + column.length, 0));
    let at = 0;
    for (const column of columns) {
      all.set(column, at);
      at += column.length;
    }
    return all;
  };
  if (parts.length === 0) return undefined;
  return { steps: join((part) => part.steps), times: join((part) => part.times), values: join((part) => part.values) };
}

/** The points after one step and up to another. */
function between({ steps, times, values }: SeriesPoints, after: number, upTo: number): SeriesPoints {
  const start = firstAbove(steps, after);
  const end = Math.max(start, firstAbove(steps, upTo));
  const part = (of: Float64Array) => of.subarray(start, end);
  return { steps: part(steps), times: part(times), values: part(values) };
}

function firstAbove(steps: Float64Array, bound: number): number {
  const at = steps.findIndex((step) => step > bound);
  return at < 0 ? steps.length : at;
}

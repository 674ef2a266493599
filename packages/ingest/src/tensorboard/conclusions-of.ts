import type { Batch, EdgeUpdate, PositionUpdate, RunUpdate } from '@xt/engine/stores';
import { nameOf } from './batch-of.ts';
import { type Conclusion, concludeRuns, parentPath } from './conclude-runs.ts';
import type { PlannedRun } from './plan-runs.ts';
import { fileKey, type RunPosition, runKey } from './positions.ts';

/** So many runs are concluded in one batch. */
const runsOfBatch = 1000;

/**
 * States, hparams and edges, for which all runs must be known, and the end of the runs that have become others: what is
 * new of them, in batches. `facts` are of every run of the project, by key.
 */
export function conclusionsOf(
  project: string,
  runs: readonly PlannedRun[],
  facts: ReadonlyMap<string, RunPosition>,
  now: number,
): Batch[] {
  const planned = new Map(runs.map((run) => [run.facts.key, run]));
  const { around, concluded } = concerned(runs, facts);
  const inSight = new Set(around.map(({ key }) => key));
  const outOfSight = (key: string): boolean => facts.has(key) && !inSight.has(key);
  const conclusions = concludeRuns(around, concluded, outOfSight, now);
  const told = new Set(conclusions.map((conclusion) => conclusion.facts.key));
  const silent = runs
    .filter(({ facts: { key }, isChanged, absorbs }) => !told.has(key) && (isChanged || absorbs.length > 0))
    .map(({ facts: run }): Conclusion => {
      const known = facts.get(run.key) ?? run;
      return { update: { sourceId: known.sourceId }, facts: known, edges: [], cuts: [] };
    });
  const all = [...conclusions, ...silent];
  const batches: Batch[] = [];
  for (let from = 0; from < all.length; from += runsOfBatch) {
    const part = all.slice(from, from + runsOfBatch);
    const sourceIdOf = (key: string): string => facts.get(key)?.sourceId ?? key;
    const edgeOf = ([parent, child]: readonly [string, string]): EdgeUpdate => ({
      parent: sourceIdOf(parent),
      child: sourceIdOf(child),
      kind: 'child',
    });
    const cuts = part.flatMap((conclusion) => conclusion.cuts.map(edgeOf));
    batches.push({
      source: 'tensorboard',
      project,
      runs: part.map((conclusion) => updateOf(conclusion, planned.get(conclusion.facts.key))),
      // A run that is new in a later batch is told its edges there.
      edges: part.flatMap((conclusion) => conclusion.edges.map(edgeOf)),
      ...(cuts.length === 0 ? {} : { cuts }),
      positions: part.flatMap((conclusion) => positionsOf(conclusion, planned.get(conclusion.facts.key))),
    });
  }
  return batches;
}

function updateOf({ update, facts }: Conclusion, run: PlannedRun | undefined): RunUpdate {
  const { formerId, absorbs = [] } = run ?? {};
  return {
    ...update,
    ...nameOf(facts),
    ...(formerId === undefined ? {} : { formerId }),
    ...(absorbs.length === 0 ? {} : { absorbs: absorbs.map((absorbed) => absorbed.facts.sourceId) }),
  };
}

function positionsOf({ facts }: Conclusion, run: PlannedRun | undefined): PositionUpdate[] {
  const { absorbing: _done, ...position } = facts;
  const gone = (run?.absorbs ?? []).flatMap(({ facts: { key }, files }) => [
    runKey(key),
    ...files.map(({ name }) => fileKey(key, name)),
  ]);
  return [{ key: runKey(facts.key), position }, ...gone.map((key) => ({ key, position: null }))];
}

interface Concerned {
  /** The runs to be concluded and those that these depend on. */
  readonly around: readonly RunPosition[];
  /** The keys of the runs to be concluded. */
  readonly concluded: ReadonlySet<string>;
}

/**
 * A run's hparams may come from its parent and children; which those are given to depends on whether they have children
 * of their own. So what is new of a run concerns two folders up and one down, and depends on two more.
 */
function concerned(runs: readonly PlannedRun[], facts: ReadonlyMap<string, RunPosition>): Concerned {
  const byPath = uniquePaths(runs, facts);
  const children = new Map<string, string[]>();
  for (const path of byPath.keys()) {
    const parent = parentPath(path);
    if (parent === undefined) continue;
    const others = children.get(parent);
    if (others === undefined) children.set(parent, [path]);
    else others.push(path);
  }
  const up = (paths: ReadonlySet<string>): Set<string> => new Set([...paths].flatMap((path) => parentPath(path) ?? []));
  const down = (paths: ReadonlySet<string>): Set<string> =>
    new Set([...paths].flatMap((path) => children.get(path) ?? []));
  const here = new Set(runs.map((run) => run.facts.path));
  const concluded = new Set([...here, ...up(here), ...up(up(here)), ...down(here)]);
  const around = new Set([...concluded, ...up(concluded), ...down(concluded), ...down(down(concluded))]);
  const runsAt = (paths: ReadonlySet<string>): RunPosition[] => [...paths].flatMap((path) => byPath.get(path) ?? []);
  return { around: runsAt(around), concluded: new Set(runsAt(concluded).map(({ key }) => key)) };
}

/** Where several runs have had a path, the one that is there now is meant; if none is, it is not known which. */
function uniquePaths(
  runs: readonly PlannedRun[],
  facts: ReadonlyMap<string, RunPosition>,
): ReadonlyMap<string, RunPosition> {
  const byPath = new Map<string, RunPosition | undefined>();
  for (const run of facts.values()) byPath.set(run.path, byPath.has(run.path) ? undefined : run);
  for (const { facts: run } of runs) byPath.set(run.path, facts.get(run.key) ?? run);
  return new Map([...byPath].flatMap(([path, run]) => (run === undefined ? [] : [[path, run] as const])));
}

/** A batch and what follows it, the first two in one where that makes no difference: each write has its price. */
export function joinFirst(batch: Batch | undefined, [first, ...more]: readonly Batch[]): (Batch | undefined)[] {
  if (batch === undefined || first === undefined) return [batch, first, ...more];
  const positions = new Map([...(batch.positions ?? []), ...(first.positions ?? [])].map((one) => [one.key, one]));
  const renamed = new Map(first.runs.flatMap((run) => (run.formerId === undefined ? [] : [[run.formerId, run]])));
  const runs = batch.runs.map((run) => ({ ...run, sourceId: renamed.get(run.sourceId)?.sourceId ?? run.sourceId }));
  return [{ ...batch, ...first, runs: [...runs, ...first.runs], positions: [...positions.values()] }, ...more];
}

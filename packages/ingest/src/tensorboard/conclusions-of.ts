import type { Batch } from '@xt/engine/stores';
import { nameOf } from './batch-of.ts';
import { concludeRuns, parentPath } from './conclude-runs.ts';
import type { PlannedRun } from './plan-runs.ts';
import { type RunPosition, runKey } from './positions.ts';

/** So many runs are concluded in one batch. */
const runsOfBatch = 1000;

/** States, hparams and edges, for which all runs must be known: what is new of them, in batches. */
export function conclusionsOf(
  project: string,
  runs: readonly PlannedRun[],
  facts: ReadonlyMap<string, RunPosition>,
  now: number,
): Batch[] {
  const conclusions = concludeRuns(concerned(runs, facts), now);
  const batches: Batch[] = [];
  for (let from = 0; from < conclusions.runs.length; from += runsOfBatch) {
    const part = conclusions.runs.slice(from, from + runsOfBatch);
    const ids = new Set(part.map(({ update }) => update.sourceId));
    batches.push({
      source: 'tensorboard',
      project,
      runs: part.map(({ update, facts: { sourceId, path } }) => ({ ...update, ...nameOf(sourceId, path) })),
      edges: conclusions.edges.filter(({ parent, child }) => ids.has(String(parent)) || ids.has(String(child))),
      positions: part.map(({ facts: position }) => ({ key: runKey(position.sourceId), position })),
    });
  }
  return batches;
}

/** The runs that are there now, and those known from before that have to do with them: above, below, or beside. */
function concerned(runs: readonly PlannedRun[], facts: ReadonlyMap<string, RunPosition>): RunPosition[] {
  const here = new Map(runs.map((run) => [run.facts.sourceId, run.facts.path]));
  const paths = new Map<string, number>();
  for (const { path } of facts.values()) paths.set(path, (paths.get(path) ?? 0) + 1);
  const herePaths = new Set(here.values());
  const around = new Set(herePaths);
  for (const path of herePaths) {
    const parent = parentPath(path);
    if (parent !== undefined && paths.has(parent)) around.add(parent);
  }
  return [...facts.values()].filter(({ sourceId, path }) => {
    // Where several runs have had a path, the one that is there now is meant.
    if (herePaths.has(path) || paths.get(path) !== 1) return here.has(sourceId);
    for (let at: string | undefined = path; at !== undefined; at = parentPath(at)) if (around.has(at)) return true;
    return false;
  });
}

/** A batch and what follows it, the first two in one where that makes no difference: each write has its price. */
export function joinFirst(batch: Batch | undefined, [first, ...more]: readonly Batch[]): (Batch | undefined)[] {
  if (batch === undefined || first === undefined) return [batch, first, ...more];
  const positions = new Map([...(batch.positions ?? []), ...(first.positions ?? [])].map((one) => [one.key, one]));
  const runs = [...batch.runs, ...first.runs];
  return [
    {
      ...batch,
      ...(first.edges === undefined ? {} : { edges: first.edges }),
      runs,
      positions: [...positions.values()],
    },
    ...more,
  ];
}

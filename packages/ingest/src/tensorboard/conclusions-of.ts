import type { Batch } from '@xt/engine/stores';
import { nameOf } from './batch-of.ts';
import { concludeRuns } from './conclude-runs.ts';
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
  const here = new Set(runs.map((run) => run.facts.sourceId));
  const paths = new Map<string, number>();
  for (const { path } of facts.values()) paths.set(path, (paths.get(path) ?? 0) + 1);
  const herePaths = new Set(runs.map((run) => run.facts.path));
  // Where several runs have had a path, the one that is there now is meant.
  const present = [...facts.values()].filter(
    ({ sourceId, path }) => here.has(sourceId) || (!herePaths.has(path) && paths.get(path) === 1),
  );
  const conclusions = concludeRuns(present, now);
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

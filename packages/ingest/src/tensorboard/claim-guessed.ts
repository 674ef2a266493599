import type { Batch } from '@xt/engine/stores';
import type { Recorder } from '../recorder.ts';
import { isPart } from './match-runs.ts';
import type { PlannedRun } from './plan-runs.ts';
import { fileKey, type Known, knownOf, runKey } from './positions.ts';

/**
 * Batches that end the runs of other projects whose project and path were a guess, from a file or run given by itself:
 * seen from a folder that was given they are these runs, which have all of their files by now.
 */
export async function claimGuessed(
  project: string,
  runs: readonly PlannedRun[],
  known: Known,
  recorder: Recorder,
): Promise<Batch[]> {
  const here = runs.filter(({ facts }) => facts.isGuessed !== true && facts.isAsked !== true);
  const digestsOf = (run: PlannedRun): string[] => [
    ...(known.files.get(run.facts.key) ?? []).map(({ digest }) => digest),
    ...run.files.map(({ position }) => position.digest),
  ];
  const byDigest = new Map(here.flatMap((run) => digestsOf(run).map((digest) => [digest, run] as const)));
  if (byDigest.size === 0) return [];
  const others = (await recorder.projectsKnowing([...byDigest.keys()])).filter((other) => other !== project);
  const batches: Batch[] = [];
  for (const other of others) {
    const there = knownOf(await recorder.positions(other));
    const claimed = [...there.runs.values()].flatMap((run) => {
      const files = there.files.get(run.key) ?? [];
      const [first, ...more] = new Set(files.map(({ digest }) => byDigest.get(digest)));
      const isOpen = run.isGuessed === true && run.isAsked !== true;
      if (!isOpen || first === undefined || more.length > 0 || !isPart(run.path, first.facts.path)) return [];
      return [{ run, files, becomes: first.facts.sourceId }];
    });
    if (claimed.length === 0) continue;
    batches.push({
      source: 'tensorboard',
      project: other,
      runs: claimed.map(({ run, becomes }) => ({ sourceId: run.sourceId, becomes: { project, sourceId: becomes } })),
      positions: claimed.flatMap(({ run, files }) =>
        [runKey(run.key), ...files.map(({ name }) => fileKey(run.key, name))].map((key) => ({ key, position: null })),
      ),
    });
  }
  return batches;
}

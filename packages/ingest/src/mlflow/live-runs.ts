import type { Recorder } from '../recorder.ts';
import { type RunPosition, runKey } from './import-project.ts';
import { runsWithNewRows } from './metric-rows.ts';
import type { ReadDatabase } from './read-database.ts';
import type { RunHandle } from './store.ts';

/**
 * The runs of a database that are new, go on or went on the last time, or have points that were not there then. The whole
 * database where it is damaged, so that the damage is told.
 */
export async function liveRuns(
  runs: readonly RunHandle[],
  database: ReadDatabase,
  recorder: Recorder,
): Promise<readonly RunHandle[]> {
  const known = new Map<string, RunPosition>();
  for (const project of new Set(runs.map((run) => run.project))) {
    const positions = await recorder.positions(project);
    for (const run of runs) {
      const position = run.project === project ? positions.get(runKey('sqlite', run.id)) : undefined;
      // Only MLflow's reader writes under this key.
      if (position !== undefined) known.set(run.id, position as RunPosition);
    }
  }
  try {
    const grown = runsWithNewRows(
      database,
      [...known.values()].map(({ metrics }) => metrics),
    );
    return runs.filter(
      ({ id, isLive }) => isLive === true || grown.has(id) || known.get(id)?.isLive !== undefined || !known.has(id),
    );
  } catch (error) {
    if (database.damage(error) === undefined) throw error;
    return runs;
  }
}

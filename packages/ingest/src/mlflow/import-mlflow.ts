import { basename } from 'node:path';
import type { Recorder } from '../recorder.ts';
import type { Source } from '../source.ts';
import { openFileStore } from './file-store.ts';
import { importProject } from './import-project.ts';
import { liveRuns } from './live-runs.ts';
import { openDatabase } from './open-database.ts';
import { openSqlStore } from './sql-store.ts';

type MlflowSource = Extract<Source, { kind: 'mlflow' }>;

/** Takes in what is new in an MLflow store: an experiment is a project. */
export async function importMlflow(source: MlflowSource, recorder: Recorder): Promise<void> {
  const database = source.form === 'sqlite' ? await openDatabase(source.path) : undefined;
  const store =
    source.form === 'sqlite' && database !== undefined
      ? openSqlStore(source.path, database, recorder)
      : openFileStore(source as Extract<MlflowSource, { form: 'files' }>, recorder);
  try {
    const all =
      recorder.project === undefined
        ? store.runs
        : store.runs.map((run) => ({ ...run, project: recorder.project ?? '' }));
    const isLive = source.form === 'sqlite' && source.isLive === true;
    const runs = isLive && database !== undefined ? await liveRuns(all, database, recorder) : all;
    recorder.expectBytes(runs.reduce((sum, { bytes }) => sum + bytes, 0));
    for (const project of new Set(runs.map((run) => run.project))) {
      await importProject(
        project,
        runs.filter((run) => run.project === project),
        store,
        recorder,
      );
    }
    if (database?.hasChanged() === true) {
      recorder.note(`\`${basename(source.path)}\` was written to meanwhile: import it again for the rest`, 'passing');
    }
  } finally {
    store.close();
  }
}

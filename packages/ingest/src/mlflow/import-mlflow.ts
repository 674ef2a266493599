import { basename } from 'node:path';
import type { Recorder } from '../recorder.ts';
import type { Source } from '../source.ts';
import { openFileStore } from './file-store.ts';
import { importProject } from './import-project.ts';
import { liveRuns } from './live-runs.ts';
import { askDatabase, isDoubtful } from './open-database.ts';
import type { ReadDatabase } from './read-database.ts';
import { openSqlStore } from './sql-store.ts';
import type { MlflowStore, RunHandle } from './store.ts';
import { tentative } from './tentative-recorder.ts';

type MlflowSource = Extract<Source, { kind: 'mlflow' }>;
type DatabaseSource = Extract<MlflowSource, { form: 'sqlite' }>;

/** Takes in what is new in an MLflow store: an experiment is a project. */
export async function importMlflow(source: MlflowSource, recorder: Recorder): Promise<void> {
  if (source.form === 'files') {
    const store = openFileStore(source, recorder);
    return importRuns(runsOf(store, recorder), store, recorder);
  }
  // What goes on is little, and worth no copy of all that there is.
  const timesInPlace = source.isLive === true ? 40 : 2;
  await askDatabase(source.path, timesInPlace, (database) => importDatabase(source, database, recorder));
}

async function importDatabase(
  source: DatabaseSource,
  database: ReadDatabase,
  recorder: Recorder,
): Promise<'done' | 'again'> {
  const trial = tentative(recorder, () => isDoubtful(database));
  try {
    const store = openSqlStore(source.path, database, trial.recorder);
    const all = runsOf(store, recorder);
    const runs = source.isLive === true ? await liveRuns(all, database, trial.recorder) : all;
    await importRuns(runs, store, trial.recorder);
  } catch (error) {
    const isOther = recorder.signal?.aborted === true || trial.isOfStore(error);
    if (isOther || !isDoubtful(database)) throw error;
  }
  if (isDoubtful(database)) {
    trial.drop();
    return 'again';
  }
  trial.keep();
  if (database.hasChanged()) {
    recorder.note(`\`${basename(source.path)}\` was written to meanwhile: import it again for the rest`, 'passing');
  }
  return 'done';
}

function runsOf(store: MlflowStore, { project }: Recorder): readonly RunHandle[] {
  return project === undefined ? store.runs : store.runs.map((run) => ({ ...run, project }));
}

async function importRuns(runs: readonly RunHandle[], store: MlflowStore, recorder: Recorder): Promise<void> {
  recorder.expectBytes(runs.reduce((sum, { bytes }) => sum + bytes, 0));
  for (const project of new Set(runs.map((run) => run.project))) {
    await importProject(
      project,
      runs.filter((run) => run.project === project),
      store,
      recorder,
    );
  }
}

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { StoredRun } from './memory-writer.ts';
import { testdata } from './truth.ts';

export type MlflowSet = 'mlflow_file2' | 'mlflow_file3' | 'mlflow_sqlite';

/** Copies a data set into a new folder; a database as it was before it was packed. */
export function copyMlflow(set: MlflowSet, folder: string): string {
  cpSync(testdata(set), folder, { recursive: true });
  if (set === 'mlflow_sqlite') {
    writeFileSync(join(folder, 'mlflow.db'), gunzipSync(readFileSync(join(folder, 'mlflow.db.gz'))));
    rmSync(join(folder, 'mlflow.db.gz'));
  }
  return folder;
}

/** The folder of a run in a file store, by the run's name. */
export function runFolder(root: string, name: string): string {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).find(
    (path) => path.endsWith('mlflow.runName') && readFileSync(join(root, path), 'utf8') === name,
  );
  if (found === undefined) throw new Error(`no run \`${name}\``);
  return join(root, found, '..', '..');
}

/** The run of a name. */
export function runNamed(runs: ReadonlyMap<string, StoredRun>, name: string): StoredRun {
  const run = [...runs.values()].find(({ facts }) => facts.name === name);
  if (run === undefined) throw new Error(`no run \`${name}\``);
  return run;
}

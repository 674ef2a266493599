import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recorder } from '../recorder.ts';
import { readMetricRows } from './metric-rows.ts';
import type { ReadDatabase, Row } from './read-database.ts';
import { runUpdateOf } from './run-update.ts';
import type { ArtifactFolder, DatasetInput, LoadedRun, MlflowStore, RunHandle } from './store.ts';

/** Opens MLflow's SQL store in a database file at `path`. */
export function openSqlStore(path: string, database: ReadDatabase, recorder: Recorder): MlflowStore {
  /** The rows of a query up to where the file is damaged. */
  function* rowsOf(what: string, sql: string): Generator<Row> {
    try {
      yield* database.rows(sql);
    } catch (error) {
      const damage = database.damage(error);
      if (damage === undefined) throw error;
      recorder.skip({ file: path, reason: `${what}: ${damage}` });
    }
  }
  const projects = new Map<string, string>();
  for (const row of rowsOf('experiments', 'SELECT * FROM experiments')) {
    if (textOf(row, 'lifecycle_stage') === 'deleted') recorder.leaveOut('deleted experiments', 1);
    else projects.set(String(row['experiment_id']), textOf(row, 'name') ?? String(row['experiment_id']));
  }
  const parents = new Map<string, string>();
  for (const row of rowsOf('parents', "SELECT run_uuid, value FROM tags WHERE key = 'mlflow.parentRunId'")) {
    parents.set(String(row['run_uuid']), String(row['value']));
  }
  const rows = readRuns(database, rowsOf, (id, damage) =>
    recorder.skip({ file: path, reason: `run \`${id}\`: ${damage}` }),
  );
  const handles: RunHandle[] = [];
  for (const row of rows.sort((a, b) => (numberOf(a, 'start_time') ?? 0) - (numberOf(b, 'start_time') ?? 0))) {
    const experiment = String(row['experiment_id']);
    const project = projects.get(experiment);
    const id = String(row['run_uuid']);
    const parent = parents.get(id);
    if (textOf(row, 'lifecycle_stage') === 'deleted') recorder.leaveOut('deleted runs', 1);
    else if (project === undefined) recorder.leaveOut('runs of deleted experiments', 1);
    else handles.push({ id, project, experiment, bytes: 0, isLive: isLive(row), ...(parent ? { parent } : {}) });
  }
  const share = handles.length === 0 ? 0 : statSync(path).size / handles.length;
  countOthers(database, rowsOf, recorder);
  return {
    form: 'sqlite',
    runs: handles.map((handle) => ({ ...handle, bytes: share })),
    load: (run) => load(path, run, database, recorder),
    points: (run, before) =>
      readMetricRows(database, run.id, before, (reason) =>
        recorder.skip({ file: path, reason: `metrics of run \`${run.id}\`: ${reason}` }),
      ),
    damage: (error) => database.damage(error),
  };
}

function isLive(run: Row): boolean {
  return ['RUNNING', 'SCHEDULED'].includes(textOf(run, 'status') ?? '');
}

/** The runs; those behind a damaged part of their table one by one, by the index of their ids. */
function readRuns(
  database: ReadDatabase,
  rowsOf: (what: string, sql: string) => Generator<Row>,
  lost: (id: string, damage: string) => void,
): Row[] {
  const select = 'SELECT run_uuid, experiment_id, lifecycle_stage, start_time, status FROM runs';
  const rows = new Map<string, Row>();
  let isWhole = true;
  try {
    for (const row of database.rows(select)) rows.set(String(row['run_uuid']), row);
  } catch (error) {
    if (database.damage(error) === undefined) throw error;
    isWhole = false;
  }
  if (isWhole) return [...rows.values()];
  for (const { run_uuid: id } of rowsOf('runs', 'SELECT run_uuid FROM runs ORDER BY run_uuid')) {
    if (rows.has(String(id))) continue;
    try {
      const [row] = database.rows(`${select} WHERE run_uuid = ?`, String(id));
      if (row !== undefined) rows.set(String(id), row);
    } catch (error) {
      const damage = database.damage(error);
      if (damage === undefined) throw error;
      lost(String(id), damage);
    }
  }
  return [...rows.values()];
}

/** Tables whose rows xt has no place for, and what they hold. */
const others = [
  ['experiment_tags', 'tags of experiments'],
  ['registered_models', 'registered models'],
  ['model_versions', 'versions of registered models'],
  ['trace_info', 'traces'],
  ['logged_model_metrics', 'metrics of logged models'],
  ['logged_model_params', 'params of logged models'],
  ['logged_model_tags', 'tags of logged models'],
  ['evaluation_datasets', 'evaluation datasets'],
] as const;

function countOthers(
  database: ReadDatabase,
  rowsOf: (what: string, sql: string) => Generator<Row>,
  recorder: Recorder,
): void {
  for (const [table, what] of others) {
    if (database.columns(table).length === 0) continue;
    for (const row of rowsOf(what, `SELECT count(*) AS n FROM "${table}"`)) {
      if (Number(row['n']) > 0) recorder.leaveOut(what, Number(row['n']));
    }
  }
}

function load(path: string, run: RunHandle, database: ReadDatabase, recorder: Recorder): LoadedRun {
  /** What a table says of the run, or the part of it that is not damaged. */
  const partOf = <T>(table: string, read: () => Iterable<T>): T[] => {
    const parts: T[] = [];
    try {
      for (const part of read()) parts.push(part);
    } catch (error) {
      const damage = database.damage(error);
      if (damage === undefined) throw error;
      recorder.skip({ file: path, reason: `${table} of run \`${run.id}\`: ${damage}` });
    }
    return parts;
  };
  const [row = {}] = partOf('fields', () => database.rows('SELECT * FROM runs WHERE run_uuid = ?', run.id));
  const entries = (table: string): [string, string][] =>
    partOf(table, () => database.rows(`SELECT key, value FROM "${table}" WHERE run_uuid = ?`, run.id))
      .map((entry): [string, string] => [String(entry['key']), textOf(entry, 'value') ?? ''])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const update = runUpdateOf({
    id: run.id,
    name: textOf(row, 'name'),
    user: textOf(row, 'user_id'),
    status: textOf(row, 'status'),
    started: numberOf(row, 'start_time'),
    ended: 'status' in row ? (numberOf(row, 'end_time') ?? null) : undefined,
    sourceType: textOf(row, 'source_type'),
    sourceName: textOf(row, 'source_name'),
    sourceVersion: textOf(row, 'source_version'),
    params: entries('params'),
    tags: new Map(entries('tags')),
  });
  const inputs = partOf('inputs', () => inputsOf(database, run));
  const models = partOf('logged models', () => modelsOf(path, run, database, recorder));
  const own = artifactPaths(path, textOf(row, 'artifact_uri') ?? '', [run.experiment, run.id, 'artifacts']);
  return {
    update,
    inputs,
    artifactFolders: [{ paths: own, prefix: '', type: 'file' }, ...models],
  };
}

function inputsOf(database: ReadDatabase, run: RunHandle): DatasetInput[] {
  if (database.columns('inputs').length === 0 || database.columns('datasets').length === 0) return [];
  const sql = `SELECT d.name, d.digest, (SELECT count(*) FROM input_tags t WHERE t.input_uuid = i.input_uuid) AS tags
    FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
    WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = ? ORDER BY d.name, d.digest`;
  return [...database.rows(sql, run.id)].map((row) => ({
    name: String(row['name']),
    digest: textOf(row, 'digest') ?? '',
    tags: Number(row['tags']),
  }));
}

/** The artifact folders of the models that a run logged (MLflow 3). */
function modelsOf(path: string, run: RunHandle, database: ReadDatabase, recorder: Recorder): ArtifactFolder[] {
  if (database.columns('logged_models').length === 0) return [];
  const folders: ArtifactFolder[] = [];
  for (const row of database.rows('SELECT * FROM logged_models WHERE source_run_id = ? ORDER BY model_id', run.id)) {
    if (textOf(row, 'lifecycle_stage') === 'deleted') {
      recorder.leaveOut('deleted models', 1);
      continue;
    }
    const id = String(row['model_id']);
    const paths = artifactPaths(path, textOf(row, 'artifact_location') ?? '', [
      run.experiment,
      'models',
      id,
      'artifacts',
    ]);
    folders.push({ paths, prefix: `${textOf(row, 'name') ?? id}/`, type: 'model' });
  }
  return folders;
}

/**
 * Where an artifact folder may be: at its address, or, as stores get copied between machines, beside the database. An
 * address counts only if it ends as MLflow makes them, so that a database cannot name just any folder.
 */
function artifactPaths(database: string, uri: string, end: readonly string[]): string[] {
  const beside = dirname(database);
  const here = ['mlruns', 'mlartifacts', ''].map((folder) => join(beside, folder, ...end));
  const path = uri.startsWith('file:') ? pathOf(uri) : uri;
  const named = path.startsWith(sep) && path.endsWith(join(sep, ...end.slice(1))) ? [path] : [];
  return [...named, ...here, ...foldersOf(beside).map((folder) => join(beside, folder, ...end))];
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return '';
  }
}

function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function textOf(row: Row, name: string): string | undefined {
  const value = row[name];
  return value === undefined || value === null ? undefined : String(value);
}

function numberOf(row: Row, name: string): number | undefined {
  const value = row[name];
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

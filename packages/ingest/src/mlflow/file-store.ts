import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Recorder } from '../recorder.ts';
import type { MlflowFiles } from '../source.ts';
import { isSystemError, whyUnreadable } from '../unreadable.ts';
import { type Unreadable, walk } from '../walk.ts';
import { reservedFolders } from './file-store-place.ts';
import { numberOf, readMeta, textOf } from './meta-file.ts';
import { type LinePosition, type LineProblem, readMetricLines } from './metric-lines.ts';
import { runUpdateOf } from './run-update.ts';
import type {
  ArtifactFolder,
  DatasetInput,
  LoadedRun,
  MetricsRead,
  MlflowStore,
  RunHandle,
  SeriesPart,
} from './store.ts';

/** Opens MLflow's file store (`mlruns`). Damaged files are told to the recorder and cost themselves only. */
export function openFileStore(source: MlflowFiles, recorder: Recorder): MlflowStore {
  const { path: root, only } = source;
  const runs: RunHandle[] = [];
  const parts = new Set(only?.map(({ experiment, run }) => join(experiment, run ?? '')));
  const isAsked = (experiment: string, run: string): boolean =>
    only === undefined || parts.has(join(experiment, '')) || parts.has(join(experiment, run));
  for (const experiment of foldersIn(root)) {
    if (reservedFolders.has(experiment) || only?.every((part) => part.experiment !== experiment) === true) continue;
    const folder = join(root, experiment);
    const project = projectOf(folder, recorder, root);
    if (project === undefined) continue;
    for (const id of foldersIn(folder)) {
      if (reservedFolders.has(id) || !isAsked(experiment, id)) continue;
      const run = handleOf(join(folder, id), project, experiment, recorder, root);
      if (run !== undefined) runs.push(run);
    }
    countOthers(folder, project, recorder);
  }
  const trash = foldersIn(join(root, '.trash'));
  const models = only === undefined ? foldersIn(join(root, 'models')).length : 0;
  if (models > 0) recorder.leaveOut('registered models', models);
  if (trash.length > 0 && only === undefined) recorder.leaveOut('deleted experiments', trash.length);
  return {
    form: 'files',
    runs,
    load: (run) => load(root, run, recorder),
    points: (run, before) => points(root, run, before, recorder),
    damage: () => undefined,
  };
}

/** An experiment's name; its folder's where its own cannot be read; undefined for one that was deleted or is none. */
function projectOf(folder: string, recorder: Recorder, root: string): string | undefined {
  const path = join(folder, 'meta.yaml');
  const meta = readMeta(path);
  const id = basename(folder);
  if (meta.kind === 'meta') {
    if (textOf(meta.entries, 'lifecycle_stage') === 'deleted') {
      recorder.leaveOut('deleted experiments', 1);
      return undefined;
    }
    return textOf(meta.entries, 'name') ?? id;
  }
  if (meta.kind === 'missing' && !foldersIn(folder).some((run) => isRunFolder(join(folder, run)))) return undefined;
  const reason = meta.kind === 'damaged' ? meta.reason : 'is missing';
  recorder.skip({ file: relative(root, path), reason: `${reason}; the experiment's number serves as its name` });
  return id === '0' ? 'Default' : id;
}

function isRunFolder(folder: string): boolean {
  return ['metrics', 'params', 'tags'].some((name) => existsSync(join(folder, name)));
}

/** A run's handle; undefined for a folder that is no run, or a deleted one. */
function handleOf(
  folder: string,
  project: string,
  experiment: string,
  recorder: Recorder,
  root: string,
): RunHandle | undefined {
  const path = join(folder, 'meta.yaml');
  const meta = readMeta(path);
  if (meta.kind === 'missing' && !isRunFolder(folder)) return undefined;
  if (meta.kind === 'meta' && textOf(meta.entries, 'lifecycle_stage') === 'deleted') {
    recorder.leaveOut('deleted runs', 1);
    return undefined;
  }
  if (meta.kind !== 'meta') {
    const reason = meta.kind === 'damaged' ? meta.reason : 'is missing';
    recorder.skip({ file: relative(root, path), reason });
  }
  const parent = fileText(join(folder, 'tags', 'mlflow.parentRunId'));
  const bytes = filesBelow(join(folder, 'metrics')).reduce((sum, file) => sum + statSync(file.path).size, 0);
  const entries = meta.kind === 'meta' ? meta.entries : {};
  const id = textOf(entries, 'run_id') ?? textOf(entries, 'run_uuid') ?? basename(folder);
  return { id, project, experiment: `${experiment}/${basename(folder)}`, bytes, ...(parent ? { parent } : {}) };
}

function countOthers(folder: string, project: string, recorder: Recorder): void {
  const traces = foldersIn(join(folder, 'traces')).length;
  if (traces > 0) recorder.leaveOut('traces', traces);
  const tags = filesBelow(join(folder, 'tags')).length;
  if (tags > 0) recorder.leaveOut(`tags of the experiment \`${project}\``, tags);
}

function load(root: string, run: RunHandle, recorder: Recorder): LoadedRun {
  const folder = join(root, run.experiment);
  const meta = readMeta(join(folder, 'meta.yaml'));
  const entries = meta.kind === 'meta' ? meta.entries : {};
  const update = runUpdateOf({
    id: run.id,
    name: textOf(entries, 'run_name'),
    user: textOf(entries, 'user_id'),
    status: numberOf(entries, 'status') ?? textOf(entries, 'status'),
    started: numberOf(entries, 'start_time'),
    ended: meta.kind === 'meta' ? (numberOf(entries, 'end_time') ?? null) : undefined,
    sourceType: undefined,
    sourceName: textOf(entries, 'source_name'),
    sourceVersion: textOf(entries, 'source_version'),
    params: readValues(join(folder, 'params'), root, recorder),
    tags: new Map(readValues(join(folder, 'tags'), root, recorder)),
  });
  return {
    update,
    inputs: inputsOf(folder, root, recorder),
    artifactFolders: [
      { paths: [join(folder, 'artifacts')], prefix: '', type: 'file' },
      ...modelsOf(root, folder, recorder),
    ],
  };
}

/** The entries of a folder in which each file is one, named by its path and with its text as value. */
function readValues(folder: string, root: string, recorder: Recorder): [string, string][] {
  const entries: [string, string][] = [];
  const tell = ({ path, reason }: Unreadable): void => recorder.skip({ file: relative(root, path), reason });
  for (const { name, path } of filesBelow(folder, tell)) {
    try {
      entries.push([name, readFileSync(path, 'utf8')]);
    } catch (error) {
      recorder.skip({ file: relative(root, path), reason: whyUnreadable(error) });
    }
  }
  return entries;
}

function fileText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The datasets that a run used: `inputs/<id>/meta.yaml` names one of the experiment's `datasets/<id>/meta.yaml`. */
function inputsOf(folder: string, root: string, recorder: Recorder): DatasetInput[] {
  const inputs: DatasetInput[] = [];
  for (const id of foldersIn(join(folder, 'inputs'))) {
    const path = join(folder, 'inputs', id, 'meta.yaml');
    const input = readMeta(path);
    if (input.kind !== 'meta') {
      recorder.skip({ file: relative(root, path), reason: input.kind === 'damaged' ? input.reason : 'is missing' });
      continue;
    }
    if (textOf(input.entries, 'source_type') !== 'DATASET') {
      recorder.leaveOut('inputs that are no datasets', 1);
      continue;
    }
    const datasetPath = join(folder, '..', 'datasets', textOf(input.entries, 'source_id') ?? '', 'meta.yaml');
    const dataset = readMeta(datasetPath);
    const name = dataset.kind === 'meta' ? textOf(dataset.entries, 'name') : undefined;
    if (dataset.kind !== 'meta' || name === undefined) {
      const reason = dataset.kind === 'damaged' ? dataset.reason : 'is missing or has no name';
      recorder.skip({ file: relative(root, datasetPath), reason });
      continue;
    }
    const tags = Object.keys((input.entries['tags'] as object | null) ?? {}).length;
    inputs.push({ name, digest: textOf(dataset.entries, 'digest') ?? '', tags });
  }
  return inputs;
}

/** The artifact folders of the models that a run logged (MLflow 3); their params and metrics repeat the run's. */
function modelsOf(root: string, folder: string, recorder: Recorder): ArtifactFolder[] {
  return foldersIn(join(folder, 'outputs')).flatMap((id): ArtifactFolder[] => {
    const model = join(folder, '..', 'models', id);
    const meta = readMeta(join(model, 'meta.yaml'));
    if (meta.kind === 'damaged') {
      recorder.skip({ file: relative(root, join(model, 'meta.yaml')), reason: meta.reason });
    }
    const name = (meta.kind === 'meta' ? textOf(meta.entries, 'name') : undefined) ?? id;
    for (const part of ['params', 'metrics', 'tags']) {
      const count = filesBelow(join(model, part)).length;
      if (count > 0) recorder.leaveOut(`${part} of the logged model \`${name}\``, count);
    }
    return [{ paths: [join(model, 'artifacts')], prefix: `${name}/`, type: 'model' }];
  });
}

/** By metric: where its file was left. */
type FilesPosition = Readonly<Record<string, LinePosition>>;

function* points(
  root: string,
  run: RunHandle,
  before: unknown,
  recorder: Recorder,
): Generator<SeriesPart, MetricsRead> {
  const known = (before ?? {}) as FilesPosition;
  const position: Record<string, LinePosition> = { ...known };
  const tell = ({ path, reason }: Unreadable): void => recorder.skip({ file: relative(root, path), reason });
  for (const { name, path } of filesBelow(join(root, run.experiment, 'metrics'), tell)) {
    const file = relative(root, path).split(sep).join('/');
    try {
      position[name] = yield* readMetricLines(path, name, known[name] ?? { offset: 0, lines: 0 }, (at) => {
        tellLine(at, file, recorder);
      });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      recorder.skip({ file, reason: whyUnreadable(error) });
    }
  }
  return { position: Object.keys(position).length === 0 ? undefined : position, superseded: 0 };
}

function tellLine({ kind, line, offset, what }: LineProblem, file: string, recorder: Recorder): void {
  switch (kind) {
    case 'damaged':
      recorder.skip({ file, line, offset, reason: what });
      break;
    case 'unfinished':
      recorder.note(`\`${file}\` ends in an unfinished line (${what}, line ${line}): read again next time`, 'passing');
      break;
    case 'odd':
      recorder.note(`\`${file}\`: ${what}`);
      break;
  }
}

/** The files below a folder by their path in it, with `/`; none where it does not exist. */
function filesBelow(
  folder: string,
  problem: (at: Unreadable) => void = () => {},
): { readonly name: string; readonly path: string }[] {
  if (!existsSync(folder)) return [];
  const found: { name: string; path: string }[] = [];
  for (const { folder: at, files } of walk(folder, problem)) {
    for (const file of files) {
      const path = join(at, file);
      found.push({ name: relative(folder, path).split(sep).join('/'), path });
    }
  }
  return found;
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() || (entry.isSymbolicLink() && statSync(join(folder, entry.name)).isDirectory()),
    )
    .map(({ name }) => name)
    .sort();
}

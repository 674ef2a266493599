import type { ParamValue, RunUpdate } from '@xt/engine/stores';

type RunState = NonNullable<RunUpdate['state']>;

/** A run as both of MLflow's stores have it; times in milliseconds since 1970. */
export interface MlflowRun {
  readonly id: string;
  readonly name: string | undefined;
  readonly user: string | undefined;
  readonly status: string | number | undefined;
  readonly started: number | undefined;
  /** Null: not ended; undefined: not known. */
  readonly ended: number | null | undefined;
  readonly sourceType: string | undefined;
  readonly sourceName: string | undefined;
  readonly sourceVersion: string | undefined;
  readonly params: readonly (readonly [string, string])[];
  readonly tags: ReadonlyMap<string, string>;
}

/** What MLflow says of a run, in xt's words. Its system tags stay tags beside the fields that they fill. */
export function runUpdateOf(run: MlflowRun): RunUpdate {
  const { id, tags } = run;
  const tag = (...names: readonly string[]): string | undefined =>
    names.map((name) => tags.get(name)).find((value) => value !== undefined && value !== '');
  const started = micros(run.started);
  const ended = run.ended === null ? null : micros(run.ended);
  const commit = tag('mlflow.source.git.commit') ?? filled(run.sourceVersion);
  const branch = tag('mlflow.source.git.branch', 'mlflow.gitBranchName');
  const entryPoint = tag('mlflow.source.name') ?? filled(run.sourceName);
  const code = present({
    commit,
    branch,
    repository: tag('mlflow.source.git.repoURL', 'mlflow.gitRepoURL'),
    entryPoint,
  });
  const kind = tag('mlflow.source.type') ?? filled(run.sourceType);
  return {
    sourceId: id,
    id,
    ...present({
      name: filled(run.name) ?? tag('mlflow.runName'),
      user: filled(run.user) ?? tag('mlflow.user'),
      state: stateOf(run.status),
      created: started,
      started,
      ended,
      notes: tag('mlflow.note.content'),
      gitCommit: commit,
      gitBranch: branch,
      runKind: kind === 'UNKNOWN' ? undefined : kind,
      code: Object.keys(code).length === 0 ? undefined : code,
    }),
    params: run.params.map(([name, text]): ParamValue => ({ name, type: 'text', text })),
    tags: [...tags].map(([name, value]) => ({ name, value })),
  };
}

const states = new Map<string, RunState>([
  ['RUNNING', 'running'],
  ['SCHEDULED', 'queued'],
  ['FINISHED', 'finished'],
  ['FAILED', 'failed'],
  ['KILLED', 'killed'],
]);
/** The file store writes a number. */
const statusNames = ['', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];

function stateOf(status: string | number | undefined): RunState | undefined {
  const name = typeof status === 'number' ? statusNames[status] : status;
  return states.get(name ?? '');
}

function micros(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined || !Number.isFinite(milliseconds) ? undefined : Math.round(milliseconds * 1000);
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The entries of an object that have a value. */
function present<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>;
}

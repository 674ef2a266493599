import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ArtifactUpdate, EdgeUpdate, PointBlock, PositionUpdate, RunUpdate } from '@xt/engine/stores';
import { canonicalJson } from '../canonical-json.ts';
import type { Recorder } from '../recorder.ts';
import type { Source } from '../source.ts';
import { type KnownArtifacts, readArtifacts } from './artifact-files.ts';
import { openFileStore } from './file-store.ts';
import { openDatabase } from './open-database.ts';
import { openSqlStore } from './sql-store.ts';
import type { MlflowStore, RunHandle } from './store.ts';

type MlflowSource = Extract<Source, { kind: 'mlflow' }>;

/** A batch is full at so many points or runs. */
const batchPoints = 262_144;
const batchRuns = 200;

/** Takes in what is new in an MLflow store: an experiment is a project. */
export async function importMlflow(source: MlflowSource, recorder: Recorder): Promise<void> {
  const database = source.form === 'sqlite' ? await openDatabase(source.path) : undefined;
  const store =
    source.form === 'sqlite' && database !== undefined
      ? openSqlStore(source.path, database, recorder)
      : openFileStore(source as Extract<MlflowSource, { form: 'files' }>, recorder);
  try {
    const runs =
      recorder.project === undefined
        ? store.runs
        : store.runs.map((run) => ({ ...run, project: recorder.project ?? '' }));
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
      recorder.note(`\`${basename(source.path)}\` was written to meanwhile: import it again for the rest`);
    }
  } finally {
    store.close();
  }
}

/** What is known of a run; kept under `run:<id>`. */
interface RunPosition {
  /** A digest of what was last said of it, but for its points and files. */
  readonly said: string;
  readonly metrics?: unknown;
  readonly artifacts: KnownArtifacts;
}

/** A batch that is being filled. */
interface OpenBatch {
  runs: RunUpdate[];
  edges: EdgeUpdate[];
  points: PointBlock[];
  artifacts: ArtifactUpdate[];
  positions: PositionUpdate[];
  count: number;
}

const emptyBatch = (): OpenBatch => ({ runs: [], edges: [], points: [], artifacts: [], positions: [], count: 0 });

async function importProject(
  project: string,
  runs: readonly RunHandle[],
  store: MlflowStore,
  recorder: Recorder,
): Promise<void> {
  const positions = await recorder.positions(project);
  recorder.countRuns(project, runs.length);
  const ids = new Set(runs.map(({ id }) => id));
  let batch = emptyBatch();
  const write = async (): Promise<void> => {
    if (batch.runs.length > 0) {
      const { count: _count, ...parts } = batch;
      await recorder.write({ source: 'mlflow', project, ...parts });
    }
    batch = emptyBatch();
  };
  for (const run of parentsFirst(runs)) {
    recorder.signal?.throwIfAborted();
    const before = positions.get(`run:${run.id}`) as RunPosition | undefined;
    const { update, inputs, artifactFolders } = store.load(run);
    const hasParent = run.parent !== undefined && (ids.has(run.parent) || positions.has(`run:${run.parent}`));
    if (run.parent !== undefined && !hasParent) {
      recorder.note(`\`${run.id}\`: its parent \`${run.parent}\` is not among the runs of \`${project}\``);
    }
    const said = digestOf([update, inputs, hasParent ? run.parent : null]);
    const artifacts = readArtifacts(artifactFolders, before?.artifacts ?? {}, (path, reason) =>
      recorder.skip({ file: path, reason }),
    );
    let index = -1;
    /** Adds the run to the batch that is open, where it is not yet in it. */
    const enter = (): number => {
      if (index < 0) index = batch.runs.push(update) - 1;
      return index;
    };
    const parts = store.points(run, before?.metrics);
    let part = parts.next();
    let sent = 0;
    while (part.done !== true) {
      batch.points.push({ run: enter(), ...part.value });
      batch.count += part.value.steps.length;
      sent += part.value.steps.length;
      if (batch.count >= batchPoints) {
        await write();
        index = -1;
      }
      part = parts.next();
    }
    const { added = sent, superseded } = part.value;
    recorder.countUnsent(project, { points: added - sent, superseded });
    if (said !== before?.said) {
      for (const { name, digest, tags } of inputs) {
        batch.artifacts.push({
          run: enter(),
          name,
          type: 'dataset',
          role: 'used',
          ...(digest === '' ? {} : { digest }),
        });
        if (tags > 0) recorder.leaveOut('tags of dataset inputs', tags);
      }
      if (hasParent) batch.edges.push({ parent: parentOf(run, batch), child: enter(), kind: 'child' });
      enter();
    }
    for (const artifact of artifacts.updates) batch.artifacts.push({ run: enter(), ...artifact });
    const metrics = part.value.position === undefined ? {} : { metrics: part.value.position };
    const position: RunPosition = { said, ...metrics, artifacts: artifacts.known };
    if (canonicalJson(position) !== canonicalJson(before)) {
      enter();
      batch.positions.push({ key: `run:${run.id}`, position });
    }
    recorder.readBytes(run.bytes);
    if (batch.runs.length >= batchRuns || batch.count >= batchPoints) await write();
  }
  await write();
}

/** A parent's place in the batch, or its id where it was written before. */
function parentOf({ parent = '' }: RunHandle, batch: OpenBatch): number | string {
  const index = batch.runs.findIndex(({ sourceId }) => sourceId === parent);
  return index < 0 ? parent : index;
}

/** The runs such that each parent comes before its children. */
function parentsFirst(runs: readonly RunHandle[]): RunHandle[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const sorted = new Set<RunHandle>();
  for (const run of runs) {
    const line: RunHandle[] = [];
    for (
      let at: RunHandle | undefined = run;
      at !== undefined && !sorted.has(at) && !line.includes(at);
      at = byId.get(at.parent ?? '')
    ) {
      line.push(at);
    }
    for (const one of line.reverse()) sorted.add(one);
  }
  return [...sorted];
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}

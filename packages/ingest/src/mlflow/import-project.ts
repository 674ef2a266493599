import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ArtifactUpdate, EdgeUpdate, PointBlock, PositionUpdate, RunUpdate } from '@xt/engine/stores';
import { canonicalJson } from '../canonical-json.ts';
import type { Recorder } from '../recorder.ts';
import { type KnownArtifacts, readArtifacts } from './artifact-files.ts';
import { parentsFirst } from './parents-first.ts';
import { roundedSteps } from './series-columns.ts';
import type { LoadedRun, MlflowStore, RunHandle } from './store.ts';

/** A batch is full at so many points or runs. */
const batchPoints = 262_144;
const batchRuns = 200;

/** Takes in what is new of the runs of one project. */
export async function importProject(
  project: string,
  runs: readonly RunHandle[],
  store: MlflowStore,
  recorder: Recorder,
): Promise<void> {
  const positions = await recorder.positions(project);
  recorder.countRuns(project, runs.length);
  const ids = new Set(store.runs.map(({ id }) => id));
  const target: Target = { project, recorder, ids, orphans: [], batch: emptyBatch() };
  for (const run of parentsFirst(runs)) {
    // Others of this process have their turn between two runs.
    await setImmediate();
    recorder.signal?.throwIfAborted();
    // Only this reader writes under this key.
    const before = positions.get(runKey(store.form, run.id)) as RunPosition | undefined;
    try {
      await importRun(run, before, store, target);
    } catch (error) {
      const damage = store.damage(error);
      if (damage === undefined) throw error;
      recorder.skip({ file: recorder.source.path, reason: `run \`${run.id}\`: ${damage}` });
    }
    recorder.readBytes(run.bytes);
    if (target.batch.runs.length >= batchRuns || target.batch.count >= batchPoints) await write(target);
  }
  await write(target);
  const [first] = target.orphans;
  if (first !== undefined) {
    const count = target.orphans.length;
    const who = count === 1 ? `\`${first}\` has` : `${count} runs, \`${first}\` first, have`;
    recorder.note(`${who} a parent that is not here: an edge leads to it once it comes in`);
  }
}

/** The key of a run's position. */
export function runKey(form: MlflowStore['form'], id: string): string {
  return `run:${form}:${id}`;
}

/** What is known of a run; kept under its key. */
export interface RunPosition {
  /** A digest of what was last said of it, but for its points and files. */
  readonly said: string;
  readonly metrics?: unknown;
  readonly artifacts: KnownArtifacts;
  /** It went on when it was read. */
  readonly isLive?: true;
}

/** Where batches go, and the one that is being filled. */
interface Target {
  readonly project: string;
  readonly recorder: Recorder;
  /** Every run of the store, in whatever project. */
  readonly ids: ReadonlySet<string>;
  /** Runs whose parents are in neither store. */
  readonly orphans: string[];
  batch: OpenBatch;
}

interface OpenBatch {
  readonly runs: RunUpdate[];
  readonly edges: EdgeUpdate[];
  readonly points: PointBlock[];
  readonly artifacts: ArtifactUpdate[];
  readonly positions: PositionUpdate[];
  /** How many points. */
  count: number;
}

function emptyBatch(): OpenBatch {
  return { runs: [], edges: [], points: [], artifacts: [], positions: [], count: 0 };
}

async function write(target: Target): Promise<void> {
  const { count: _count, ...parts } = target.batch;
  target.batch = emptyBatch();
  if (parts.runs.length === 0) return;
  const { edgesLeftOut } = await target.recorder.write({ source: 'mlflow', project: target.project, ...parts });
  const strange = parts.edges.filter(({ parent }) => !target.ids.has(String(parent)));
  for (const { child } of strange.slice(0, edgesLeftOut))
    target.orphans.push(String(typeof child === 'number' ? parts.runs[child]?.sourceId : child));
}

async function importRun(
  run: RunHandle,
  before: RunPosition | undefined,
  store: MlflowStore,
  target: Target,
): Promise<void> {
  const { recorder } = target;
  const loaded = store.load(run);
  const said = digestOf([loaded.update, loaded.inputs, run.parent ?? null]);
  const artifacts = readArtifacts(loaded.artifactFolders, before?.artifacts ?? {}, (path, reason) =>
    recorder.skip({ file: relative(recorder.source.path, path), reason }),
  );
  const metrics = await importPoints(run, loaded, before, store, target);
  if (said !== before?.said) sayRun(run, loaded, target);
  for (const artifact of artifacts.updates) target.batch.artifacts.push({ run: enter(loaded, target), ...artifact });
  const position: RunPosition = {
    said,
    ...(metrics === undefined ? {} : { metrics }),
    artifacts: artifacts.known,
    ...(run.isLive === true ? { isLive: true } : {}),
  };
  if (canonicalJson(position) === canonicalJson(before)) return;
  enter(loaded, target);
  target.batch.positions.push({ key: runKey(store.form, run.id), position });
}

/** Puts a run's points into batches, more than one if they are many; returns the position behind them. */
async function importPoints(
  run: RunHandle,
  loaded: LoadedRun,
  before: RunPosition | undefined,
  store: MlflowStore,
  target: Target,
): Promise<unknown> {
  const parts = store.points(run, before?.metrics);
  let part = parts.next();
  let sent = 0;
  while (part.done !== true) {
    target.batch.points.push({ run: enter(loaded, target), ...part.value });
    target.batch.count += part.value.steps.length;
    sent += part.value.steps.length;
    if (target.batch.count >= batchPoints) await write(target);
    await setImmediate();
    part = parts.next();
  }
  const { added = sent, superseded, position, rounded = 0 } = part.value;
  if (rounded > 0) target.recorder.note(`run \`${run.id}\`: ${roundedSteps(rounded)}`);
  target.recorder.countUnsent(target.project, { points: added - sent, superseded });
  return position;
}

/** Puts the facts of a run into the batch: its fields, what it used, its parent. */
function sayRun(run: RunHandle, loaded: LoadedRun, target: Target): void {
  const { batch, recorder } = target;
  const index = enter(loaded, target);
  for (const { name, digest, tags } of loaded.inputs) {
    const known = digest === '' ? {} : { digest };
    batch.artifacts.push({ run: index, name, type: 'dataset', role: 'used', ...known });
    if (tags > 0) recorder.leaveOut('tags of dataset inputs', tags);
  }
  const parent = run.parent ?? loaded.update.tags?.find(({ name }) => name === 'mlflow.parentRunId')?.value;
  // It may be in another experiment, or come in later.
  if (parent) batch.edges.push({ parent, child: index, kind: 'child', anywhere: true });
}

/** The run's place in the batch; it is put there if it is not in it. Runs come one after the other. */
function enter({ update }: LoadedRun, { batch }: Target): number {
  return batch.runs.at(-1) === update ? batch.runs.length - 1 : batch.runs.push(update) - 1;
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}

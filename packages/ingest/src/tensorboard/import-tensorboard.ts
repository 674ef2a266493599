import { createHash } from 'node:crypto';
import type { ArtifactUpdate, Batch, PointBlock, PositionUpdate, RunUpdate } from '@xt/engine/stores';
import { projectNameOf } from '../project-name.ts';
import type { Recorder } from '../recorder.ts';
import type { FoundFile } from '../walk.ts';
import { concludeRuns } from './conclude-runs.ts';
import { groupRuns } from './find-runs.ts';
import type { Finding, ParsedBatch, ParsedRun } from './parsed.ts';
import { parse } from './parser.ts';
import { type PlannedRun, planRuns } from './plan-runs.ts';
import { fileKey, knownOf, type RunPosition, runKey } from './positions.ts';

/** A batch of points is full at this many: large inserts are cheap, small ones are seen sooner. */
const batchPoints = 262_144;
/** So many runs are concluded in one batch. */
const runsOfBatch = 1000;

/** Takes in what is new in the event files found below `root`. */
export async function importTensorboard(root: string, files: readonly FoundFile[], recorder: Recorder): Promise<void> {
  const project = recorder.project ?? projectNameOf(root);
  const known = knownOf(await recorder.positions(project));
  const { runs, notes, skipped } = planRuns(groupRuns(root, files), known);
  for (const note of notes) recorder.note(note);
  for (const place of skipped) recorder.skip(place);
  recorder.countRuns(project, runs.length);
  const planned = runs.filter((run) => run.files.length > 0);
  recorder.expectBytes(
    planned.flatMap((run) => run.files).reduce((sum, { file, position }) => sum + file.size - position.offset, 0),
  );
  const facts = new Map([...known.runs.values(), ...runs.map((run) => run.facts)].map((run) => [run.sourceId, run]));
  if (planned.length > 0) await importRuns(project, planned, facts, recorder);
  await conclude(project, runs, facts, recorder);
}

/** Reads and writes; `facts` learns what the files say of their runs. */
async function importRuns(
  project: string,
  runs: readonly PlannedRun[],
  facts: Map<string, RunPosition>,
  recorder: Recorder,
): Promise<void> {
  const job = {
    batchPoints,
    runs: runs.map(({ facts: { plugins }, files }) => ({ plugins, files: files.map((file) => file.job) })),
  };
  const offsets = new Map<string, number>();
  for await (const parsed of parse(job, recorder.parser)) {
    recorder.signal?.throwIfAborted();
    for (const finding of parsed.findings) tell(finding, runs, recorder);
    const batch = batchOf(project, parsed, runs, facts);
    if (batch !== undefined) await recorder.write(batch);
    for (const { run, file, offset } of parsed.files) {
      const key = `${run} ${file}`;
      recorder.readBytes(offset - (offsets.get(key) ?? runs[run]?.files[file]?.position.offset ?? 0));
      offsets.set(key, offset);
    }
  }
}

/** What a parsed batch says, in the words of the write side; undefined where it says nothing new. */
function batchOf(
  project: string,
  parsed: ParsedBatch,
  runs: readonly PlannedRun[],
  facts: Map<string, RunPosition>,
): Batch | undefined {
  const updates: RunUpdate[] = [];
  const indices = new Map<number, number>();
  const positions: PositionUpdate[] = [];
  for (const said of parsed.runs) {
    const run = runs[said.run];
    if (run === undefined) continue;
    const before = facts.get(run.facts.sourceId) ?? run.facts;
    const after = learn(before, said);
    facts.set(after.sourceId, after);
    indices.set(said.run, updates.push(updateOf(run, after)) - 1);
    if (!run.isKnown || JSON.stringify(after) !== JSON.stringify(before)) {
      positions.push({ key: runKey(after.sourceId), position: after });
    }
  }
  for (const { run, file, offset, values, once } of parsed.files) {
    const position = runs[run]?.files[file]?.position;
    if (position === undefined || (position.offset === offset && position.values === values)) continue;
    const { once: _before, ...rest } = position;
    const now = { ...rest, offset, values, ...(once === undefined ? {} : { once }) };
    positions.push({ key: fileKey(position.run, position.name), position: now });
  }
  const points = parsed.series.map(({ run, metric, from, to }): PointBlock => {
    const { steps, times, values, order } = parsed;
    return {
      run: indices.get(run) ?? -1,
      metric,
      steps: steps.subarray(from, to),
      times: times.subarray(from, to),
      values: values.subarray(from, to),
      order: order.subarray(from, to),
    };
  });
  const artifacts = parsed.media.map(
    ({ run, name, type, step, created, order, content }): ArtifactUpdate => ({
      run: indices.get(run) ?? -1,
      name,
      type,
      role: 'made',
      step,
      created,
      order,
      size: content.length,
      content,
    }),
  );
  if (positions.length === 0 && points.length === 0 && artifacts.length === 0) return undefined;
  return { source: 'tensorboard', project, runs: updates, points, artifacts, positions };
}

function learn(before: RunPosition, said: ParsedRun): RunPosition {
  const first = Math.min(before.first ?? Number.POSITIVE_INFINITY, said.first ?? Number.POSITIVE_INFINITY);
  const last = Math.max(before.last ?? 0, said.last ?? 0);
  const session = said.session === undefined ? before.session : { ...before.session, ...said.session };
  return {
    ...before,
    plugins: said.plugins.length === 0 ? before.plugins : [...before.plugins, ...said.plugins],
    ...(last === 0 ? {} : { first, last }),
    scalars: before.scalars || said.scalars,
    curves: before.curves || said.curves,
    ...(session === undefined ? {} : { session }),
  };
}

function updateOf({ host }: PlannedRun, { sourceId, path, first }: RunPosition): RunUpdate {
  return {
    ...nameOf(sourceId, path),
    ...(first === undefined ? {} : { created: first, started: first }),
    ...(host === undefined ? {} : { host }),
  };
}

function nameOf(sourceId: string, path: string): { sourceId: string; id: string; name: string } {
  return { sourceId, id: createHash('sha256').update(sourceId).digest('hex').slice(0, 16), name: path };
}

/** Writes states, hparams and edges, for which all runs must be known. */
async function conclude(
  project: string,
  runs: readonly PlannedRun[],
  facts: ReadonlyMap<string, RunPosition>,
  recorder: Recorder,
): Promise<void> {
  const here = new Set(runs.map((run) => run.facts.sourceId));
  const paths = new Map<string, number>();
  for (const { path } of facts.values()) paths.set(path, (paths.get(path) ?? 0) + 1);
  const herePaths = new Set(runs.map((run) => run.facts.path));
  // Where several runs have had a path, the one that is there now is meant.
  const present = [...facts.values()].filter(
    ({ sourceId, path }) => here.has(sourceId) || (!herePaths.has(path) && paths.get(path) === 1),
  );
  const conclusions = concludeRuns(present, recorder.now);
  for (let from = 0; from < conclusions.runs.length; from += runsOfBatch) {
    const part = conclusions.runs.slice(from, from + runsOfBatch);
    const ids = new Set(part.map(({ update }) => update.sourceId));
    const edges = conclusions.edges.filter(({ parent, child }) => ids.has(String(parent)) || ids.has(String(child)));
    await recorder.write({
      source: 'tensorboard',
      project,
      runs: part.map(({ update, facts: { sourceId, path } }) => ({ ...update, ...nameOf(sourceId, path) })),
      edges,
      positions: part.map(({ facts: position }) => ({ key: runKey(position.sourceId), position })),
    });
  }
}

function tell(
  { kind, run, file, what, offset, count }: Finding,
  runs: readonly PlannedRun[],
  recorder: Recorder,
): void {
  const planned = runs[run];
  const name = `${planned?.facts.path}/${planned?.files[file]?.file.name}`;
  switch (kind) {
    case 'damaged':
      recorder.skip({ file: name, offset, reason: what }, count);
      break;
    case 'left-out':
      recorder.leaveOut(what, count);
      break;
    case 'unfinished':
      recorder.note(`\`${name}\` ends in an unfinished record (${what} from byte ${offset} on): read again next time`);
      break;
    case 'odd':
      recorder.note(`\`${name}\`: ${count} × ${what}`);
      break;
  }
}

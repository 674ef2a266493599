import { createHash } from 'node:crypto';
import type { ArtifactUpdate, Batch, PointBlock, PositionUpdate, RunUpdate } from '@xt/engine/stores';
import { canonicalJson } from '../canonical-json.ts';
import type { FiledSession } from './hparams.ts';
import type { ParsedBatch, ParsedRun } from './parsed.ts';
import type { PlannedRun } from './plan-runs.ts';
import { fileKey, type RunPosition, runKey } from './positions.ts';

/**
 * What parsed batches say, in the words of the write side; undefined where they say nothing new. `facts` learns what they
 * say of their runs.
 */
export function batchOf(
  project: string,
  parsed: readonly ParsedBatch[],
  runs: readonly PlannedRun[],
  facts: Map<string, RunPosition>,
): Batch | undefined {
  const indices = new Map<number, number>();
  const updates: RunUpdate[] = [];
  const positions = new Map<string, PositionUpdate>();
  for (const said of parsed.flatMap((batch) => batch.runs)) {
    const run = runs[said.run];
    if (run === undefined) continue;
    const before = facts.get(run.facts.key) ?? run.facts;
    const after = learn(before, said, (file) => run.files[file]?.file.name ?? '');
    facts.set(after.key, after);
    const index = indices.get(said.run) ?? updates.length;
    indices.set(said.run, index);
    updates[index] = updateOf(run, after);
    if (run.isKnown && !run.isChanged && canonicalJson(after) === canonicalJson(before)) continue;
    const key = runKey(after.key);
    positions.set(key, { key, position: after });
  }
  for (const { run, file, offset, values, once } of parsed.flatMap((batch) => batch.files)) {
    const before = runs[run]?.files[file]?.position;
    if (before === undefined || (before.offset === offset && before.values === values)) continue;
    const { once: _once, ...rest } = before;
    const key = fileKey(before.run, before.name);
    positions.set(key, { key, position: { ...rest, offset, values, ...(once === undefined ? {} : { once }) } });
  }
  const indexOf = (run: number): number => indices.get(run) ?? -1;
  const points = parsed.flatMap((batch) => pointsOf(batch, indexOf));
  const artifacts = parsed.flatMap((batch) => artifactsOf(batch, indexOf));
  if (positions.size === 0 && points.length === 0 && artifacts.length === 0) return undefined;
  return { source: 'tensorboard', project, runs: updates, points, artifacts, positions: [...positions.values()] };
}

function pointsOf(batch: ParsedBatch, indexOf: (run: number) => number): PointBlock[] {
  return batch.series.map(({ run, metric, from, to }) => ({
    run: indexOf(run),
    metric,
    steps: batch.steps.subarray(from, to),
    times: batch.times.subarray(from, to),
    values: batch.values.subarray(from, to),
    order: batch.order.subarray(from, to),
  }));
}

function artifactsOf(batch: ParsedBatch, indexOf: (run: number) => number): ArtifactUpdate[] {
  return batch.media.map(({ run, name, type, step, created, order, content }) => ({
    run: indexOf(run),
    name,
    type,
    role: 'made',
    step,
    created,
    order,
    size: content.length,
    content,
  }));
}

function learn(before: RunPosition, said: ParsedRun, nameOf: (file: number) => string): RunPosition {
  const first = Math.min(before.first ?? Number.POSITIVE_INFINITY, said.first ?? Number.POSITIVE_INFINITY);
  const last = Math.max(before.last ?? 0, said.last ?? 0);
  return {
    ...before,
    plugins: said.plugins.length === 0 ? before.plugins : [...before.plugins, ...said.plugins],
    ...(last === 0 ? {} : { first, last }),
    scalars: before.scalars || said.scalars,
    curves: before.curves || said.curves,
    ...(said.session === undefined ? {} : learnSession(before, said.session, nameOf)),
  };
}

/** Each part of a session is what the last of the files says, in whatever order they come. */
function learnSession(
  { session, sessionFiles }: RunPosition,
  { files, ...said }: FiledSession,
  nameOf: (file: number) => string,
): Pick<RunPosition, 'session' | 'sessionFiles'> {
  const names = Object.entries(files).map(([part, file]) => [part, nameOf(file)] as const);
  const before: Readonly<Record<string, string>> = sessionFiles ?? {};
  const later = new Set(names.filter(([part, name]) => name >= (before[part] ?? '')).map(([part]) => part));
  return {
    session: { ...session, ...Object.fromEntries(Object.entries(said).filter(([part]) => later.has(part))) },
    sessionFiles: { ...sessionFiles, ...Object.fromEntries(names.filter(([part]) => later.has(part))) },
  };
}

function updateOf({ host, formerId, absorbs }: PlannedRun, facts: RunPosition): RunUpdate {
  const { first } = facts;
  return {
    // Its new name may be that of a run that it absorbs, which goes with the last batch.
    ...(formerId !== undefined && absorbs.length > 0 ? { sourceId: formerId } : nameOf(facts)),
    ...(formerId === undefined || absorbs.length > 0 ? {} : { formerId }),
    ...(first === undefined ? {} : { created: first, started: first }),
    ...(host === undefined ? {} : { host }),
  };
}

/** How a run is called, outside and for people. */
export function nameOf({ sourceId, path }: RunPosition): { sourceId: string; id: string; name: string } {
  return { sourceId, id: createHash('sha256').update(sourceId).digest('hex').slice(0, 16), name: path };
}

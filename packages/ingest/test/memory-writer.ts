import { createHash } from 'node:crypto';
import type { ArtifactUpdate, Batch, EdgeUpdate, ParamValue, RunUpdate, Writer, Written } from '@xt/engine/stores';

/** What a store would hold of a run, in plain values. */
export interface StoredRun {
  readonly facts: Omit<RunUpdate, 'params' | 'tags'>;
  readonly project: string;
  readonly params: Map<string, ParamValue>;
  readonly tags: Map<string, string | undefined>;
  /** By metric and step: the point that survives. */
  readonly series: Map<string, Map<number, StoredPoint>>;
  readonly artifacts: Map<string, StoredArtifact>;
}

export interface StoredPoint {
  readonly value: number;
  readonly time: number;
  readonly order: number;
}

export type StoredArtifact = Omit<ArtifactUpdate, 'run' | 'content'> & { readonly bytes?: Uint8Array };

export interface MemoryWriter extends Writer {
  /** By project, a slash and source id. */
  readonly runs: Map<string, StoredRun>;
  readonly edges: Map<string, EdgeUpdate>;
  /** Ids that runs had before, and the keys of the runs that they lead to. */
  readonly formerIds: Map<string, string>;
  /** How many batches were written. */
  batches: number;
  /** Called before each batch; may throw. */
  beforeWrite: (batch: Batch) => void;
}

/** A writer that keeps its promises in memory: the same merging, last-write-wins and positions as the stores. */
export function memoryWriter(): MemoryWriter {
  const runs = new Map<string, StoredRun>();
  const edges = new Map<string, EdgeUpdate>();
  const formerIds = new Map<string, string>();
  const waiting: { readonly edge: EdgeUpdate; readonly project: string }[] = [];
  const positions = new Map<string, Map<string, unknown>>();
  const writer: MemoryWriter = {
    runs,
    edges,
    formerIds,
    batches: 0,
    beforeWrite: () => {},
    write: async (batch) => {
      writer.beforeWrite(batch);
      const written = await apply(batch, { runs, edges, formerIds, waiting });
      const place = `${batch.source} ${batch.project}`;
      const held = positions.get(place) ?? new Map<string, unknown>();
      for (const { key, position } of batch.positions ?? []) held.set(key, asStored(position));
      positions.set(place, held);
      writer.batches++;
      return { ...written, sequence: writer.batches };
    },
    positions: async (project, source) => new Map(positions.get(`${source} ${project}`)),
    projectsKnowing: async (source, digests) =>
      [...positions].flatMap(([place, held]) => {
        const isKnown = [...held.values()].some((position) =>
          digests.includes((position as { digest?: string } | null)?.digest ?? ''),
        );
        return place.startsWith(`${source} `) && isKnown ? [place.slice(source.length + 1)] : [];
      }),
    flush: async () => {},
  };
  return writer;
}

/** As Postgres gives JSON back: keys in another order. */
function asStored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? 1 : -1)))
      : part,
  );
}

interface Memory extends Pick<MemoryWriter, 'runs' | 'edges' | 'formerIds'> {
  readonly waiting: { readonly edge: EdgeUpdate; readonly project: string }[];
}

async function apply(batch: Batch, memory: Memory): Promise<Omit<Written, 'sequence'>> {
  const { runs, edges, waiting } = memory;
  let newRuns = 0;
  for (const { sourceId, becomes } of batch.runs) {
    if (becomes !== undefined) absorb(memory, `${batch.project}/${sourceId}`, `${becomes.project}/${becomes.sourceId}`);
  }
  const said = batch.runs.filter(({ becomes }) => becomes === undefined);
  for (const { sourceId, formerId = sourceId, absorbs = [] } of batch.runs) {
    for (const absorbed of absorbs) absorb(memory, `${batch.project}/${absorbed}`, `${batch.project}/${sourceId}`);
    if (formerId !== sourceId) rename(memory, `${batch.project}/${formerId}`, `${batch.project}/${sourceId}`);
  }
  const touched = said.map((update) => {
    const key = `${batch.project}/${update.sourceId}`;
    const { params, tags, formerId: _formerId, absorbs: _absorbs, dropParams, ended, ...rest } = update;
    const facts = ended === undefined || ended === null ? rest : { ...rest, ended };
    const before = runs.get(key);
    if (before === undefined) newRuns++;
    const run: StoredRun = {
      project: batch.project,
      params: before?.params ?? new Map(),
      tags: before?.tags ?? new Map(),
      series: before?.series ?? new Map(),
      artifacts: before?.artifacts ?? new Map(),
      facts: { ...before?.facts, ...facts },
    };
    if (ended === null) delete (run.facts as { ended?: number }).ended;
    for (const name of dropParams ?? []) run.params.delete(name);
    for (const param of params ?? []) run.params.set(param.name, param);
    for (const { name, value } of tags ?? []) run.tags.set(name, value);
    runs.set(key, run);
    return key;
  });
  const runAt = (index: number): StoredRun => {
    const run = runs.get(touched[index] ?? '');
    if (run === undefined) throw new Error(`the batch has no run ${index}`);
    return run;
  };
  let points = 0;
  let superseded = 0;
  for (const { run, metric, steps, times, values, order } of batch.points ?? []) {
    const series = runAt(run).series.get(metric) ?? new Map<number, StoredPoint>();
    runAt(run).series.set(metric, series);
    if ([times, values, order].some((column) => column.length !== steps.length)) throw new Error('unequal columns');
    for (const [at, step] of steps.entries()) {
      const point = { time: times[at] ?? 0, value: values[at] ?? 0, order: order[at] ?? 0 };
      if (!Number.isSafeInteger(point.order) || !Number.isSafeInteger(point.time)) throw new Error('an unsafe number');
      const before = series.get(step);
      if (before !== undefined && before.order !== point.order) superseded++;
      if (before === undefined || point.order >= before.order) series.set(step, point);
      points++;
    }
  }
  for (const { run, content, ...artifact } of batch.artifacts ?? []) {
    const key = `${artifact.role} ${artifact.name} ${artifact.step}`;
    const before = runAt(run).artifacts.get(key);
    if ((before?.order ?? 0) > (artifact.order ?? 0)) continue;
    runAt(run).artifacts.set(key, { ...artifact, ...(await bytesOf(content)) });
  }
  const keyOf = (end: number | string, project: string): string | undefined => {
    if (typeof end === 'number') return touched[end];
    if (runs.has(`${project}/${end}`)) return `${project}/${end}`;
    return [...runs.keys()].find((key) => key.endsWith(`/${end}`));
  };
  let edgesLeftOut = 0;
  const nameEnd = (end: number | string): string => (typeof end === 'number' ? (batch.runs[end]?.sourceId ?? '') : end);
  for (const edge of batch.edges ?? []) {
    waiting.push({
      project: batch.project,
      edge: { ...edge, parent: nameEnd(edge.parent), child: nameEnd(edge.child) },
    });
  }
  for (const one of waiting.splice(0)) {
    const [parent, child] = [one.edge.parent, one.edge.child].map((end) => keyOf(end, one.project));
    if (parent !== undefined && child !== undefined) edges.set(`${parent} > ${child}`, { ...one.edge, parent, child });
    else {
      edgesLeftOut++;
      waiting.push(one);
    }
  }
  for (const cut of batch.cuts ?? [])
    edges.delete(`${keyOf(cut.parent, batch.project)} > ${keyOf(cut.child, batch.project)}`);
  return { newRuns, points, superseded, edgesLeftOut, runs: touched.map((_, index) => index) };
}

function rename({ runs, edges, formerIds }: Memory, from: string, to: string): void {
  const run = runs.get(from);
  if (run === undefined || runs.has(to)) return;
  runs.delete(from);
  runs.set(to, run);
  formerIds.set(run.facts.id ?? from, to);
  for (const [id, key] of formerIds) if (key === from) formerIds.set(id, to);
  for (const [key, edge] of [...edges]) {
    const [parent, child] = [edge.parent, edge.child].map((end) => (end === from ? to : String(end)));
    if (parent === undefined || child === undefined || (edge.parent !== from && edge.child !== from)) continue;
    edges.delete(key);
    edges.set(`${parent} > ${child}`, { ...edge, parent, child });
  }
}

function absorb({ runs, edges, formerIds }: Memory, from: string, into: string): void {
  const run = runs.get(from);
  if (run === undefined) return;
  runs.delete(from);
  formerIds.set(run.facts.id ?? from, into);
  for (const [id, key] of formerIds) if (key === from) formerIds.set(id, into);
  for (const [key, edge] of [...edges]) if (edge.parent === from || edge.child === from) edges.delete(key);
}

async function bytesOf(content: ArtifactUpdate['content']): Promise<{ bytes?: Uint8Array; digest?: string }> {
  if (content === undefined) return {};
  const chunks: Uint8Array[] = [];
  if (content instanceof Uint8Array) chunks.push(content);
  else for await (const chunk of content()) chunks.push(chunk);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return { bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** Everything that the writer holds, for comparing: without the source's order, which is no part of an answer. */
export function contentsOf(writer: MemoryWriter): unknown {
  const runs = [...writer.runs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, run]) => ({
      key,
      ...run,
      params: sorted(run.params),
      tags: sorted(run.tags),
      series: sorted(run.series).map(([metric, points]) => [
        metric,
        [...points].sort(([a], [b]) => a - b).map(([step, { value, time }]) => [step, time, String(value)]),
      ]),
      artifacts: sorted(run.artifacts).map(([name, { order: _order, bytes, ...artifact }]) => [
        name,
        artifact,
        bytes === undefined ? undefined : Buffer.from(bytes).toString('base64'),
      ]),
    }));
  return { runs, edges: [...writer.edges.keys()].sort() };
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

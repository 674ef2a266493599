import type { Batch, Writer, Written } from '@xt/engine/stores';
import type { Progress, Skipped, SourceReport } from './report.ts';
import type { Source } from './source.ts';
import type { Parser } from './tensorboard/parser.ts';

/** Everything a reader needs: where batches go, what is known, and what it has to tell. */
export interface Recorder {
  readonly source: Source;
  /** The project that was asked for, instead of the source's own. */
  readonly project: string | undefined;
  /** Microseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal | undefined;
  readonly parser: Parser;
  positions(project: string): Promise<ReadonlyMap<string, unknown>>;
  /** The projects in which this kind of source knows one of these digests. */
  projectsKnowing(digests: readonly string[]): Promise<readonly string[]>;
  write(batch: Batch): Promise<Written>;
  /** Adds to the runs that the source holds in a project. */
  countRuns(project: string, runs: number): void;
  /** Adds points that came in but were not written, as the reader itself saw them lose against another of their step. */
  countUnsent(project: string, count: { readonly points: number; readonly superseded: number }): void;
  skip(place: Omit<Skipped, 'count'>, count?: number): void;
  /** Counts things of a kind that are left out; they become one note. */
  leaveOut(what: string, count: number): void;
  /** `passing`: true of this moment, while a file is being written. */
  note(text: string, passing?: 'passing'): void;
  expectBytes(bytes: number): void;
  readBytes(bytes: number): void;
}

export interface RecorderOptions {
  readonly project?: string;
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly parser: Parser;
  readonly onProgress?: (progress: Progress) => void;
}

/** A recorder for one source, and its report once the reader is done. */
export function createRecorder(
  source: Source,
  writer: Writer,
  options: RecorderOptions,
): { readonly recorder: Recorder; readonly report: () => SourceReport } {
  const { kind, path } = source;
  const projects = new Map<string, { runs: number; points: number }>();
  const skipped = new Map<string, Skipped>();
  const leftOut = new Map<string, number>();
  const notes = new Set<string>();
  const lasting = new Set<string>();
  const removed = new Set<string>();
  const touched = new Set<string>();
  const totals = { newRuns: 0, points: 0, superseded: 0, artifacts: 0, bytes: 0, totalBytes: 0 };

  const projectOf = (name: string): { runs: number; points: number } => {
    const known = projects.get(name) ?? { runs: 0, points: 0 };
    projects.set(name, known);
    return known;
  };
  const tell = (): void => {
    const { points, bytes, totalBytes } = totals;
    options.onProgress?.({ kind, path, points, bytes, totalBytes });
  };
  const recorder: Recorder = {
    source,
    project: options.project,
    now: options.now,
    signal: options.signal,
    parser: options.parser,
    positions: (project) => writer.positions(project, kind),
    projectsKnowing: (digests) => writer.projectsKnowing(kind, digests),
    write: async (batch) => {
      options.signal?.throwIfAborted();
      const written = await writer.write(batch);
      const isRemoved = (run: number) => written.runs[run] === -1;
      for (const [i, { sourceId }] of batch.runs.entries())
        if (isRemoved(i)) removed.add(`${batch.project}\n${sourceId}`);
      const kept = (batch.points ?? []).filter(({ run }) => !isRemoved(run));
      const points = kept.reduce((sum, { steps }) => sum + steps.length, 0);
      projectOf(batch.project).points += points;
      for (const { sourceId, formerId = sourceId } of batch.runs) touched.add(`${batch.project}/${formerId}`);
      totals.newRuns += written.newRuns;
      totals.points += points;
      totals.superseded += written.superseded;
      totals.artifacts += batch.artifacts?.length ?? 0;
      tell();
      return written;
    },
    countRuns: (project, runs) => {
      projectOf(project).runs += runs;
    },
    countUnsent: (project, { points, superseded }) => {
      projectOf(project).points += points;
      totals.points += points;
      totals.superseded += superseded;
    },
    skip: (place, count = 1) => {
      const key = `${place.file}\n${place.reason}`;
      const known = skipped.get(key);
      skipped.set(key, known === undefined ? { ...place, count } : { ...known, count: known.count + count });
    },
    leaveOut: (what, count) => {
      leftOut.set(what, (leftOut.get(what) ?? 0) + count);
    },
    note: (text, passing) => {
      notes.add(text);
      if (passing === undefined) lasting.add(text);
    },
    expectBytes: (bytes) => {
      totals.totalBytes += bytes;
      tell();
    },
    readBytes: (bytes) => {
      totals.bytes += bytes;
      tell();
    },
  };
  const report = (): SourceReport => ({
    kind,
    path,
    projects: [...projects]
      .filter(([, { runs, points }]) => runs + points > 0)
      .map(([name, { runs, points }]) => ({ name, runs, points })),
    runs: [...projects.values()].reduce((sum, { runs }) => sum + runs, 0),
    newRuns: totals.newRuns,
    changedRuns: touched.size - totals.newRuns,
    points: totals.points,
    superseded: totals.superseded,
    artifacts: totals.artifacts,
    skipped: [...skipped.values()],
    notes: [
      ...notes,
      ...removedNotes(removed.size),
      ...[...leftOut].map(([what, count]) => `left out: ${what} (${count})`),
    ],
    lasting: [...lasting],
    damaged: skipped.size > 0,
  });
  return { recorder, report };
}

/** What a person has removed is told once, with what brings it back. */
function removedNotes(runs: number): readonly string[] {
  if (runs === 0) return [];
  return [
    `left out: ${runs} ${runs === 1 ? 'run' : 'runs'} that \`xt rm\` removed; \`xt rm --undo\` brings ${runs === 1 ? 'it' : 'them'} back`,
  ];
}

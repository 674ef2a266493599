import { sep } from 'node:path';
import type { Writer } from '@xt/engine/stores';
import { type Detected, detect } from './detect.ts';
import { dryWriter } from './dry-writer.ts';
import { importMlflow } from './mlflow/import-mlflow.ts';
import { nothingAt } from './nothing-at.ts';
import { createRecorder, type Recorder, type RecorderOptions } from './recorder.ts';
import type { Progress, Report, SourceReport } from './report.ts';
import type { Source, SourceKind, TensorboardSource } from './source.ts';
import { importTensorboard } from './tensorboard/import-tensorboard.ts';
import { openParser, type Parser } from './tensorboard/parser.ts';
import { rootOfRun } from './tensorboard/root-of-run.ts';
import type { Unreadable } from './walk.ts';

export interface ImportOptions {
  /** What the paths hold, where that is known: nothing is looked for. */
  readonly sources?: readonly Source[];
  /** Take the paths for this kind of source alone. */
  readonly from?: SourceKind;
  /** The project of all runs, instead of each source's own. */
  readonly project?: string;
  /** Read and report, write nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the import between two batches; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Microseconds since 1970: what was written in the last minutes counts as running. */
  readonly now?: number;
  /** A parser that is kept from import to import; without it, one for this import alone. */
  readonly parser?: Parser;
}

/**
 * Brings in what is new at these paths, batch by batch, and makes it survive a power loss. Interrupted anywhere, or called
 * again, it goes on where it stopped. Throws ImportError where a path holds nothing that xt reads, before writing.
 */
export async function importSources(paths: readonly string[], options: ImportOptions, writer: Writer): Promise<Report> {
  const { sources, unreadable } =
    options.sources === undefined ? await detectAll(paths, options.from) : { sources: options.sources, unreadable: [] };
  const joined = joinFiles(sources);
  const target = options.dryRun === true ? dryWriter(writer) : writer;
  const reports: SourceReport[] = [];
  const parser = options.parser ?? openParser();
  try {
    for (const [i, source] of joined.entries()) {
      // What was named by itself and cannot be read is told with the first source.
      const told = unreadable.filter(
        ({ path }) => isBelow(path, source) || (i === 0 && !joined.some((s) => isBelow(path, s))),
      );
      reports.push(await importSource(source, target, { ...options, parser }, told));
    }
    await target.flush();
  } finally {
    if (options.parser === undefined) await parser.close();
  }
  return { sources: reports, damaged: reports.some(({ damaged }) => damaged) };
}

async function detectAll(paths: readonly string[], from: SourceKind | undefined): Promise<Detected> {
  const roots = new Map<string, string>();
  const rootOf = (folder: string): string => {
    const root = roots.get(folder) ?? rootOfRun(folder);
    roots.set(folder, root);
    return root;
  };
  const sources: Source[] = [];
  const unreadable: Unreadable[] = [];
  for (const path of paths) {
    const found = await detect(path, from, rootOf);
    if (found.sources.length + found.unreadable.length === 0) throw nothingAt(path, from, []);
    sources.push(...found.sources);
    unreadable.push(...found.unreadable);
  }
  const [first = ''] = paths;
  if (sources.length === 0) throw nothingAt(first, from, unreadable);
  return { sources, unreadable };
}

/** Event files that were given one by one are one source where their runs have the same root. */
function joinFiles(sources: readonly Source[]): Source[] {
  const byRoot = new Map<string, TensorboardSource[]>();
  for (const source of sources) {
    if (source.kind !== 'tensorboard') continue;
    const others = byRoot.get(source.path);
    if (others === undefined) byRoot.set(source.path, [source]);
    else others.push(source);
  }
  return sources.flatMap((source): Source[] => {
    if (source.kind !== 'tensorboard') return [source];
    const [first, ...more] = byRoot.get(source.path) ?? [];
    return first === source ? [joinAll(first, more)] : [];
  });
}

function joinAll(first: TensorboardSource, more: readonly TensorboardSource[]): TensorboardSource {
  if (more.length === 0) return first;
  const all = [first, ...more];
  const files = new Map(all.flatMap((source) => source.files).map((file) => [file.path, file]));
  return { ...first, files: [...files.values()], isGuessed: all.every(({ isGuessed }) => isGuessed) };
}

function isBelow(path: string, source: Source): boolean {
  return path === source.path || path.startsWith(`${source.path}${sep}`);
}

async function importSource(
  source: Source,
  writer: Writer,
  options: ImportOptions & { readonly parser: Parser },
  unreadable: readonly { readonly path: string; readonly reason: string }[],
): Promise<SourceReport> {
  const { project, signal, parser, onProgress, now } = options;
  const recorderOptions: RecorderOptions = {
    parser,
    now: now ?? Date.now() * 1000,
    ...(project === undefined ? {} : { project }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
  const { recorder, report } = createRecorder(source, writer, recorderOptions);
  for (const { path, reason } of unreadable) recorder.skip({ file: path, reason });
  await read(source, recorder);
  return report();
}

async function read(source: Source, recorder: Recorder): Promise<void> {
  switch (source.kind) {
    case 'tensorboard':
      return importTensorboard(source, recorder);
    case 'mlflow':
      return importMlflow(source, recorder);
  }
}

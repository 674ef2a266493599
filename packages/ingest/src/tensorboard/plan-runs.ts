import { compare, type EventFile, type RunFolder } from './find-runs.ts';
import type { FileJob } from './parsed.ts';
import type { FilePosition, Known, RunPosition } from './positions.ts';
import { rankFiles } from './rank-files.ts';

/** A run folder with what is to be read of it. */
export interface PlannedRun {
  readonly facts: RunPosition;
  readonly host?: string;
  /** What is to be read, in lexicographic order of names; none where nothing is new. */
  readonly files: readonly PlannedFile[];
  /** Whether the run came in before. */
  readonly isKnown: boolean;
}

export interface PlannedFile {
  readonly file: EventFile;
  readonly position: FilePosition;
  readonly job: FileJob;
}

export interface Plan {
  readonly runs: readonly PlannedRun[];
  readonly notes: readonly string[];
  /** Files that hold nothing to read and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** An event file whose first record is whole. */
type WholeFile = EventFile & { readonly head: { readonly kind: 'digest'; readonly digest: string } };

/** Values of a file have orders from its rank times this on. */
const valuesOfFile = 2 ** 32;

/** What is new in these folders against what is known, and which run each folder is. */
export function planRuns(folders: readonly RunFolder[], known: Known): Plan {
  const notes: string[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const byPath = new Map<string, string[]>();
  const byDigest = new Map<string, Set<string>>();
  for (const { sourceId, path } of known.runs.values()) {
    byPath.set(path, [...(byPath.get(path) ?? []), sourceId]);
    for (const { digest } of known.files.get(sourceId) ?? []) addPath(byDigest, digest, path);
  }
  const runs: PlannedRun[] = [];
  for (const folder of folders) {
    for (const { name, head } of folder.files) {
      const file = `${folder.path}/${name}`;
      if (head.kind === 'empty') notes.push(`\`${file}\` is empty`);
      else if (head.kind === 'unfinished') notes.push(`\`${file}\` holds no whole record yet`);
      else if (head.kind === 'foreign')
        skipped.push({ file, reason: 'no event file: its first length has a wrong checksum' });
      else if (head.kind === 'unreadable') skipped.push({ file, reason: 'cannot be read' });
    }
    const files = folder.files.filter((file): file is WholeFile => file.head.kind === 'digest');
    if (files.length === 0) continue;
    const run = planRun(folder.path, files, known, byPath.get(folder.path) ?? []);
    const digest = files[0]?.head.digest ?? '';
    const elsewhere = [...(byDigest.get(digest) ?? [])].filter((path) => path !== folder.path);
    if (elsewhere.length > 0 && !run.isKnown) {
      const others = elsewhere.map((path) => `\`${path}\``).join(', ');
      notes.push(`\`${folder.path}\` has the same first record as ${others}: taken as a run of its own`);
    }
    addPath(byDigest, digest, folder.path);
    runs.push(run);
  }
  return { runs, notes, skipped };
}

function planRun(path: string, files: readonly WholeFile[], known: Known, atPath: readonly string[]): PlannedRun {
  const sameFile = (file: WholeFile) => (other: FilePosition) =>
    other.name === file.name && other.digest === file.head.digest;
  const sourceId =
    atPath.find((id) => (known.files.get(id) ?? []).some((other) => files.some((file) => sameFile(file)(other)))) ??
    `${path}@${files[0]?.head.digest}`;
  const facts = known.runs.get(sourceId) ?? { sourceId, path, plugins: [], scalars: false, curves: false };
  const before = new Map((known.files.get(sourceId) ?? []).map((position) => [position.name, position]));
  const names = [...new Set([...before.keys(), ...files.map(({ name }) => name)])].sort(compare);
  const ranks = rankFiles(
    names.map((name) => {
      const rank = before.get(name)?.rank;
      return { name, ...(rank === undefined ? {} : { rank }) };
    }),
  );
  const planned = files.map((file) => planFile(file, sourceId, before.get(file.name), ranks.get(file.name)));
  const host = hostOf(files[0]?.name ?? '');
  return {
    facts,
    ...(host === undefined ? {} : { host }),
    isKnown: known.runs.has(sourceId),
    files: planned.filter(({ file, position }) => file.size > position.offset),
  };
}

function planFile(
  file: WholeFile,
  run: string,
  before: FilePosition | undefined,
  place: { readonly rank: number; readonly again: boolean } | undefined,
): PlannedFile {
  const { rank, again } = place ?? { rank: 0, again: false };
  // Another file of the same name is read from its beginning.
  const goesOn = before !== undefined && !again && before.digest === file.head.digest;
  const { offset, values, once } = goesOn ? before : { offset: 0, values: 0, once: [] };
  const position: FilePosition = {
    run,
    name: file.name,
    digest: file.head.digest,
    rank,
    offset,
    values,
    ...(once === undefined ? {} : { once }),
  };
  const { path } = file;
  const job = { path, offset, values, orderBase: rank * valuesOfFile, ...(once === undefined ? {} : { once }) };
  return { file, position, job };
}

function addPath(byDigest: Map<string, Set<string>>, digest: string, path: string): void {
  const paths = byDigest.get(digest);
  if (paths === undefined) byDigest.set(digest, new Set([path]));
  else paths.add(path);
}

/** The host in `events.out.tfevents.<seconds>.<host>[.<process>.<number>][.v2]`. */
function hostOf(name: string): string | undefined {
  const match = /tfevents\.\d+\.(.+)$/.exec(name);
  const host = match?.[1]?.replace(/\.(v2|profile-empty)$/, '').replace(/(\.\d+)+$/, '');
  return host === undefined || host === '' ? undefined : host;
}

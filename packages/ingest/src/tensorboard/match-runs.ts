import type { EventFile, RunFolder } from './find-runs.ts';
import type { FilePosition, Known, RunPosition } from './positions.ts';

/** An event file whose first record is whole. */
export type WholeFile = EventFile & { readonly head: { readonly kind: 'digest'; readonly digest: string } };

/** A folder, or a part of its files, and which run it is. */
export interface MatchedRun {
  readonly folder: RunFolder;
  /** Files that are asked for, and those beside them, whose first records are whole. */
  readonly files: readonly WholeFile[];
  readonly beside: readonly WholeFile[];
  /** The run as it is known; absent for a new one. */
  readonly known?: RunPosition;
  /** Known runs that turn out to be this one; all of their files are here. */
  readonly absorbs: readonly RunPosition[];
  /** Known runs that are this one, too, but have files that are not here: they stay for now. */
  readonly apart: readonly RunPosition[];
}

/**
 * Which of the known runs each folder is: one that has a file of the folder, and whose path is the folder's or a part of
 * it, or the other way round: then one of the two was seen from a folder further up. A run whose own folder is among the
 * folders is that one: what else has its files is a copy.
 */
export function matchRuns(folders: readonly RunFolder[], known: Known): MatchedRun[] {
  const byDigest = runsByDigest(known);
  const taken = new Set<string>();
  const candidates = folders.map((folder) => candidatesOf(folder, byDigest));
  const chosen = folders.map((folder, index) => {
    const exact = (candidates[index] ?? []).filter(({ path }) => path === folder.path);
    return choose([], exact, known, taken);
  });
  return folders.flatMap((folder, index) => {
    const related = (candidates[index] ?? []).filter(({ path }) => path !== folder.path && isPart(path, folder.path));
    const runs = choose(chosen[index] ?? [], related, known, taken);
    return divide(folder, runs, known);
  });
}

/** The known runs by the digests of their files. */
export function runsByDigest({ runs, files }: Known): Map<string, RunPosition[]> {
  const byDigest = new Map<string, RunPosition[]>();
  for (const run of runs.values()) {
    const read = (files.get(run.key) ?? []).map(({ digest }) => digest);
    for (const digest of new Set([...read, ...(run.seen ?? []).map(([, seen]) => seen)])) {
      const others = byDigest.get(digest);
      if (others === undefined) byDigest.set(digest, [run]);
      else others.push(run);
    }
  }
  return byDigest;
}

function candidatesOf(folder: RunFolder, byDigest: ReadonlyMap<string, readonly RunPosition[]>): RunPosition[] {
  const found = new Set<RunPosition>();
  for (const { head } of wholeFiles([...folder.files, ...folder.beside]))
    for (const run of byDigest.get(head.digest) ?? []) found.add(run);
  return [...found].sort((a, b) => depthOf(b.path) - depthOf(a.path) || (a.key < b.key ? -1 : 1));
}

/** Adds the candidates that can be one run with those chosen: two that have read the same file were copies. */
function choose(
  chosen: readonly RunPosition[],
  candidates: readonly RunPosition[],
  known: Known,
  taken: Set<string>,
): RunPosition[] {
  const runs = [...chosen];
  for (const run of candidates) {
    if (taken.has(run.key) || runs.some((other) => areCopies(run, other, known))) continue;
    runs.push(run);
    taken.add(run.key);
  }
  return runs;
}

function areCopies(a: RunPosition, b: RunPosition, { files }: Known): boolean {
  if (a.absorbing?.includes(b.key) === true || b.absorbing?.includes(a.key) === true) return false;
  const digests = new Set((files.get(a.key) ?? []).map(({ digest }) => digest));
  return (files.get(b.key) ?? []).some(({ digest }) => digests.has(digest));
}

/** Whether one path ends as the other: the root, `.`, is a part of every path. */
export function isPart(a: string, b: string): boolean {
  return a === '.' || b === '.' || `/${a}`.endsWith(`/${b}`) || `/${b}`.endsWith(`/${a}`);
}

export function depthOf(path: string): number {
  return path === '.' ? 0 : path.split('/').length;
}

/** The run goes on that has files elsewhere, since only what is here can be read anew. */
function divide(folder: RunFolder, runs: readonly RunPosition[], known: Known): MatchedRun[] {
  const files = wholeFiles(folder.files);
  const beside = wholeFiles(folder.beside);
  const here = [...files, ...beside];
  const isHere = (position: FilePosition): boolean => here.some((file) => isSame(file, position));
  const isWhole = (run: RunPosition): boolean => (known.files.get(run.key) ?? []).every(isHere);
  const nameOf = (run: RunPosition): string =>
    [...(known.files.get(run.key) ?? [])].map(({ name }) => name).sort()[0] ?? '';
  const [earliest] = [...runs].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const main = runs.find((run) => !isWhole(run)) ?? runs.find(({ absorbing }) => absorbing !== undefined) ?? earliest;
  const absorbs = runs.filter((run) => run !== main && isWhole(run));
  const apart = runs.filter((run) => run !== main && !isWhole(run));
  const ownerOf = (file: WholeFile): RunPosition | undefined =>
    apart.find((run) => (known.files.get(run.key) ?? []).some((position) => isSame(file, position)));
  const partOf = (run: RunPosition | undefined): Pick<MatchedRun, 'folder' | 'files' | 'beside'> => ({
    folder,
    files: files.filter((file) => ownerOf(file) === run),
    beside: beside.filter((file) => ownerOf(file) === run),
  });
  if (files.length === 0) return [];
  return [
    { ...partOf(undefined), ...(main === undefined ? {} : { known: main }), absorbs, apart },
    ...apart.map((run): MatchedRun => ({ ...partOf(run), known: run, absorbs: [], apart: [] })),
  ].filter((run) => run.files.length > 0 || run.absorbs.length > 0);
}

/** Whether a file is the one that a position speaks of. */
export function isSame(file: WholeFile, position: FilePosition): boolean {
  return file.name === position.name && file.head.digest === position.digest;
}

/** Those of the files whose first records are whole. */
export function wholeFiles(files: readonly EventFile[]): WholeFile[] {
  return files.filter((file): file is WholeFile => file.head.kind === 'digest');
}

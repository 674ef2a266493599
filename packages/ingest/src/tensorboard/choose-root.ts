import { sep } from 'node:path';
import { projectNameOf } from '../project-name.ts';
import type { Recorder } from '../recorder.ts';
import type { RunFolder } from './find-runs.ts';
import { runsByDigest, wholeFiles } from './match-runs.ts';
import { type Known, knownOf, type RunPosition } from './positions.ts';

/** The project that run folders belong to, what is known of it, and how their paths begin there. */
export interface ChosenRoot {
  readonly project: string;
  readonly known: Known;
  /** Empty, or the path of the given folder below one further up that came in before. */
  readonly prefix: string;
}

/**
 * The project is the one that was asked for, or the folder's. Where the folder is a part of one further up that came in
 * before, its runs are seen from there, and belong to that one's project, unless that was asked for by name. A project
 * that knows the runs by the very paths that they have here is the right one.
 */
export async function chooseRoot(
  root: string,
  isGuessed: boolean,
  folders: readonly RunFolder[],
  recorder: Recorder,
): Promise<ChosenRoot> {
  const project = recorder.project ?? projectNameOf(root);
  const known = knownOf(await recorder.positions(project));
  const own = { project, known, prefix: '' };
  if (countPrefixes(root, folders, known).has('')) return own;
  const isAsked = recorder.project !== undefined;
  const digests = folders.flatMap(({ files, beside }) =>
    wholeFiles([...files, ...beside]).map(({ head }) => head.digest),
  );
  const others = isAsked ? [] : (await recorder.projectsKnowing(digests)).filter((other) => other !== project);
  const candidates: (ChosenRoot & { readonly count: number })[] = [];
  for (const other of [project, ...others]) {
    const there = other === project ? known : knownOf(await recorder.positions(other));
    const isOpen = (run: RunPosition): boolean => run.isGuessed !== true && (isAsked || run.isAsked !== true);
    for (const [prefix, count] of countPrefixes(root, folders, there, isOpen)) {
      if (prefix !== '' || isGuessed) candidates.push({ project: other, known: there, prefix, count });
    }
  }
  const [best] = candidates.sort((a, b) => b.count - a.count || b.prefix.length - a.prefix.length);
  return best === undefined ? own : { project: best.project, known: best.known, prefix: best.prefix };
}

/** How often the known path of a run is that of its folder here behind a prefix, which the given folder's path ends with. */
function countPrefixes(
  root: string,
  folders: readonly RunFolder[],
  known: Known,
  isOpen: (run: RunPosition) => boolean = () => true,
): ReadonlyMap<string, number> {
  const byDigest = runsByDigest(known);
  const counts = new Map<string, number>();
  for (const { path, files, beside } of folders) {
    const runs = new Set(wholeFiles([...files, ...beside]).flatMap(({ head }) => byDigest.get(head.digest) ?? []));
    for (const run of runs) {
      const prefix = isOpen(run) ? prefixOf(run.path, path) : undefined;
      const isAbove = prefix === '' || root.split(sep).join('/').endsWith(`/${prefix}`);
      if (prefix !== undefined && isAbove) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  return counts;
}

function prefixOf(longer: string, path: string): string | undefined {
  if (longer === path) return '';
  if (path === '.') return longer;
  return longer.endsWith(`/${path}`) ? longer.slice(0, -path.length - 1) : undefined;
}

/** A path of a run below the folder that the prefix leads to. */
export function behind(prefix: string, path: string): string {
  if (prefix === '') return path;
  return path === '.' ? prefix : `${prefix}/${path}`;
}

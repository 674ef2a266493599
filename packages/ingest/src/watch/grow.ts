import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isFolder } from '../detect.ts';
import { isExperimentMeta, isRunMeta, metaOf, partOfFileStore } from '../mlflow/file-store-place.ts';
import { isEventFileName } from '../tensorboard/find-runs.ts';
import { whyUnreadable } from '../unreadable.ts';
import { type Entry, type Given, type Part, partKey, type Role } from './entry.ts';
import type { Forest } from './forest.ts';
import { type Child, childrenOf, isStoreNow, type Listing } from './roles.ts';
import { look, lookAtDatabase, type Seen } from './stamp.ts';

/** All of a database is looked through no more often. */
export const leastWholeMs = 15_000;
/** Times of change may be as coarse as this: what is read right after a change may have changed again in the same moment. */
export const coarseMs = 3_000;

/** Watches a path, a file or a folder; throws ImportError where there is nothing. */
export function addGiven(forest: Forest, path: string): Given {
  const given: Given = { path, root: undefined };
  forest.givens.push(given);
  const part = forest.from === 'tensorboard' ? undefined : partOfFileStore(path)?.only?.[0];
  if (isFolder(path, path))
    addEntry(forest, undefined, given, path, { name: path, kind: 'folder', role: roleOf(path, part) });
  else if (forest.from === 'tensorboard' || isEventFileName(basename(path))) {
    const events: Part = { kind: 'events', folder: dirname(path) };
    addEntry(forest, undefined, given, path, { name: path, kind: 'file', role: { kind: 'search' }, part: events });
  } else addEntry(forest, undefined, given, path, { name: path, kind: 'database', role: { kind: 'search' } });
  return given;
}

function roleOf(path: string, part: { readonly experiment: string; readonly run?: string } | undefined): Role {
  if (part === undefined) return { kind: 'search' };
  const { experiment, run } = part;
  return run === undefined
    ? { kind: 'experiment', store: dirname(path), experiment }
    : { kind: 'run', store: dirname(dirname(path)), experiment, run };
}

/** Looks at an entry; what is other than before is noted, and what is new in a folder is watched from now on. */
export function examine(forest: Forest, entry: Entry): void {
  const seen = entry.kind === 'database' ? lookAtDatabase(entry.path) : look(entry.path);
  if (seen.kind !== 'there') {
    miss(forest, entry, seen);
    return;
  }
  const { stamp, size, changed } = seen;
  if (stamp !== entry.stamp) {
    Object.assign(entry, { stamp, size, modified: changed });
    touch(forest, entry);
    if (entry.kind !== 'folder') return;
    entry.readAgainAt = forest.now + coarseMs;
    readFolder(forest, entry);
  } else if (entry.readAgainAt !== undefined && entry.readAgainAt <= forest.now) {
    entry.readAgainAt = undefined;
    readFolder(forest, entry);
  }
}

function miss(forest: Forest, entry: Entry, seen: Exclude<Seen, { readonly kind: 'there' }>): void {
  if (seen.kind === 'gone' && entry.parent !== undefined) {
    drop(forest, entry, true);
    return;
  }
  const stamp = seen.kind === 'gone' ? 'gone' : seen.reason;
  if (stamp === entry.stamp) return;
  // The given path itself may come back.
  entry.stamp = stamp;
  if (seen.kind === 'unreadable')
    forest.news.unreadable.push({ path: entry.path, reason: `\`${entry.path}\` ${seen.reason}` });
  else {
    forest.news.gone.push(entry.path);
    for (const child of [...entry.children.values()]) drop(forest, child, false);
  }
}

/** The entry has changed: it is looked at often for a while, with all of its part. */
export function touch(forest: Forest, entry: Entry): void {
  entry.changedAt = forest.now;
  forest.hot.add(entry);
  const { unit } = entry;
  if (unit === undefined) return;
  forest.news.changed.add(unit);
  if (unit.part.kind === 'mlflow' && entry.name === 'meta.yaml') unit.hasEnded = hasEnded(entry);
  if (entry.isLesser || unit.heatedAt === forest.now) return;
  unit.heatedAt = forest.now;
  for (const other of unit.entries) {
    if (other.isLesser) continue;
    other.changedAt = forest.now;
    forest.hot.add(other);
  }
}

/** Status 3 to 5, in older stores by their names. */
function hasEnded({ path }: Entry): boolean {
  const status = /^status:\s*(\S+)/m.exec(metaOf(dirname(path)) ?? '')?.[1];
  return status !== undefined && ['3', '4', '5', 'FINISHED', 'FAILED', 'KILLED'].includes(status.replace(/['"]/g, ''));
}

/** Reads what is in a folder, and watches what is new. */
export function readFolder(forest: Forest, folder: Entry): void {
  const listing = list(forest, folder);
  if (listing === undefined) return;
  if (folder.role.kind === 'search' && forest.from !== 'tensorboard' && becomesStore(forest, folder, listing)) return;
  const { role } = folder;
  const children = childrenOf(folder, listing, forest.from);
  const names = new Set(children.map(({ name }) => name));
  for (const child of [...folder.children.values()]) if (!names.has(child.name)) drop(forest, child, true);
  for (const child of children) {
    // A child may have shown that the folder is another thing.
    if (folder.role !== role) return;
    if (!folder.children.has(child.name)) addEntry(forest, folder, folder.given, join(folder.path, child.name), child);
  }
}

/** A folder with experiments is a store from then on; so is that of a folder that turns out to be an experiment. */
function becomesStore(forest: Forest, folder: Entry, listing: Listing): boolean {
  const meta = listing.files.includes('meta.yaml') ? (metaOf(folder.path) ?? '') : '';
  if (folder.parent === undefined && (isExperimentMeta(meta) || isRunMeta(meta))) {
    folder.role = roleOf(folder.path, partOfFileStore(folder.path)?.only?.[0]);
    replant(forest, folder);
    return true;
  }
  if (folder.parent?.role.kind === 'search' && isExperimentMeta(meta)) {
    folder.parent.role = { kind: 'store' };
    replant(forest, folder.parent);
    return true;
  }
  if (!isStoreNow(folder, listing)) return false;
  folder.role = { kind: 'store' };
  replant(forest, folder);
  return true;
}

function replant(forest: Forest, folder: Entry): void {
  for (const child of [...folder.children.values()]) drop(forest, child, false);
  readFolder(forest, folder);
}

function list(forest: Forest, { path }: Entry): Listing | undefined {
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    forest.news.unreadable.push({ path, reason: `\`${path}\` ${whyUnreadable(error)}` });
    return undefined;
  }
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const kind = entry.isSymbolicLink() ? statOf(join(path, entry.name)) : entry;
    if (kind?.isDirectory() === true) folders.push(entry.name);
    else if (kind?.isFile() === true) files.push(entry.name);
  }
  return { folders, files };
}

function statOf(path: string): Pick<Dirent, 'isFile' | 'isDirectory'> | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function addEntry(forest: Forest, parent: Entry | undefined, given: Given, path: string, child: Child): void {
  if (forest.byPath.has(path)) return;
  const entry: Entry = {
    path,
    name: child.name,
    kind: child.kind,
    parent,
    given,
    role: child.role,
    unit: undefined,
    stamp: '',
    size: 0,
    modified: 0,
    changedAt: Number.NEGATIVE_INFINITY,
    readAgainAt: undefined,
    isLesser: child.isLesser === true,
    children: new Map(),
    isGone: false,
  };
  if (entry.kind === 'folder' && !takePlace(forest, entry)) return;
  forest.byPath.set(path, entry);
  forest.entries.push(entry);
  parent?.children.set(entry.name, entry);
  if (child.part !== undefined) enterPart(forest, entry, child.part);
  if (entry.kind === 'database') forest.candidates.add(entry);
  examine(forest, entry);
}

/** The entry belongs to a part from now on. */
export function enterPart(forest: Forest, entry: Entry, part: Part): void {
  const key = partKey(part);
  const unit = forest.units.get(key) ?? {
    part,
    given: entry.given,
    entries: new Set(),
    hasEnded: false,
    isKnown: false,
    heatedAt: undefined,
    wholeAt: forest.now,
    wholeEveryMs: leastWholeMs,
    isWhole: false,
    dueAt: undefined,
  };
  forest.units.set(key, unit);
  unit.entries.add(entry);
  entry.unit = unit;
}

/** False where the folder is watched by another path already. */
function takePlace(forest: Forest, entry: Entry): boolean {
  try {
    const place = realpathSync(entry.path);
    if (forest.byPlace.get(place)?.isGone === false) return false;
    forest.byPlace.set(place, entry);
    return true;
  } catch {
    // It went since it was listed.
    return false;
  }
}

/** The entry, with all below it, is watched no more; `tells` says that it is gone, if anything of it came in. */
export function drop(forest: Forest, entry: Entry, tells: boolean): void {
  const isTold = tells && holdsData(entry);
  const rest = [entry];
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    rest.push(...one.children.values());
    one.isGone = true;
    forest.byPath.delete(one.path);
    forest.hot.delete(one);
    forest.candidates.delete(one);
    const { unit } = one;
    if (unit === undefined) continue;
    unit.entries.delete(one);
    if (unit.entries.size === 0) forest.units.delete(partKey(unit.part));
  }
  entry.parent?.children.delete(entry.name);
  if (isTold) forest.news.gone.push(entry.path);
}

/** Event files, databases, and folders with any, or with runs; nothing inside a run. */
function holdsData(entry: Entry): boolean {
  if (entry.kind === 'database') return entry.unit !== undefined;
  if (entry.role.kind === 'run' && entry.parent?.role.kind === 'run') return false;
  if (entry.kind === 'file') return entry.unit?.part.kind === 'events';
  return entry.role.kind !== 'search' || [...entry.children.values()].some(holdsData);
}

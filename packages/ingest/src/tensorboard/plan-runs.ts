import { isDeepStrictEqual } from 'node:util';
import { compare, type EventFile, type RunFolder } from './find-runs.ts';
import { depthOf, isSame, type MatchedRun, matchRuns, type WholeFile } from './match-runs.ts';
import type { FileJob } from './parsed.ts';
import type { FilePosition, Known, RunPosition } from './positions.ts';
import { rankFiles } from './rank-files.ts';

/** A run folder with what is to be read of it. */
export interface PlannedRun {
  readonly facts: RunPosition;
  /** The source id under which the run is known so far, where that is another. */
  readonly formerId?: string;
  readonly host?: string;
  /** What is to be read, in lexicographic order of names; none where nothing is new. */
  readonly files: readonly PlannedFile[];
  /** Whether the run came in before, and whether it is called, or known to have files, otherwise than then. */
  readonly isKnown: boolean;
  readonly isChanged: boolean;
  /** Known runs that have turned out to be this one, with their files: what they hold is read into it. */
  readonly absorbs: readonly AbsorbedRun[];
}

export interface AbsorbedRun {
  readonly facts: RunPosition;
  readonly files: readonly FilePosition[];
}

export interface PlannedFile {
  readonly file: EventFile;
  readonly position: FilePosition;
  readonly job: FileJob;
}

export interface Plan {
  readonly runs: readonly PlannedRun[];
  readonly notes: readonly string[];
  /** What is true of files that are being written. */
  readonly passing: readonly string[];
  /** Files that hold nothing to read and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** Values of a file have orders from its rank times this on. */
const valuesOfFile = 2 ** 32;

/** Where folders are seen from, and what is said of runs that are seen from there. */
export interface View {
  readonly isGuessed: boolean;
  readonly isAsked: boolean;
  /** How a file is called in what is told. */
  readonly nameOf: (file: EventFile) => string;
}

/** What is new in these folders against what is known, and which run each folder is. */
export function planRuns(folders: readonly RunFolder[], known: Known, view: View): Plan {
  const notes: string[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const passing: string[] = [];
  for (const folder of folders) lookAtHeads(folder, view, passing, skipped);
  const keys = new Set(known.runs.keys());
  const runs = matchRuns(folders, known).map((matched) => planRun(matched, known, view, keys, notes));
  noteTwins(runs, known, notes);
  return { runs, notes, passing, skipped };
}

function lookAtHeads(
  { files }: RunFolder,
  { nameOf }: View,
  passing: string[],
  skipped: { file: string; reason: string }[],
): void {
  for (const found of files) {
    const { head } = found;
    const file = nameOf(found);
    if (head.kind === 'empty') passing.push(`\`${file}\` is empty`);
    else if (head.kind === 'unfinished') passing.push(`\`${file}\` holds no whole record yet`);
    else if (head.kind === 'foreign')
      skipped.push({ file, reason: 'no event file: its first length has a wrong checksum' });
    else if (head.kind === 'unreadable') skipped.push({ file, reason: head.reason });
  }
}

function planRun(
  matched: MatchedRun,
  known: Known,
  { isGuessed, isAsked }: View,
  keys: Set<string>,
  notes: string[],
): PlannedRun {
  const { folder, files, beside, known: main, absorbs, apart } = matched;
  const positions = main === undefined ? [] : (known.files.get(main.key) ?? []);
  const absorbed = absorbs.map((facts) => ({ facts, files: known.files.get(facts.key) ?? [] }));
  const place = placeOf([main ?? [], absorbs, { path: folder.path, ...(isGuessed ? { isGuessed } : {}) }].flat());
  const here = new Map([...beside, ...files].map((file) => [file.name, file]));
  const seen = new Map([main ?? [], absorbs].flat().flatMap((run) => run.seen ?? []));
  for (const { name, head } of beside) seen.set(name, head.digest);
  for (const { name } of [...positions, ...files]) seen.delete(name);
  const names = [...new Set([...positions.map(({ name }) => name), ...seen.keys(), ...here.keys()])].sort(compare);
  const before = new Map(positions.map((position) => [position.name, position]));
  const [first = ''] = names;
  const sourceId = `${place.path}@${here.get(first)?.head.digest ?? before.get(first)?.digest ?? seen.get(first)}`;
  const key = main?.key ?? freeKey(sourceId, keys);
  const absorbing = absorbs.length === 0 ? {} : { absorbing: absorbs.map((run) => run.key) };
  const { isGuessed: _isGuessed, absorbing: _absorbing, seen: _seen, ...rest } = main ?? emptyFacts;
  const ranks = rankFiles(
    names.map((name) => {
      const rank = before.get(name)?.rank;
      return { name, ...(rank === undefined ? {} : { rank }) };
    }),
  );
  // What other runs have read is read again into this one, as is what has changed its place in the order.
  const reads = [...here.values()].filter(
    (file) =>
      files.includes(file) ||
      ranks.get(file.name)?.again === true ||
      absorbed.some((run) => run.files.some((position) => isSame(file, position))),
  );
  const lost = names.filter((name) => ranks.get(name)?.again === true && !here.has(name));
  if (lost.length > 0)
    notes.push(`\`${folder.path}\`: the order among ${lost.length} of its files is lost, import the whole folder`);
  const planned = reads
    .sort((a, b) => compare(a.name, b.name))
    .map((file) => planFile(file, key, before.get(file.name), ranks.get(file.name)));
  const host = hostOf(first);
  for (const { path } of apart)
    notes.push(
      `\`${folder.path}\` and \`${path}\` are one run, seen in parts: importing a folder with all of its files joins them`,
    );
  const sightings = [...seen].sort(([a], [b]) => compare(a, b));
  const others = { ...(isAsked ? { isAsked } : {}), ...(seen.size === 0 ? {} : { seen: sightings }) };
  const facts: RunPosition = { ...rest, key, sourceId, ...place, ...absorbing, ...others };
  return {
    facts,
    ...(main === undefined || main.sourceId === sourceId ? {} : { formerId: main.sourceId }),
    ...(host === undefined ? {} : { host }),
    isKnown: main !== undefined,
    isChanged: main !== undefined && !isDeepStrictEqual(namesOf(main), namesOf(facts)),
    files: planned.filter(({ file, position }) => file.size > position.offset),
    absorbs: absorbed,
  };
}

function namesOf({ sourceId, isGuessed, isAsked, seen }: RunPosition): unknown {
  return { sourceId, isGuessed, isAsked, seen };
}

const emptyFacts: Omit<RunPosition, 'key' | 'sourceId' | 'path'> = { plugins: [], scalars: false, curves: false };

type Place = Pick<RunPosition, 'path' | 'isGuessed'>;

/** Of several paths of a run the one below a folder that was given counts, and of those the longest. */
function placeOf(places: readonly Place[]): Place {
  const [best = { path: '.' }] = [...places].sort(
    (a, b) => Number(a.isGuessed === true) - Number(b.isGuessed === true) || depthOf(b.path) - depthOf(a.path),
  );
  return { path: best.path, ...(best.isGuessed === true ? { isGuessed: true } : {}) };
}

/** A run that has become another may still have the key that its id was. */
function freeKey(sourceId: string, keys: Set<string>): string {
  let key = sourceId;
  for (let count = 2; keys.has(key); count++) key = `${sourceId}~${count}`;
  keys.add(key);
  return key;
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

/** Tells of new runs that have the first record, or the path, of another: only the person knows whether they are one. */
function noteTwins(runs: readonly PlannedRun[], known: Known, notes: string[]): void {
  const gone = new Set(runs.flatMap(({ absorbs }) => absorbs.map(({ facts }) => facts.key)));
  const current = new Map(runs.map(({ facts }) => [facts.key, facts]));
  const others = [...known.runs.values()].filter(({ key }) => !gone.has(key) && !current.has(key));
  const byDigest = new Map<string, Set<string>>();
  const paths = new Set(others.map(({ path }) => path));
  const add = (digest: string, path: string): void => {
    const held = byDigest.get(digest);
    if (held === undefined) byDigest.set(digest, new Set([path]));
    else held.add(path);
  };
  for (const { key, path } of others) for (const { digest } of known.files.get(key) ?? []) add(digest, path);
  for (const { facts, isKnown } of runs) {
    const digest = facts.sourceId.slice(facts.sourceId.lastIndexOf('@') + 1);
    const elsewhere = [...(byDigest.get(digest) ?? [])].filter((path) => path !== facts.path);
    if (elsewhere.length > 0 && !isKnown) {
      const same = elsewhere.map((path) => `\`${path}\``).join(', ');
      notes.push(`\`${facts.path}\` has the same first record as ${same}: taken as a run of its own`);
    } else if (!isKnown && paths.has(facts.path)) {
      notes.push(
        `\`${facts.path}\` has the path of another run and none of its files: taken as a run of its own; if the two are one, importing a folder that holds the files of both joins them`,
      );
    }
    add(digest, facts.path);
  }
}

/** The host in `events.out.tfevents.<seconds>.<host>[.<process>.<number>][.v2]`. */
function hostOf(name: string): string | undefined {
  const match = /tfevents\.\d+\.(.+)$/.exec(name);
  const host = match?.[1]?.replace(/\.(v2|profile-empty)$/, '').replace(/(\.\d+)+$/, '');
  return host === undefined || host === '' ? undefined : host;
}

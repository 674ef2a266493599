import type { Catalog, Goal, NameEntry, NameKind, ProjectEntry, RunMatches } from './catalog.ts';
import { foldName } from './fold-name.ts';
import { groupBy } from './group-by.ts';
import { distanceFrom } from './nearest-names.ts';

/** What a store says of its names, as plain rows. */
export interface CatalogRows {
  readonly version: number;
  readonly projects: readonly ProjectEntry[];
  readonly names: readonly NameEntry[];
  /** Goals that are set, by the id of the metric's name. */
  readonly goals: readonly { readonly name: number; readonly goal: Goal }[];
}

/** Each index is made when it is first asked for: a snapshot may live for one query. */
interface KindIndex {
  readonly exact: () => ReadonlyMap<string, readonly NameEntry[]>;
  readonly folded: () => ReadonlyMap<string, readonly NameEntry[]>;
  /** Most used first. */
  readonly all: () => readonly NameEntry[];
  /** By folded name. */
  readonly sorted: () => readonly NameEntry[];
  readonly entries: readonly NameEntry[];
}

const nothing: readonly NameEntry[] = [];
const unknownRun: RunMatches = { by: 'none', runs: [], nearest: [] };

/** The catalog of a snapshot of rows, each index made once. Names that no run has any more are left out. */
export function makeCatalog(rows: CatalogRows): Catalog {
  const used = rows.names.filter((entry) => entry.runs > 0);
  const index: Readonly<Record<NameKind, KindIndex>> = {
    metric: indexKind(used.filter((entry) => entry.kind === 'metric')),
    param: indexKind(used.filter((entry) => entry.kind === 'param')),
    tag: indexKind(used.filter((entry) => entry.kind === 'tag')),
  };
  const goals = new Map(rows.goals.map((row) => [row.name, row.goal]));
  return {
    projects: rows.projects,
    version: rows.version,
    exact: (kind, name) => index[kind].exact().get(name) ?? nothing,
    folded: (kind, name) => index[kind].folded().get(foldName(name)) ?? nothing,
    withPrefix: (kind, prefix) => withPrefix(index[kind].sorted(), prefix),
    all: (kind) => index[kind].all(),
    nearest: (name, kinds, limit, projects) =>
      nearest(
        kinds.map((kind) => index[kind].entries),
        name,
        limit,
        projects,
      ),
    goal: (nameId) => goals.get(nameId),
    runsNamed: () => unknownRun,
  };
}

/** The same catalog, knowing what the run texts of one query mean; other texts match nothing. */
export function withRuns(catalog: Catalog, matches: ReadonlyMap<string, RunMatches>): Catalog {
  return { ...catalog, runsNamed: (text) => matches.get(text) ?? unknownRun };
}

function indexKind(entries: readonly NameEntry[]): KindIndex {
  return {
    exact: once(() => groupBy(entries, (entry) => entry.name)),
    folded: once(() => groupBy(entries, (entry) => foldName(entry.name))),
    all: once(() => entries.toSorted(mostUsedFirst)),
    sorted: once(() => {
      const keyed = entries.map((entry) => ({ entry, key: foldName(entry.name) }));
      return keyed.sort((a, b) => compareText(a.key, b.key)).map((item) => item.entry);
    }),
    entries,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function withPrefix(sorted: readonly NameEntry[], prefix: string): readonly NameEntry[] {
  const start = `${foldName(prefix)}.`;
  const found: NameEntry[] = [];
  for (let i = firstNotBefore(sorted, start); i < sorted.length; i++) {
    const entry = sorted[i];
    if (entry === undefined || !foldName(entry.name).startsWith(start)) break;
    found.push(entry);
  }
  return found.sort(mostUsedFirst);
}

function firstNotBefore(sorted: readonly NameEntry[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = sorted[middle];
    if (entry !== undefined && foldName(entry.name) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(
  lists: readonly (readonly NameEntry[])[],
  name: string,
  limit: number,
  projects: ReadonlySet<number> | undefined,
): readonly NameEntry[] {
  const distanceTo = distanceFrom(name);
  const found: { readonly entry: NameEntry; readonly distance: number }[] = [];
  for (const entries of lists) {
    for (const entry of entries) {
      if (projects !== undefined && !projects.has(entry.project)) continue;
      const distance = distanceTo(entry.name);
      if (distance !== undefined) found.push({ entry, distance });
    }
  }
  found.sort((a, b) => a.distance - b.distance || mostUsedFirst(a.entry, b.entry));
  const farthest = Math.max(1, found[0]?.distance ?? 0);
  return found
    .filter((item) => item.distance <= farthest)
    .slice(0, limit)
    .map((item) => item.entry);
}

function mostUsedFirst(a: NameEntry, b: NameEntry): number {
  return b.runs - a.runs || compareText(a.name, b.name) || a.project - b.project;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

import type { Catalog, NameEntry, NameKind } from '../catalog/catalog.ts';
import { groupBy } from '../catalog/group-by.ts';
import type { KeyRef, MetricRef } from './bound.ts';

/** A name that was found, over all projects in reach. */
export interface FoundName {
  readonly kind: NameKind;
  /** As stored. */
  readonly name: string;
  /** Whether it was written as stored. */
  readonly exact: boolean;
  readonly ids: readonly number[];
  /** The project of the only id. */
  readonly project?: number;
  readonly others: readonly number[];
  readonly types: number;
  readonly runs: number;
  /** The position in the list that its value is. */
  readonly element?: number;
}

/** What a look-up gives: the name, or several that are all equal but for `.` and `/`, or nothing. */
export type NameLookup =
  | { readonly kind: 'found'; readonly name: FoundName }
  | { readonly kind: 'several'; readonly names: readonly FoundName[] }
  | { readonly kind: 'none' };

type Reach = ReadonlySet<number> | undefined;

/** Looks a name of one kind up: the exact spelling wins, then `.` and `/` are one unless it was quoted. */
export function lookUp(catalog: Catalog, reach: Reach, kind: NameKind, text: string, quoted: boolean): NameLookup {
  const exact = within(catalog.exact(kind, text), reach);
  const folded = quoted ? exact : within(catalog.folded(kind, text), reach);
  if (exact.length > 0) {
    const others = folded.filter((entry) => entry.name !== text);
    return { kind: 'found', name: foundName(kind, exact, true, others) };
  }
  const names = [...groupBy(folded, (entry) => entry.name).values()].map((entries) =>
    foundName(kind, entries, false, []),
  );
  const [first] = names;
  if (first === undefined) return { kind: 'none' };
  return names.length === 1 ? { kind: 'found', name: first } : { kind: 'several', names };
}

/** The entries of projects in reach. */
export function within(entries: readonly NameEntry[], reach: Reach): readonly NameEntry[] {
  return reach === undefined ? entries : entries.filter((entry) => reach.has(entry.project));
}

/** One name of all its entries, which share kind and text. */
export function foundName(
  kind: NameKind,
  entries: readonly NameEntry[],
  exact: boolean,
  others: readonly NameEntry[],
): FoundName {
  return {
    kind,
    name: entries[0]?.name ?? '',
    exact,
    ids: entries.map((entry) => entry.id),
    ...(entries.length === 1 && entries[0] !== undefined ? { project: entries[0].project } : {}),
    others: others.map((entry) => entry.id),
    types: entries.reduce((bits, entry) => bits | entry.types, 0),
    runs: entries.reduce((sum, entry) => sum + entry.runs, 0),
  };
}

/** What a metric that was found is referred to by. */
export function metricRef({ name, ids, project, others }: FoundName): MetricRef {
  return { name, ids, ...(project === undefined ? {} : { project }), others };
}

/** What a param or tag that was found is referred to by. */
export function keyRef({ name, ids, project, others, types }: FoundName): KeyRef {
  return { name, ids, ...(project === undefined ? {} : { project }), others, types };
}

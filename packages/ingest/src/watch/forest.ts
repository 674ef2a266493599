import type { SourceKind } from '../source.ts';
import type { Unreadable } from '../walk.ts';
import type { Entry, Given, Unit } from './entry.ts';

/** Everything below the given paths that is watched. */
export interface Forest {
  readonly from: SourceKind | undefined;
  readonly givens: Given[];
  readonly units: Map<string, Unit>;
  /** Every entry, in the order in which they came; those that are gone are still among them. */
  entries: Entry[];
  readonly byPath: Map<string, Entry>;
  /** Folders by where they really are: each is watched once. */
  readonly byPlace: Map<string, Entry>;
  /** Those that have changed lately. */
  readonly hot: Set<Entry>;
  /** Databases of which it is not known whether they are MLflow's. */
  readonly candidates: Set<Entry>;
  readonly news: News;
  /** Milliseconds; only differences mean anything. */
  now: number;
}

/** What looking has found since it was last taken. */
export interface News {
  readonly changed: Set<Unit>;
  readonly gone: string[];
  readonly unreadable: Unreadable[];
}

/** Nothing is watched yet. */
export function createForest(from: SourceKind | undefined): Forest {
  return {
    from,
    givens: [],
    units: new Map(),
    entries: [],
    byPath: new Map(),
    byPlace: new Map(),
    hot: new Set(),
    candidates: new Set(),
    news: { changed: new Set(), gone: [], unreadable: [] },
    now: 0,
  };
}

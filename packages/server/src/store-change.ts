/** Something in a store is other than before: what is shown of it may be asked for again. */
export interface StoreChange {
  /** The number of the last batch or edit in it; never less than that of a change before it. */
  readonly revision: number;
  /** The names of the projects that it is in; absent: it may be in any. */
  readonly projects?: readonly string[];
  /** What is other; absent: it may be anything. */
  readonly parts?: readonly ChangedPart[];
}

/**
 * `runs`: there are others, or their fields, params or tags are others (the last step and the time of the last point are
 * fields, so new points come with it); `points`, `artifacts`, `lineage`, `goals`, `views` by their names.
 */
export type ChangedPart = 'runs' | 'points' | 'artifacts' | 'lineage' | 'goals' | 'views';

/** What somebody who follows a store hears: once that it is followed from here on, then what changes. */
export type FollowEvent =
  | { readonly kind: 'following'; readonly revision: number }
  | { readonly kind: 'changed'; readonly change: StoreChange };

export type FollowRequest = Readonly<Record<string, never>>;

/** Two changes as one that says both. */
export function mergeChanges(a: StoreChange, b: StoreChange): StoreChange {
  const projects = union(a.projects, b.projects);
  const parts = union(a.parts, b.parts);
  return {
    revision: Math.max(a.revision, b.revision),
    ...(projects === undefined ? {} : { projects }),
    ...(parts === undefined ? {} : { parts }),
  };
}

function union<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] | undefined {
  return a === undefined || b === undefined ? undefined : [...new Set([...a, ...b])];
}

import type { Edge, Run, World } from '../world.ts';

export type Relation = 'ancestor' | 'descendant' | 'child' | 'parent' | 'sibling';

/** The runs that stand in this relation to any of the given, over edges of these kinds (none: of all), the given themselves only where they are kin too. */
export function kinOf(
  relation: Relation,
  of: ReadonlySet<string>,
  world: World,
  kinds: readonly string[],
  within: number,
): ReadonlySet<string> {
  const edges = world.edges.filter((edge) => kinds.length === 0 || kinds.includes(edge.kind));
  const all = [...of].map((id) => {
    const found = relativesOf(relation, id, edges, within);
    found.delete(id);
    return found;
  });
  return new Set(all.flatMap((found) => [...found]));
}

/** A run's parents in the order in which they were logged. */
export function parentsOf(id: string, world: World): readonly Run[] {
  const ids = [...new Set(world.edges.filter((edge) => edge.child === id).map((edge) => edge.parent))];
  return ids.flatMap((parent) => world.runs.find((run) => run.id === parent) ?? []);
}

/** How many runs have it as a parent. */
export function childrenCount(id: string, world: World): number {
  return new Set(world.edges.filter((edge) => edge.parent === id).map((edge) => edge.child)).size;
}

/** The nearest runs without parents, and how many edges lie between; none where every way up ends in a cycle. */
export function rootsOf(id: string, world: World): { readonly depth: number; readonly roots: readonly Run[] } | null {
  let generation = new Set([id]);
  const seen = new Set<string>();
  for (let depth = 0; generation.size > 0; depth++) {
    const roots = [...generation].filter((each) => parentsOf(each, world).length === 0);
    if (roots.length > 0)
      return { depth, roots: roots.flatMap((each) => world.runs.find((run) => run.id === each) ?? []) };
    for (const each of generation) seen.add(each);
    const above = [...generation].flatMap((each) => parentsOf(each, world).map((run) => run.id));
    generation = new Set(above.filter((each) => !seen.has(each)));
  }
  return null;
}

function relativesOf(relation: Relation, id: string, edges: readonly Edge[], within: number): Set<string> {
  switch (relation) {
    case 'descendant':
      return walk(id, (each) => children(each, edges), within);
    case 'ancestor':
      return walk(id, (each) => parents(each, edges), within);
    case 'child':
      return new Set(children(id, edges));
    case 'parent':
      return new Set(parents(id, edges));
    case 'sibling':
      return new Set(parents(id, edges).flatMap((each) => children(each, edges)));
  }
}

function walk(start: string, next: (id: string) => readonly string[], within: number): Set<string> {
  const found = new Set<string>();
  let generation = [start];
  for (let depth = 1; depth <= within && generation.length > 0; depth++) {
    generation = [...new Set(generation.flatMap(next))].filter((each) => !found.has(each));
    for (const each of generation) found.add(each);
  }
  return found;
}

function children(id: string, edges: readonly Edge[]): readonly string[] {
  return edges.filter((edge) => edge.parent === id).map((edge) => edge.child);
}

function parents(id: string, edges: readonly Edge[]): readonly string[] {
  return edges.filter((edge) => edge.child === id).map((edge) => edge.parent);
}

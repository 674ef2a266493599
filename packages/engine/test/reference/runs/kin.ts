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
  const edges = world.lineage.filter((edge) => kinds.length === 0 || kinds.includes(edge.kind));
  const all = [...of].map((id) => {
    const found = relativesOf(relation, id, edges, within);
    found.delete(id);
    return found;
  });
  return new Set(all.flatMap((found) => [...found]));
}

/** A run's parents in the order in which they were logged. */
export function parentsOf(id: string, world: World): readonly Run[] {
  const ids = [...new Set(world.lineage.filter((edge) => edge.child === id).map((edge) => edge.parent))];
  return ids.flatMap((parent) => world.runs.find((run) => run.id === parent) ?? []);
}

/** How many runs have it as a parent. */
export function childrenCount(id: string, world: World): number {
  return new Set(world.lineage.filter((edge) => edge.parent === id).map((edge) => edge.child)).size;
}

/** How many edges lie between a run and the nearest without parents; null where every way up ends in a cycle. */
export function depthOf(id: string, world: World): number | null {
  const ups = [id, ...relativesOf('ancestor', id, world.lineage, Number.POSITIVE_INFINITY)];
  const roots = ups.filter((each) => parentsOf(each, world).length === 0);
  if (roots.includes(id)) return 0;
  const depths = Array.from({ length: world.runs.length }, (_, at) => at + 1);
  return (
    depths.find((depth) => roots.some((root) => relativesOf('ancestor', id, world.lineage, depth).has(root))) ?? null
  );
}

/** All runs without parents above a run, or itself if it has none. */
export function rootsOf(id: string, world: World): readonly Run[] {
  const ups = new Set([id, ...relativesOf('ancestor', id, world.lineage, Number.POSITIVE_INFINITY)]);
  return world.runs.filter((run) => ups.has(run.id) && parentsOf(run.id, world).length === 0);
}

/** The root to which the first logged parents lead; none where they end in a cycle. */
export function firstRootOf(id: string, world: World, seen: readonly string[] = []): Run | null {
  const [parent] = parentsOf(id, world);
  if (parent === undefined) return world.runs.find((run) => run.id === id) ?? null;
  return seen.includes(parent.id) ? null : firstRootOf(parent.id, world, [...seen, parent.id]);
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

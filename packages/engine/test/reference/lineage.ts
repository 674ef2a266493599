import type { Edge, World } from './world.ts';

/**
 * A world with all its edges in the order in which they are logged, project by project: those that are said, then from
 * each run that made an artifact to each that used the same bytes.
 */
export function withLineage(world: Omit<World, 'lineage'>): World {
  const places = new Map(
    world.projects
      .flatMap((project) => world.runs.filter((run) => run.project === project))
      .map((run, at) => [run.id, at]),
  );
  const placeOf = (id: string) => places.get(id) ?? -1;
  const known: Edge[] = [];
  const add = (edge: Edge) => {
    if (!known.some((each) => each.parent === edge.parent && each.child === edge.child && each.kind === edge.kind))
      known.push(edge);
  };
  for (const [at, project] of world.projects.entries()) {
    const there = world.projects.slice(0, at + 1);
    const runs = world.runs.filter((run) => there.includes(run.project));
    for (const edge of world.edges) if (runs.some((run) => run.id === edge.child && run.project === project)) add(edge);
    const derived = runs.flatMap((maker) =>
      runs
        .filter((user) => user !== maker && usesOf(maker, user))
        .map((user): Edge => ({ parent: maker.id, child: user.id, kind: 'derived', step: null })),
    );
    for (const edge of derived.toSorted(
      (a, b) => placeOf(a.parent) - placeOf(b.parent) || placeOf(a.child) - placeOf(b.child),
    ))
      add(edge);
  }
  return { ...world, lineage: known };
}

type Run = World['runs'][number];

function usesOf(maker: Run, user: Run): boolean {
  const made = maker.artifacts.filter(({ role }) => role === 'made').map(({ digest }) => digest);
  return user.artifacts.some(({ role, digest }) => role === 'used' && digest !== null && made.includes(digest));
}

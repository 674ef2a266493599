import type { Edges } from '../local/kin.ts';
import { hasCycle, walkLineage } from '../local/lineage.ts';
import type { BuiltStep } from '../sql/build.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { edgesIn } from './find-kin.ts';
import type { ListedColumn, Listing } from './list-rows.ts';
import { type Results, runsOf } from './results.ts';
import { readRuns } from './run-set.ts';

type Built = Extract<BuiltStep, { kind: 'list-lineage' }>;

/** A row for each run on the ways up and down, by depth, then by id; says whether a cycle ended a walk. */
export async function listLineage(built: Built, results: Results, asking: Asking): Promise<Listing> {
  const { step } = built;
  const starts = runsOf(results, step.of);
  if (starts.length === 0) return { count: 0, columns: new Map(), owners: starts };
  const edges = joined(
    await Promise.all(
      [built.up, built.down].map(async (statement) =>
        statement === undefined ? undefined : edgesIn(await asking.postgres(fill(statement, starts, results))),
      ),
    ),
  );
  const most = (generations: number | undefined) => generations ?? Number.POSITIVE_INFINITY;
  const depths = walkLineage(edges, starts, { up: most(step.up), down: most(step.down) });
  const found = Uint32Array.from(depths.keys());
  const live = await asking.postgres(fill(built.live, found, results, { runs: found }));
  const depth = (run: number) => depths.get(run) ?? 0;
  const owners = readRuns((live.rows[0]?.[0] ?? null) as string | null).sort((a, b) => depth(a) - depth(b));
  const parents = await asking.postgres(fill(built.parents, owners, results, { runs: owners }));
  const [children = [], ...lists] = (parents.rows[0] ?? []).map((cell) => (Array.isArray(cell) ? cell : []));
  const places = new Map(children.map((child, at) => [Number(child), at]));
  const column = (name: string, index: number): [string, ListedColumn] => [
    name,
    Array.from(owners, (run) => (lists[index]?.[places.get(run) ?? -1] ?? null) as number | string | null),
  ];
  const columns = [column('parent', 0), column('kind', 1), column('fork_step', 2)];
  return {
    count: owners.length,
    columns: new Map([['depth', Array.from(owners, depth)], ...columns]),
    owners,
    hasCycle: hasCycle(edges),
  };
}

function joined(parts: readonly (Edges | undefined)[]): Edges {
  const all = (of: (edges: Edges) => ArrayLike<number>) =>
    parts.flatMap((part) => (part === undefined ? [] : Array.from(of(part))));
  return { parents: all(({ parents }) => parents), children: all(({ children }) => children) };
}

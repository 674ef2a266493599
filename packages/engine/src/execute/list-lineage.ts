import type { Edges } from '../local/kin.ts';
import { hasCycle, walkLineage } from '../local/lineage.ts';
import type { BuiltStep } from '../sql/build.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { edgesIn } from './find-kin.ts';
import type { ListedColumn, Listing } from './list-rows.ts';
import { type Results, runsOf } from './results.ts';
import { type Runs, readRuns } from './run-set.ts';

type Built = Extract<BuiltStep, { kind: 'list-lineage' }>;

/** A row for each run on the ways up and down that meets the condition, in order; says whether a cycle ended a walk. */
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
  const asked = async (statement: typeof built.live) => {
    const { rows } = await asking.postgres(fill(statement, found, results, { runs: found }));
    return readRuns((rows[0]?.[0] ?? null) as string | null);
  };
  const live = await asked(built.live);
  const elsewhere = built.elsewhere === undefined ? 0 : (await asked(built.elsewhere)).length;
  const depth = (run: number) => depths.get(run) ?? 0;
  const sign = step.order.depth === 'asc' ? 1 : -1;
  const sorted = live.sort((a, b) => sign * (depth(a) - depth(b)));
  const owners = step.limit === undefined ? sorted : sorted.slice(0, step.limit);
  const columns = new Map([
    ['depth', Array.from(owners, depth)],
    ...(await firstEdges(built, owners, results, asking)),
  ]);
  return { count: owners.length, columns, owners, elsewhere, hasCycle: hasCycle(edges) };
}

/** Of each run the parent, kind and step of the first logged edge to it, where they are asked for. */
async function firstEdges(
  { parents }: Built,
  owners: Runs,
  results: Results,
  asking: Asking,
): Promise<readonly (readonly [string, ListedColumn])[]> {
  if (parents === undefined) return [];
  const { rows } = await asking.postgres(fill(parents, owners, results, { runs: owners }));
  const [children = [], ...lists] = (rows[0] ?? []).map((cell) => (Array.isArray(cell) ? cell : []));
  const places = new Map(children.map((child, at) => [Number(child), at]));
  return ['parent', 'kind', 'fork_step'].map((name, index) => [
    name,
    Array.from(owners, (run) => (lists[index]?.[places.get(run) ?? -1] ?? null) as number | string | null),
  ]);
}

function joined(parts: readonly (Edges | undefined)[]): Edges {
  const all = (of: (edges: Edges) => ArrayLike<number>) =>
    parts.flatMap((part) => (part === undefined ? [] : Array.from(of(part))));
  return { parents: all(({ parents }) => parents), children: all(({ children }) => children) };
}

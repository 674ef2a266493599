import type { Relational } from '../store.ts';
import { postgres } from './statement.ts';

type Tx = Pick<Relational, 'query'>;

/** An edge by the numbers of its runs. */
export interface NumberedEdge {
  readonly parent: number;
  readonly child: number;
  readonly kind: string;
  readonly step: number | null;
}

/** Writes edges in their order, but for those that a person has cut, and keeps parent, children and depth of the runs. */
export async function commitEdges(tx: Tx, known: readonly NumberedEdge[]): Promise<void> {
  if (known.length === 0) return;
  await tx.query(
    postgres(
      `insert into edge (parent, child, kind, step)
       select parent, child, kind, (array_agg(step order by at desc))[1]
       from jsonb_to_recordset($1::text::jsonb) as given (parent int, child int, kind text, step float8, at int)
       where not exists (select from edge_removed e
         where e.parent = given.parent and e.child = given.child and e.kind = given.kind and e.cut)
       group by parent, child, kind
       order by min(at)
       on conflict (parent, child, kind) do update set step = excluded.step where edge.origin = 'source'`,
      JSON.stringify(known.map((edge, at) => ({ ...edge, at }))),
    ),
  );
  const parents = [...new Set(known.map(({ parent }) => parent))];
  const children = [...new Set(known.map(({ child }) => child))];
  await tx.query(
    postgres(
      `update run set children = held.children
       from (select parent, count(distinct child)::int as children from edge where parent = any($1) group by parent) as held
       where run.number = held.parent`,
      parents,
    ),
  );
  await tx.query(
    postgres(
      `update run set parent = held.parent
       from (select distinct on (child) child, parent from edge where child = any($1) order by child, logged) as held
       where run.number = held.child`,
      children,
    ),
  );
  await updateDepths(tx, children);
}

/**
 * Every changed run and every run below gets its distance to the nearest root; what only a cycle leads to has none and
 * gets 0.
 */
export async function updateDepths(tx: Tx, changed: readonly number[]): Promise<void> {
  const below = await readBelow(tx, changed);
  const { rows } = await tx.query(
    postgres(
      `select edge.child, edge.parent, run.depth, run.depth > 0 or run.parent is null from edge join run on run.number = edge.parent
       where edge.child = any($1)`,
      [...below],
    ),
  );
  const haveParents = new Set(rows.map(([child]) => Number(child)));
  const roots = changed.filter((number) => !haveParents.has(number));
  const depths = new Map<number, number>(roots.map((number) => [number, 0]));
  const childrenOf = new Map<number, number[]>();
  for (const [child, parent, depth, hasRoot] of rows) {
    if (!below.has(Number(parent))) {
      // A parent that has parents and no depth stands below a cycle.
      if (hasRoot !== true) continue;
      const own = Number(depth) + 1;
      depths.set(Number(child), Math.min(own, depths.get(Number(child)) ?? own));
      continue;
    }
    const others = childrenOf.get(Number(parent));
    if (others === undefined) childrenOf.set(Number(parent), [Number(child)]);
    else others.push(Number(child));
  }
  spread(depths, childrenOf);
  const settled = [...roots, ...haveParents];
  await tx.query(
    postgres(
      `update run set depth = given.depth from unnest($1::int[], $2::int[]) as given (number, depth)
       where run.number = given.number and run.depth <> given.depth`,
      settled,
      settled.map((number) => depths.get(number) ?? 0),
    ),
  );
}

/** The runs and all below them. */
async function readBelow(tx: Tx, runs: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await tx.query(
    postgres(
      `with recursive below (number) as (
         select unnest($1::int[]) union select edge.child from edge join below on edge.parent = below.number)
       select string_agg(number :: text, ',') from below`,
      runs,
    ),
  );
  const numbers = rows[0]?.[0];
  return new Set(typeof numbers === 'string' ? numbers.split(',').map(Number) : []);
}

/** Spreads depths downwards, the shallowest first, so that each run is final when it is reached. */
function spread(depths: Map<number, number>, childrenOf: ReadonlyMap<number, readonly number[]>): void {
  const levels = new Map<number, number[]>();
  const put = (number: number, depth: number) => {
    const level = levels.get(depth);
    if (level === undefined) levels.set(depth, [number]);
    else level.push(number);
  };
  for (const [number, depth] of depths) put(number, depth);
  const done = new Set<number>();
  for (let depth = Math.min(...levels.keys()); levels.size > 0; depth++) {
    for (const number of levels.get(depth) ?? []) {
      if (done.has(number) || depths.get(number) !== depth) continue;
      done.add(number);
      for (const child of childrenOf.get(number) ?? []) {
        if ((depths.get(child) ?? Number.POSITIVE_INFINITY) <= depth + 1) continue;
        depths.set(child, depth + 1);
        put(child, depth + 1);
      }
    }
    levels.delete(depth);
  }
}

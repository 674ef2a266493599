import type { Clause } from '@xt/grammar';
import { type Flow, flow } from '../pipeline.ts';
import type { Row } from '../runs/run-values.ts';
import { number, text } from '../values/value.ts';
import type { Edge, Run, Scene } from '../world.ts';

/** A row per run on the ways up and down from these, at its least depth: 0 are they themselves, up is negative. */
export function lineageFlow(runs: readonly Run[], clauses: readonly Clause[], scene: Scene): Flow {
  const kinds = clauses.flatMap((clause) => (clause.kind === 'by' ? clause.words.map((word) => word.text) : []));
  const edges = scene.world.lineage.filter((edge) => kinds.length === 0 || kinds.includes(edge.kind));
  // Neither was said: all the way, both ways. One was said: that way only, without a number all of it.
  const neither = !clauses.some(({ kind }) => kind === 'up' || kind === 'down');
  const far = (way: 'up' | 'down') => {
    const said = clauses.find((clause) => clause.kind === way);
    if (said === undefined && !neither) return 0;
    return said !== undefined && 'count' in said && said.count !== undefined ? said.count : Number.POSITIVE_INFINITY;
  };
  const depths = new Map(runs.map((run) => [run.id, 0] as const));
  walk(runs, far('up'), (id) => edges.filter((edge) => edge.child === id).map((edge) => edge.parent), -1, depths);
  walk(runs, far('down'), (id) => edges.filter((edge) => edge.parent === id).map((edge) => edge.child), 1, depths);
  const rows = [...depths].flatMap(([id, depth]) => {
    const run = scene.world.runs.find((each) => each.id === id);
    return run === undefined ? [] : [rowOf(run, depth, edges)];
  });
  const start: Flow = {
    stage: { scene, rows, names: new Map() },
    shown: ['depth', 'id', 'name', 'state', 'parent', 'kind', 'fork_step'].map((name) => ({
      name,
      of: (row) => row.own.get(name) ?? null,
    })),
    keys: [],
    grouped: false,
    ordered: false,
  };
  return flow(
    start,
    clauses.filter(({ kind }) => kind !== 'up' && kind !== 'down' && kind !== 'by'),
  );
}

function walk(
  runs: readonly Run[],
  generations: number,
  next: (id: string) => readonly string[],
  direction: 1 | -1,
  depths: Map<string, number>,
): void {
  let generation = runs.map((run) => run.id);
  for (let depth = 1; depth <= generations && generation.length > 0; depth++) {
    generation = [...new Set(generation.flatMap(next))].filter((id) => !depths.has(id));
    for (const id of generation) depths.set(id, depth * direction);
  }
}

function rowOf(run: Run, depth: number, edges: readonly Edge[]): Row {
  // Of several edges the first logged.
  const edge = edges.find((each) => each.child === run.id);
  const own = {
    depth: number(depth),
    id: text(run.id),
    name: text(run.name),
    state: text(run.state),
    parent: text(edge?.parent ?? null),
    kind: text(edge?.kind ?? null),
    fork_step: number(edge?.step ?? null),
  };
  return { run, own: new Map(Object.entries(own)) };
}

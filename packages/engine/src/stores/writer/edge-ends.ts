import type { Relational } from '../store.ts';
import type { Batch, EdgeUpdate } from '../write.ts';
import { postgres } from './statement.ts';
import { storableText } from './storable-text.ts';

type Tx = Pick<Relational, 'query'>;

/** An edge by source ids. */
export interface NamedEdge {
  readonly project: number;
  readonly parent: string;
  readonly child: string;
  readonly kind: string;
  readonly step: number | null;
  readonly anywhere: boolean;
}

/** The numbers of an edge's runs. */
export interface Ends {
  readonly parent: number;
  readonly child: number;
}

/** The edge by the source ids of its runs. */
export function nameEnds(edge: EdgeUpdate, project: number, runs: Batch['runs']): NamedEdge {
  const name = (end: number | string) => storableText(typeof end === 'number' ? (runs[end]?.sourceId ?? '') : end);
  const { kind, step = null, anywhere = false } = edge;
  return { project, parent: name(edge.parent), child: name(edge.child), kind: storableText(kind), step, anywhere };
}

/**
 * How to find the runs of edges: those of the batch, else those of the edge's own project, else, where an edge may lead
 * anywhere, the first that another project has. Removed runs are not found, nor their likes in other projects.
 */
export async function resolver(
  tx: Tx,
  batch: Pick<Batch, 'source' | 'runs'>,
  project: number,
  edges: readonly NamedEdge[],
  numberOf: (index: number) => number | undefined,
): Promise<(edge: NamedEdge) => Ends | undefined> {
  const own = new Map(batch.runs.map(({ sourceId }, i) => [storableText(sourceId), numberOf(i)]));
  const others = edges
    .flatMap(({ project: of, parent, child }) => [[of, parent] as const, [of, child] as const])
    .filter(([of, id]) => of !== project || !own.has(id));
  const found = await findRuns(tx, batch.source, [...new Set(others.map(([, id]) => id))]);
  const numberFor = (edge: NamedEdge, id: string): number | undefined => {
    if (edge.project === project && own.has(id)) return own.get(id);
    const runs = found.get(id) ?? [];
    const here = runs.find((run) => run.project === edge.project);
    if (here !== undefined || !edge.anywhere) return here?.number;
    return runs.find(({ number }) => number !== undefined)?.number;
  };
  return (edge) => {
    const [parent, child] = [numberFor(edge, edge.parent), numberFor(edge, edge.child)];
    return parent === undefined || child === undefined ? undefined : { parent, child };
  };
}

/** The runs that have these source ids, by them; a removed one has no number. */
async function findRuns(tx: Tx, source: string, sourceIds: readonly string[]) {
  const runs = new Map<string, { readonly project: number; readonly number: number | undefined }[]>();
  if (sourceIds.length === 0) return runs;
  const found = await tx.query(
    postgres(
      `select source_id, project, number, deleted and sequence > 0 from run
       where source = $1 and source_id = any($2) order by number`,
      source,
      sourceIds,
    ),
  );
  for (const [sourceId, project, number, removed] of found.rows) {
    const others = runs.get(String(sourceId)) ?? [];
    others.push({ project: Number(project), number: removed === true ? undefined : Number(number) });
    runs.set(String(sourceId), others);
  }
  return runs;
}

/** The edges that have waited for one of these runs; they wait no longer. */
export async function takeWaiting(tx: Tx, source: string, runs: Batch['runs']): Promise<readonly NamedEdge[]> {
  const sourceIds = [...new Set(runs.map(({ sourceId }) => storableText(sourceId)))];
  const taken = await tx.query(
    postgres(
      `delete from edge_waiting where source = $1 and (parent = any($2) or child = any($2))
       returning project, parent, child, kind, step, anywhere`,
      source,
      sourceIds,
    ),
  );
  return taken.rows.map(([project, parent, child, kind, step, anywhere]) => ({
    project: Number(project),
    parent: String(parent),
    child: String(child),
    kind: String(kind),
    step: step === null ? null : Number(step),
    anywhere: anywhere === true,
  }));
}

/** Keeps edges until their runs are there. */
export async function keepWaiting(tx: Tx, source: string, edges: readonly NamedEdge[]): Promise<void> {
  if (edges.length === 0) return;
  await tx.query(
    postgres(
      `insert into edge_waiting (project, source, parent, child, kind, step, anywhere)
       select distinct on (project, parent, child, kind) project, $1, parent, child, kind, step, anywhere
       from jsonb_to_recordset($2::text::jsonb)
         as given (project int, parent text, child text, kind text, step float8, anywhere boolean)
       on conflict (project, source, parent, child, kind) do update set step = excluded.step`,
      source,
      JSON.stringify(edges),
    ),
  );
}

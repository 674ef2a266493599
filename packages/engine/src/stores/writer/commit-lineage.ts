import type { Relational } from '../store.ts';
import type { Batch } from '../write.ts';
import { commitEdges } from './commit-edges.ts';
import { keepWaiting, nameEnds, resolver, takeWaiting } from './edge-ends.ts';
import { refreshKinship } from './edits/refresh-kinship.ts';
import { postgres } from './statement.ts';

type Tx = Pick<Relational, 'query'>;

/**
 * Writes the edges of a batch, and those that waited for one of its runs, and takes back those that it cuts; returns how
 * many edges name a run that is not there, and wait for it.
 */
export async function commitLineage(
  tx: Tx,
  project: number,
  batch: Pick<Batch, 'source' | 'runs' | 'edges' | 'cuts'>,
  numberOf: (index: number) => number | undefined,
): Promise<number> {
  const waited = await takeWaiting(tx, batch.source, batch.runs);
  const said = (batch.edges ?? []).map((edge) => nameEnds(edge, project, batch.runs));
  const cuts = (batch.cuts ?? []).map((edge) => nameEnds(edge, project, batch.runs));
  const edges = [...waited, ...said];
  if (edges.length + cuts.length === 0) return 0;
  const endsOf = await resolver(tx, batch, project, [...edges, ...cuts], numberOf);
  const waiting = edges.filter((edge) => endsOf(edge) === undefined);
  await keepWaiting(tx, batch.source, waiting);
  await cutEdges(
    tx,
    cuts.flatMap((edge) => {
      const ends = endsOf(edge);
      return ends === undefined ? [] : [{ ...ends, kind: edge.kind }];
    }),
  );
  await commitEdges(
    tx,
    edges.flatMap((edge) => {
      const ends = endsOf(edge);
      const isEdge = ends !== undefined && ends.parent !== ends.child;
      return isEdge ? [{ ...ends, kind: edge.kind, step: edge.step }] : [];
    }),
  );
  return waiting.length;
}

async function cutEdges(
  tx: Tx,
  edges: readonly { readonly parent: number; readonly child: number; readonly kind: string }[],
): Promise<void> {
  if (edges.length === 0) return;
  const parents = edges.map(({ parent }) => parent);
  const children = edges.map(({ child }) => child);
  await tx.query(
    postgres(
      `delete from edge using unnest($1::int[], $2::int[], $3::text[]) as given (parent, child, kind)
       where edge.parent = given.parent and edge.child = given.child and edge.kind = given.kind and edge.origin = 'source'`,
      parents,
      children,
      edges.map(({ kind }) => kind),
    ),
  );
  await refreshKinship(tx, parents, children);
}

import type { Relational } from '../store.ts';
import { commitEdges } from './commit-edges.ts';
import { postgres } from './statement.ts';
import type { PlacedArtifact } from './write-artifacts.ts';

type Tx = Pick<Relational, 'query'>;

/**
 * Writes a `derived` edge from each run that made an artifact to each that used the same bytes, as far as one of the two
 * stands in these artifacts, whose links are written already.
 */
export async function commitDerived(tx: Tx, artifacts: readonly PlacedArtifact[]): Promise<void> {
  const digests = [...new Set(artifacts.flatMap(({ digest }) => (digest === '' ? [] : [digest])))];
  const runs = [...new Set(artifacts.map(({ run }) => run))];
  if (digests.length === 0) return;
  const { rows } = await tx.query(
    postgres(
      `select distinct made.run, used.run
       from artifact_link made join artifact_link used on used.digest = made.digest and used.role = 'used'
       join run parent on parent.number = made.run join run child on child.number = used.run
       where made.role = 'made' and made.digest = any($1) and made.run <> used.run
         and not parent.deleted and not child.deleted
         and (made.run = any($2) or used.run = any($2))
       order by 1, 2`,
      digests,
      runs,
    ),
  );
  const edges = rows.map(([parent, child]) => {
    return { parent: Number(parent), child: Number(child), kind: 'derived', step: null };
  });
  await commitEdges(tx, edges);
}

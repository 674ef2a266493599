import type { Editor } from '../edit.ts';
import { nativeBlock } from '../native-block.ts';
import type { Columnar, Relational, Stores } from '../store.ts';
import { isDiskFull } from '../store-error.ts';
import type { Batch, Writer, Written } from '../write.ts';
import { allSettled } from './all-settled.ts';
import { commitDerived } from './commit-derived.ts';
import { commitRuns, commitValues } from './commit-facts.ts';
import { absorbedBy, commitIdentity } from './commit-identity.ts';
import { commitLineage } from './commit-lineage.ts';
import { commitArtifactLinks, commitGoals, commitMetricCounts, commitPositions } from './commit-links.ts';
import { commitWithdrawals } from './commit-withdrawals.ts';
import { applyEdit } from './edits/apply-edit.ts';
import { readMetricCounts } from './edits/remove-runs.ts';
import { markMissed } from './kept-aside.ts';
import { mergeUpdates, type RunFacts } from './merge-updates.ts';
import { recover } from './recover.ts';
import { nameKey, type ReservedRun, reserve } from './reserve.ts';
import { gatherSeries } from './series.ts';
import { postgres } from './statement.ts';
import { storableText } from './storable-text.ts';
import { dropSummaries, type Pair, pairKey, readPairs, writeSummaries } from './summary-store.ts';
import { placeArtifacts, writeArtifacts } from './write-artifacts.ts';
import { writePoints } from './write-points.ts';

type WriterStores = Pick<Stores, 'relational' | 'columnar' | 'objects'>;

/**
 * The writer of these stores, once what a crash left behind is mended; on a full disk that waits for the first batch, so
 * that the store can be read. There is one writer at a time.
 */
export async function openWriter(stores: WriterStores): Promise<Writer & Editor> {
  let failed = false;
  await recover(stores.relational, stores.columnar).catch((error: unknown) => {
    if (!isDiskFull(error)) throw error;
    failed = true;
  });
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  return {
    write: (batch) =>
      inTurn(async () => {
        if (failed) await recover(stores.relational, stores.columnar);
        failed = true;
        const written = await writeBatch(stores, batch);
        failed = false;
        return written;
      }),
    edit: (edit, options) => inTurn(() => applyEdit(stores, edit, options?.dryRun === true)),
    positions: (project, source) => inTurn(() => readPositions(stores.relational, project, source)),
    projectsKnowing: (source, digests) => inTurn(() => findProjects(stores.relational, source, digests)),
    // Every part of a batch is on the disk before it is acknowledged.
    flush: () => inTurn(async () => {}),
  };
}

/** A crash between any two steps leaves points that no commit knows; the replay of the batch writes the same rows again. */
async function writeBatch({ relational, columnar, objects }: WriterStores, batch: Batch): Promise<Written> {
  const { runs: facts, indices } = mergeUpdates(batch.runs);
  const { source } = batch;
  const reservation = await reserve(relational, batch, facts, indices);
  const { project, sequence, runs, names } = reservation;
  const runOf = (index: number) => numberOf(runs, indices, index) ?? -1;

  const artifacts = await placeArtifacts(objects, batch.artifacts ?? [], runOf);
  const metricOf = (name: string) => names.get(nameKey('metric', storableText(name))) ?? 0;
  const { series, superseded } = gatherSeries(batch.points ?? [], metricOf, runOf);
  const isNew = new Set(runs.filter((run) => run.status === 'new').map((run) => run.number));
  const [points] = await allSettled([
    writePoints(columnar, project, sequence, series, (run) => isNew.has(run)),
    writeRunDimension(columnar, project, runs),
    writeArtifacts(columnar, project, sequence, artifacts),
  ]);
  const newRunsOf = await countNewPairs(columnar, project, runs, points.newPairs);

  const kept = withNumbers(facts, runs);
  const absorbed = absorbedBy(runs);
  const counts = absorbed.length === 0 ? [] : await readMetricCounts(relational, columnar, absorbed);
  const summarized = writeSummaries(columnar, project, sequence, points.summaries);
  const committed = relational.transaction(async (tx) => {
    await markMissed(tx, removedOf(runs));
    await commitIdentity({ tx, sequence }, project, runs, counts);
    await commitRuns(tx, sequence, kept, points.extents);
    await commitWithdrawals({ tx, sequence }, project, kept);
    await commitValues(tx, reservation, kept);
    const leftOut = await commitLineage(tx, project, batch, (i) => numberOf(runs, indices, i));
    await commitArtifactLinks(tx, artifacts);
    await commitDerived(tx, artifacts);
    await commitGoals(tx, reservation, batch.goals);
    await commitMetricCounts(tx, sequence, newRunsOf);
    await commitPositions(tx, project, source, batch.positions);
    await tx.query(postgres('delete from batch where sequence = $1', sequence));
    // Nothing is committed whose summaries are not on the disk.
    await summarized;
    return leftOut;
  });
  const [edgesLeftOut] = await allSettled([committed, summarized]);
  if (absorbed.length > 0) await dropSummaries(columnar, project, absorbed);
  return {
    sequence,
    newRuns: runs.filter((run) => run.status === 'new' || run.status === 'unfinished').length,
    points: series.reduce((sum, one) => sum + one.count, 0),
    superseded: superseded + points.superseded,
    edgesLeftOut,
    runs: batch.runs.map((_, i) => runOf(i)),
  };
}

/** The number of a batch's run; undefined for one that a person deleted. */
function numberOf(runs: readonly ReservedRun[], indices: readonly number[], index: number): number | undefined {
  const run = runs[indices[index] ?? -1];
  if (run === undefined) throw new Error(`the batch has no run ${index}`);
  return run.status === 'deleted' ? undefined : run.number;
}

function removedOf(runs: readonly ReservedRun[]): readonly number[] {
  return runs.filter((run) => run.status === 'deleted').map((run) => run.number);
}

function withNumbers(facts: readonly RunFacts[], runs: readonly ReservedRun[]) {
  return facts.flatMap((fact, i) => {
    const run = runs[i];
    return run === undefined || run.status === 'deleted' ? [] : [{ ...fact, number: run.number }];
  });
}

async function writeRunDimension(columnar: Columnar, project: number, runs: readonly ReservedRun[]): Promise<void> {
  const made = runs.filter(
    (run) => run.status === 'new' || run.status === 'unfinished' || run.newSourceId !== undefined,
  );
  if (made.length === 0) return;
  const block = nativeBlock(
    [
      { name: 'run', type: 'UInt32', values: Uint32Array.from(made, (run) => run.number) },
      { name: 'project', type: 'UInt32', values: new Uint32Array(made.length).fill(project) },
      { name: 'id', type: 'String', values: made.map((run) => run.id) },
    ],
    made.length,
  );
  await columnar.insert('xt.run', ['run', 'project', 'id'], block);
}

/** Runs that a crash left unseen come into sight with all the metrics that they have by now. */
async function countNewPairs(
  columnar: Columnar,
  project: number,
  runs: readonly ReservedRun[],
  newPairs: readonly Pair[],
): Promise<ReadonlyMap<number, number>> {
  const unfinished = new Set(runs.filter((run) => run.status === 'unfinished').map((run) => run.number));
  const shown = unfinished.size === 0 ? [] : await readPairs(columnar, project, [...unfinished]);
  const pairs = new Map([...shown, ...newPairs].map((pair) => [pairKey(pair), pair]));
  const counts = new Map<number, number>();
  for (const { metric } of pairs.values()) {
    counts.set(metric, (counts.get(metric) ?? 0) + 1);
  }
  return counts;
}

async function readPositions(
  relational: Relational,
  project: string,
  source: string,
): Promise<ReadonlyMap<string, unknown>> {
  const found = await relational.query(
    postgres(
      `select key, position from source_position join project on project.id = source_position.project
       where project.name = $1 and source = $2`,
      storableText(project),
      source,
    ),
  );
  return new Map(found.rows.map(([key, position]) => [String(key), position]));
}

async function findProjects(relational: Relational, source: string, digests: readonly string[]): Promise<string[]> {
  const found = await relational.query(
    postgres(
      `select name from project where id in (
         select project from source_position
         where source = $1 and position ? 'digest' and position ->> 'digest' = any($2)) order by name`,
      source,
      digests,
    ),
  );
  return found.rows.map(([name]) => String(name));
}

import type { Columnar } from '../store.ts';
import { allSettled } from './all-settled.ts';
import { pointChunks, pointColumns } from './point-chunks.ts';
import type { Series } from './series.ts';
import { joinSummaries, overflowed, type Summary, summarize } from './summary.ts';
import {
  type Pair,
  pairKey,
  type RunExtent,
  readExtents,
  readSummaries,
  recomputeSummaries,
  type SeriesSummary,
} from './summary-store.ts';

/** What the points of a batch mean for the facts of runs and names. */
export interface WrittenPoints {
  /** Series that had no points before. */
  readonly newPairs: readonly Pair[];
  /** Points that lost against another of their step that was written before, or that replaced it. */
  readonly superseded: number;
  /** Last step and times of the runs; `exact` where earlier ones may have been replaced, else to be widened. */
  readonly extents: readonly RunExtent[];
  /** Summaries that are still to be written, before the batch is committed. */
  readonly summaries: readonly SeriesSummary[];
}

/**
 * Writes the points of one batch, and makes summaries that are equal to the aggregates over what survives: those that
 * only the store can make are written too.
 */
export async function writePoints(
  columnar: Columnar,
  project: number,
  version: number,
  series: readonly Series[],
  isNewRun: (run: number) => boolean,
): Promise<WrittenPoints> {
  const asked = series.filter((one) => !isNewRun(one.run));
  const storedSoon =
    asked.length === 0 ? Promise.resolve(new Map<string, Summary>()) : readSummaries(columnar, project, asked);
  const summarizedSoon = storedSoon.then((stored) => appendAll(stored, series));
  const inserted = insertPoints(columnar, project, series);
  // Both run while the other does; whichever fails, the other is waited for.
  const [stored, { summaries, others }] = await allSettled([storedSoon, summarizedSoon, inserted]);
  await recomputeSummaries(columnar, project, version, others);
  const exact = await readExtents(columnar, project, [...new Set(others.map((pair) => pair.run))]);
  const superseded = await countSuperseded(columnar, project, series, others, stored);
  const newPairs = series.filter((one) => !stored.has(pairKey(one)));
  return { newPairs, superseded, extents: widen(exact, summaries), summaries };
}

/** The next block is made while the one before is written. */
async function insertPoints(columnar: Columnar, project: number, series: readonly Series[]): Promise<void> {
  const inserts: Promise<void>[] = [];
  try {
    for (const block of pointChunks(project, series)) {
      const insert = columnar.insert('xt.points', pointColumns, block);
      insert.catch(() => {});
      inserts.push(insert);
      await inserts.at(-2);
    }
  } finally {
    // None may land after this batch has been given up and mended.
    await Promise.allSettled(inserts);
  }
  await Promise.all(inserts);
}

/** The summaries after these points, and the series of which only the store can say. */
function appendAll(
  stored: ReadonlyMap<string, Summary>,
  series: readonly Series[],
): { readonly summaries: readonly SeriesSummary[]; readonly others: readonly Series[] } {
  const summaries: SeriesSummary[] = [];
  const others: Series[] = [];
  for (const one of series) {
    const summary = append(stored.get(pairKey(one)), one);
    if (summary === undefined) others.push(one);
    else summaries.push({ metric: one.metric, run: one.run, summary });
  }
  return { summaries, others };
}

/** The summary after points wholly beyond the stored ones; undefined where only the store can say. */
function append(before: Summary | undefined, points: Series): Summary | undefined {
  let joined = before;
  for (const stretch of points.stretches) {
    const own = summarize(stretch);
    if (joined !== undefined && own.firstStep <= joined.lastStep) return undefined;
    joined = joined === undefined ? own : joinSummaries(joined, own);
  }
  return joined === undefined || overflowed(joined) ? undefined : joined;
}

async function countSuperseded(
  columnar: Columnar,
  project: number,
  series: readonly Series[],
  recomputed: readonly Pair[],
  before: ReadonlyMap<string, Summary>,
): Promise<number> {
  if (recomputed.length === 0) return 0;
  const after = await readSummaries(columnar, project, recomputed);
  let count = 0;
  for (const one of series) {
    const now = after.get(pairKey(one));
    if (now !== undefined) count += (before.get(pairKey(one))?.n ?? 0) + one.count - now.n;
  }
  return count;
}

/** The extents with those of series that went on: their stored summaries reach less far. */
function widen(exact: readonly RunExtent[], made: readonly SeriesSummary[]): readonly RunExtent[] {
  const extents = new Map(exact.map((extent) => [extent.run, extent]));
  for (const { run, summary } of made) {
    const known = extents.get(run);
    extents.set(run, {
      run,
      exact: known?.exact ?? false,
      lastStep: Math.max(summary.lastStep, known?.lastStep ?? summary.lastStep),
      firstTime: Math.min(summary.firstTime, known?.firstTime ?? summary.firstTime),
      lastTime: Math.max(summary.lastTime, known?.lastTime ?? summary.lastTime),
    });
  }
  return [...extents.values()];
}

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
  writeSummaries,
} from './summary-store.ts';

/** What the points of a batch mean for the facts of runs and names. */
export interface WrittenPoints {
  /** Series that had no points before. */
  readonly newPairs: readonly Pair[];
  /** Points that lost against another of their step that was written before, or that replaced it. */
  readonly superseded: number;
  /** Last step and times of the runs; `exact` where earlier ones may have been replaced, else to be widened. */
  readonly extents: readonly RunExtent[];
}

/** Writes the points of one batch, then summaries that are equal to the aggregates over what survives. */
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
  const inserted = insertPoints(columnar, project, series);
  // Both run while the other does; whichever fails, the other is waited for.
  const [stored] = await allSettled([storedSoon, inserted]);
  const simple: (Pair & { readonly summary: Summary })[] = [];
  const others: Pair[] = [];
  const newPairs: Pair[] = [];
  for (const one of series) {
    const before = stored.get(pairKey(one));
    const summary = append(before, one);
    if (summary === undefined) others.push(one);
    else simple.push({ metric: one.metric, run: one.run, summary });
    if (before === undefined) newPairs.push(one);
  }
  await writeSummaries(columnar, project, version, simple);
  await recomputeSummaries(columnar, project, version, others);
  const exact = await readExtents(columnar, project, [...new Set(others.map((pair) => pair.run))]);
  const superseded = await countSuperseded(columnar, project, series, others, stored);
  return { newPairs, superseded, extents: [...exact, ...widen(simple, new Set(exact.map((extent) => extent.run)))] };
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

function widen(
  written: readonly (Pair & { readonly summary: Summary })[],
  but: ReadonlySet<number>,
): readonly RunExtent[] {
  const extents = new Map<number, RunExtent>();
  for (const { run, summary } of written) {
    if (but.has(run)) continue;
    const known = extents.get(run);
    extents.set(run, {
      run,
      exact: false,
      lastStep: Math.max(summary.lastStep, known?.lastStep ?? summary.lastStep),
      firstTime: Math.min(summary.firstTime, known?.firstTime ?? summary.firstTime),
      lastTime: Math.max(summary.lastTime, known?.lastTime ?? summary.lastTime),
    });
  }
  return [...extents.values()];
}

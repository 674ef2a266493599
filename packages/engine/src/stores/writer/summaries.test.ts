import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenStores } from '../open-folder.ts';
import { openTemporaryFolder } from '../testing/index.ts';
import { naiveSummary, surviving, type TestPoint } from '../testing/reference.ts';
import type { PointBlock } from '../write.ts';
import { clickhouse, postgres } from './statement.ts';
import type { Summary } from './summary.ts';
import { pairKey, readSummaries } from './summary-store.ts';

let stores: OpenStores;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores.close());

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom(Number.NaN, -0) },
);
const rare = fc.oneof(value, fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, -1e300));
const step = fc.oneof(
  fc.integer({ min: -5, max: 40 }),
  fc.integer({ min: -20, max: 60 }).map((n) => n / 4),
  fc.constant(-0),
);
/** Ascending steps; relative to the batch, so that later batches mostly go on where earlier ones ended. */
const stretch = (values: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.array(values, { minLength: 1, maxLength: 12 }))
    .map(([from, held]) => held.map((one, i): [number, number] => [1000 + from + i, one]));
const block = fc.record({
  run: fc.integer({ min: 0, max: 1 }),
  metric: fc.constantFrom('loss', 'acc'),
  points: fc.oneof(
    { weight: 3, arbitrary: stretch(value) },
    { weight: 1, arbitrary: stretch(rare) },
    { weight: 2, arbitrary: fc.array(fc.tuple(step, value), { minLength: 1, maxLength: 12 }) },
  ),
  order: fc.integer({ min: 0, max: 3 }),
});

test('summaries are the aggregates over the surviving points, whatever was written in whatever order', async () => {
  let project = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(block, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      async (batches) => {
        project += 1;
        const written = new Map<string, TestPoint[]>();
        for (const [turn, blocks] of batches.entries()) {
          const points = blocks.map((one, place) => toBlock(one, turn, place));
          for (const one of points) remember(written, one);
          const batch = {
            source: 'test',
            project: `p${project}`,
            runs: [{ sourceId: 'a' }, { sourceId: 'b' }],
            points,
          };
          await stores.writer.write(batch);
          // The replay of a batch after a crash.
          if (turn === 1) await stores.writer.write(batch);
        }
        await expectStore(`p${project}`, written);
      },
    ),
    { numRuns: 18, seed: 3 },
  );
});

function toBlock(
  { run, metric, points, order }: { run: number; metric: string; points: [number, number][]; order: number },
  turn: number,
  place: number,
): PointBlock {
  const column = (pick: (point: [number, number], i: number) => number) => Float64Array.from(points, pick);
  return {
    run,
    metric,
    steps: column(([at]) => (at >= 1000 ? at - 1000 + turn * 15 : at)),
    times: column((_, i) => 1_700_000_000_000_000 + turn * 10_000 + place * 1000 - i),
    values: column(([, v]) => v),
    // Some blocks come from before what is stored.
    order: column((_, i) => order * 1000 + (turn * 10 + place) * 20 + i),
  };
}

function remember(written: Map<string, TestPoint[]>, { run, metric, steps, times, values, order }: PointBlock): void {
  const key = `${run} ${metric}`;
  const points = written.get(key) ?? [];
  written.set(key, points);
  for (const [i, at] of steps.entries()) {
    points.push({ step: at, time: times[i] ?? 0, value: values[i] ?? 0, order: order[i] ?? 0 });
  }
}

async function expectStore(project: string, written: ReadonlyMap<string, TestPoint[]>): Promise<void> {
  const { relational, columnar } = stores;
  const runs = await relational.query(
    postgres(
      'select run.source_id, run.number, run.step, run.first_time, run.last_time, run.project from run join project on project.id = run.project where project.name = $1',
      project,
    ),
  );
  const names = await relational.query(
    postgres(
      `select name.name, name.id, name.runs from name join project on project.id = name.project where project.name = $1 and kind = 'metric'`,
      project,
    ),
  );
  const projectNumber = Number(runs.rows[0]?.[5]);
  const number = (sourceId: string) => Number(runs.rows.find((row) => row[0] === sourceId)?.[1]);
  const id = (metric: string) => Number(names.rows.find((row) => row[0] === metric)?.[1]);
  const pairs = [...written.keys()].map((key) => {
    const [run = '', metric = ''] = key.split(' ');
    return { key, run: number(run === '0' ? 'a' : 'b'), metric: id(metric) };
  });
  const found = await readSummaries(columnar, projectNumber, pairs);
  for (const pair of pairs) {
    const points = written.get(pair.key) ?? [];
    expectEqual(found.get(pairKey(pair)), naiveSummary(points), points);
    const alive = await columnar.query(
      clickhouse(
        'SELECT step, value FROM xt.points FINAL WHERE project = {p1:UInt32} AND metric = {p2:UInt32} AND run = {p3:UInt32} ORDER BY step',
        projectNumber,
        pair.metric,
        pair.run,
      ),
    );
    expect([...(alive.getChild('step') ?? [])]).toEqual(surviving(points).map((point) => point.step));
    expect([...(alive.getChild('value') ?? [])]).toEqual(surviving(points).map((point) => point.value));
  }
  for (const [name, , count] of names.rows) {
    expect(Number(count)).toBe([...written.keys()].filter((key) => key.endsWith(` ${name}`)).length);
  }
  for (const [sourceId, , last, firstTime, lastTime] of runs.rows) {
    const own = [...written].filter(([key]) => key.startsWith(sourceId === 'a' ? '0' : '1'));
    if (own.length === 0) continue;
    const summaries = own.map(([, points]) => naiveSummary(points));
    expect(Number(last)).toBe(Math.max(...summaries.map((one) => one.lastStep)));
    expect(Number(firstTime)).toBe(Math.min(...summaries.map((one) => one.firstTime)));
    expect(Number(lastTime)).toBe(Math.max(...summaries.map((one) => one.lastTime)));
  }
}

function expectEqual(found: Summary | undefined, wanted: Summary, points: readonly TestPoint[]): void {
  const { finite, ...rest } = wanted;
  const { finite: foundFinite, ...foundRest } = found ?? {};
  expect(foundRest).toEqual(rest);
  if (finite === undefined || foundFinite === undefined) {
    expect(foundFinite).toBe(finite);
    return;
  }
  const { sum, m2, ...extrema } = finite;
  const { sum: foundSum, m2: foundM2, ...foundExtrema } = foundFinite;
  // Which of 0 and -0 is the smaller has no answer.
  const plain = (one: Readonly<Record<string, number>>) => Object.entries(one).map(([name, held]) => [name, held + 0]);
  expect(plain(foundExtrema)).toEqual(plain(extrema));
  const scale = points.reduce(
    (most, point) => Math.max(most, Number.isFinite(point.value) ? Math.abs(point.value) : 0),
    0,
  );
  expectNear(foundSum, sum, scale * points.length);
  expectNear(foundM2, m2, scale * scale * points.length);
}

function expectNear(found: number, wanted: number, scale: number): void {
  if (!Number.isFinite(wanted) || !Number.isFinite(found)) expect(found).toBe(wanted);
  else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12 * scale);
}

import fc from 'fast-check';
import type { Writer } from '../../src/stores/write.ts';
import type { Point, Points } from './naive.ts';

/** A run with two series of points. */
export interface Run {
  readonly id: string;
  readonly started: number;
  readonly warmup: number | null;
  readonly acc: Points;
  readonly loss: Points;
}

export const hour = 3600e6;
const start = Date.UTC(2026, 9, 20) * 1000;

/** The runs that are written. */
export const runs = makeRuns();

/** Writes the runs: first other values at every second step, which are then logged again. */
export async function writeRuns(writer: Writer): Promise<void> {
  for (const time of [0, 1]) await write(writer, time);
}

async function write(writer: Writer, time: number): Promise<void> {
  await writer.write({
    source: 'test',
    project: 'one',
    runs: runs.map(({ id, started, warmup }) => ({
      sourceId: id,
      id,
      created: start,
      started,
      ...(warmup !== null && { params: [{ name: 'warmup', type: 'number', text: String(warmup) } as const] }),
    })),
    points: runs.flatMap(({ acc, loss }, run) =>
      Object.entries({ acc, loss }).flatMap(([metric, points]) => {
        const some = time === 0 ? points.filter((_, i) => i % 2 === 0) : points;
        if (some.length === 0) return [];
        const of = (pick: (point: Point) => number) => Float64Array.from(some, pick);
        const values = of(({ value }) => (time === 0 ? value - 1000 : value));
        const order = Float64Array.from(some, (_, i) => 1000 * time + i);
        return [{ run, metric, steps: of(({ step }) => step), times: of((p) => p.time), values, order }];
      }),
    ),
  });
}

/** Irregular, negative and fractional steps, NaN, infinities, ties; series of one point, of none, of NaN alone. */
function makeRuns(): readonly Run[] {
  const finite = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) },
  );
  const value = (others: readonly number[]) =>
    others.length === 0 ? finite : fc.oneof({ weight: 6, arbitrary: finite }, fc.constantFrom(...others));
  const step = fc.oneof(
    fc.integer({ min: -3, max: 40 }),
    fc.integer({ min: -30, max: 300 }),
    fc.constantFrom(0.5, 2.25),
  );
  const points = (others: readonly number[], least: number, most: number) =>
    fc
      .uniqueArray(fc.record({ step, gap: fc.integer({ min: -1, max: 9 }), value: value(others) }), {
        minLength: least,
        maxLength: most,
        selector: (point) => point.step + 0,
      })
      .map((some) => {
        let time = start + hour;
        return some
          .toSorted((a, b) => a.step - b.step)
          .map(({ step: at, gap, value: of }) => {
            time += gap * 60e6;
            return { step: at + 0, time, value: of + 0 };
          });
      });
  const sample = (others: readonly number[], least: number, most: number, seed: number) =>
    fc.sample(points(others, least, most), { numRuns: 12, seed });
  const nan = Number.NaN;
  const accs = [
    ...sample([], 2, 60, 1),
    ...sample([nan], 1, 40, 2),
    ...sample([nan, Infinity, -Infinity], 1, 40, 3),
    ...sample([nan], 1, 1, 4),
  ];
  const losses = [
    ...sample([], 20, 60, 5),
    ...sample([nan], 0, 40, 6),
    ...sample([nan, Infinity], 0, 40, 7),
    ...sample([], 0, 3, 8),
  ];
  const made = accs.map((acc, i) => ({
    id: `run-${String(i).padStart(2, '0')}`,
    started: start + (i % 3) * hour,
    warmup: i % 5 === 0 ? null : i % 7,
    acc,
    loss: losses[i] ?? [],
  }));
  const steps = Array.from({ length: 30 }, (_, i) => ({ step: 1e9 + i, time: start + hour + i }));
  const far = steps.map((at, i) => ({ ...at, value: 1e9 + (i % 7) }));
  const none = steps.map((at) => ({ ...at, value: nan }));
  const shared = { started: start, warmup: 3 };
  return [
    ...made,
    { id: 'run-far', ...shared, acc: far, loss: far },
    { id: 'run-nan', ...shared, acc: none, loss: far },
    { id: 'run-none', ...shared, acc: [], loss: [] },
    { id: 'run-only-loss', ...shared, acc: [], loss: far },
  ];
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf } from './bands.ts';
import { binMeans } from './bins.ts';
import { joinCurves } from './join-curves.ts';
import { sampleLast } from './sample-last.ts';
import { sampleLttb } from './sample-lttb.ts';
import { smooth } from './smooth.ts';

// Each against its definition, said as plainly as it can be.

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
const places = fc
  .uniqueArray(fc.integer({ min: -500, max: 500 }), { maxLength: 60 })
  .map((list) => Float64Array.from(list).sort());
const curve = places.chain((x) =>
  fc.array(value, { minLength: x.length, maxLength: x.length }).map((y) => ({ x, y: Float64Array.from(y) })),
);

function close(found: Float64Array, wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  for (const [i, a] of found.entries()) {
    const b = wanted[i] ?? 0;
    if (Number.isNaN(b) || !Number.isFinite(b)) expect([i, a]).toEqual([i, b]);
    else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1e6, Math.abs(b)));
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

describe('smoothing', () => {
  test.each([1, 2, 5, 11, 200])('mean and median of a window of %i', (count) => {
    fc.assert(
      fc.property(curve, ({ x, y }) => {
        const half = Math.floor(count / 2);
        const near = (i: number) => [...y.slice(Math.max(0, i - half), i + half + 1)].filter((v) => !Number.isNaN(v));
        const naive = (of: (values: readonly number[]) => number) =>
          [...y].map((v, i) => (Number.isNaN(v) ? v : of(near(i))));
        close(smooth(x, y, { method: 'mean', amount: count }), naive(mean));
        const median = (values: readonly number[]) => {
          const sorted = Float64Array.from(values).sort();
          const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
          return low === high ? low : low + (high - low) * 0.5;
        };
        close(smooth(x, y, { method: 'median', amount: count }), naive(median));
      }),
    );
  });

  test.each([0.5, 3, 100])('gaussian of deviation %d', (deviation) => {
    fc.assert(
      fc.property(curve, ({ x, y }) => {
        const naive = [...y].map((own, i) => {
          if (Number.isNaN(own)) return own;
          let [total, weights] = [0, 0];
          for (const [j, near] of y.entries()) {
            const distance = (x[j] ?? 0) - (x[i] ?? 0);
            if (Number.isNaN(near) || Math.abs(distance) > 4 * deviation) continue;
            const weight = Math.exp(-(distance ** 2) / (2 * deviation ** 2));
            total += weight * near;
            weights += weight;
          }
          return total / weights;
        });
        close(smooth(x, y, { method: 'gaussian', amount: deviation }), naive);
      }),
    );
  });

  test.each([0, 0.3, 0.9, 1])('twema of %d is the mean of all points so far by weights of distance', (amount) => {
    fc.assert(
      fc.property(curve, ({ x, y }) => {
        const weight = Math.min(Math.sqrt(amount), 0.999);
        const range = (x.at(-1) ?? 0) - (x[0] ?? 0);
        const naive = [...y].map((own, i) => {
          if (!Number.isFinite(own)) return own;
          let [total, weights] = [0, 0];
          for (let j = 0; j <= i; j++) {
            const near = y[j] ?? 0;
            if (!Number.isFinite(near)) continue;
            const far = range === 0 ? 0 : (((x[i] ?? 0) - (x[j] ?? 0)) / range) * 1000;
            total += weight ** far * near;
            weights += weight ** far;
          }
          return total / weights;
        });
        close(smooth(x, y, { method: 'twema', amount }), naive);
      }),
    );
  });
});

describe('sampling', () => {
  test('last keeps the last point of each bucket of equal width', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 20 }), (x, count) => {
        const kept = [...sampleLast(x, count)];
        if (x.length <= count) {
          expect(kept).toEqual([...x.keys()]);
          return;
        }
        const [low, high] = [x[0] ?? 0, x.at(-1) ?? 0];
        const bucket = (at: number) =>
          high === low ? 0 : Math.min(count - 1, Math.floor((at - low) * (count / (high - low))));
        const naive = [...x.keys()].filter((i) => i === x.length - 1 || bucket(x[i] ?? 0) !== bucket(x[i + 1] ?? 0));
        expect(kept).toEqual(naive);
      }),
    );
  });

  test('lttb gives so many finite points in order, the ends among them, and keeps a spike', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 4, max: 20 }), ({ x, y }, count) => {
        const kept = [...sampleLttb(x, y, count)];
        expect(kept).toEqual([...kept].sort((a, b) => a - b));
        const finite = [...y.keys()].filter((i) => Number.isFinite(y[i]));
        if (x.length <= count) {
          expect(kept).toEqual([...x.keys()]);
          return;
        }
        expect(kept.length).toBe(Math.min(count, finite.length));
        expect([kept[0], kept.at(-1)]).toEqual([finite[0], finite.at(-1)]);
      }),
    );
    const x = Float64Array.from({ length: 1000 }, (_, i) => i);
    const spiked = x.map((i) => (i === 617 ? 100 : Math.sin(i / 50)));
    expect([...sampleLttb(x, spiked, 20)]).toContain(617);
  });
});

test('bins are means of what is not NaN, placed at their start', () => {
  fc.assert(
    fc.property(curve, fc.constantFrom(1, 7, 100), ({ x, y }, width) => {
      const starts = [...new Set([...x].map((at) => Math.floor(at / width) * width))];
      const { x: found, columns } = binMeans(x, [y], width);
      expect([...found].map((at) => at + 0)).toEqual(starts.map((at) => at + 0));
      const of = (start: number) =>
        [...y].filter((v, i) => !Number.isNaN(v) && Math.floor((x[i] ?? 0) / width) * width === start);
      close(
        columns[0] ?? new Float64Array(),
        starts.map((start) => mean(of(start))),
      );
    }),
  );
});

test('joined curves have every place of any of them', () => {
  const joined = joinCurves([
    { x: Float64Array.of(0, 10, 20), values: Float64Array.of(1, 2, 3) },
    { x: Float64Array.of(10, 15), values: Float64Array.of(4, 5) },
  ]);
  expect([...joined.x]).toEqual([0, 10, 15, 20]);
  expect(joined.values).toEqual([[1], [2, 4], [5], [3]]);
});

test('bands as numpy and scipy have them', () => {
  const values = [3, 1, 4, 1, 5];
  const near = (of: ReturnType<typeof bandOf>) =>
    [of.value, of.lo ?? 0, of.hi ?? 0].map((x) => Number(x.toPrecision(12)));
  expect(near(bandOf(values, 'std'))).toEqual([2.8, 1.011145618, 4.588854382]);
  expect(near(bandOf(values, 'sem'))).toEqual([2.8, 2, 3.6]);
  expect(near(bandOf(values, 'ci95'))).toEqual([2.8, 0.578843915842, 5.02115608416]);
  expect(near(bandOf(values, 'iqr'))).toEqual([3, 1, 4]);
  expect(near(bandOf(values, 'minmax'))).toEqual([2.8, 1, 5]);
  expect(bandOf([2], 'ci95')).toEqual({ value: 2, lo: null, hi: null, n: 1 });
  expect(bandOf([Number.NaN], 'std')).toEqual({ value: Number.NaN, lo: Number.NaN, hi: Number.NaN, n: 0 });
});

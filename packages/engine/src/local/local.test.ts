import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderByX, pick } from './order-by-x.ts';
import { sampleMinmax } from './sample-minmax.ts';
import { smoothEma } from './smooth-ema.ts';
import { windowOf } from './window.ts';

const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  fc.constantFrom(0, -0, 1, 1, 2, Number.NaN, Infinity, -Infinity, 1e300, 5e-324),
);
const steps = fc.uniqueArray(
  fc.oneof(fc.integer({ min: -50, max: 400 }), fc.double({ min: -10, max: 1e6, noNaN: true })),
  {
    minLength: 0,
    maxLength: 120,
    comparator: (a, b) => a === b,
  },
);
const curve = steps.chain((x) =>
  fc.array(value, { minLength: x.length, maxLength: x.length }).map((y) => ({
    x: Float64Array.from(x.map((step) => step + 0)).sort(),
    y: Float64Array.from(y),
  })),
);

describe('smoothEma', () => {
  test('is the debiased mean with weights falling by age, over the finite points', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (y, weight) => {
        const smoothed = smoothEma(Float64Array.from(y), weight);
        for (const [i, point] of y.entries()) {
          if (!Number.isFinite(point)) {
            expect(smoothed[i]).toBe(point);
            continue;
          }
          const finite = y.slice(0, i + 1).filter(Number.isFinite);
          const weights = finite.map((_, age) => weight ** (finite.length - 1 - age));
          const total = weights.reduce((a, b) => a + b, 0);
          const mean = finite.reduce((sum, v, j) => sum + (v * (weights[j] ?? 0)) / total, 0);
          const size = Math.max(...finite.map(Math.abs));
          expect(Math.abs((smoothed[i] ?? Number.NaN) - mean)).toBeLessThanOrEqual(1e-12 * size + 1e-320);
        }
      }),
    );
  });

  test('weight 0 changes nothing; one value stays itself to the last digit', () => {
    expect([...smoothEma(Float64Array.of(1, Number.NaN, 3), 0)]).toEqual([1, Number.NaN, 3]);
    expect([...smoothEma(Float64Array.of(0.1, 0.1, 0.1), 0.9)]).toEqual([0.1, 0.1, 0.1]);
    expect([...smoothEma(new Float64Array(0), 0.9)]).toEqual([]);
  });

  test("is TensorBoard's formula, worked by hand", () => {
    // Accumulated 0.4, 1.04, -, 2.224 over the shares 0.4, 0.64, -, 0.784.
    expect([...smoothEma(Float64Array.of(1, 2, Number.NaN, 4), 0.6)].map((v) => Number(v.toFixed(9)))).toEqual([
      1,
      1.625,
      Number.NaN,
      2.836734694,
    ]);
  });
});

describe('sampleMinmax', () => {
  test('keeps first, last, least and greatest of every bucket, the earliest if tied', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 4, max: 60 }), ({ x, y }, count) => {
        expect([...sampleMinmax(x, y, count)]).toEqual(naiveMinmax([...x], [...y], count));
      }),
    );
  });

  test('gives at most the count that was asked for, and whole curves where they fit', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 150 }), ({ x, y }, count) => {
        const kept = sampleMinmax(x, y, count);
        expect(kept.length).toBeLessThanOrEqual(count);
        if (x.length <= count) expect(kept.length).toBe(x.length);
      }),
    );
  });

  test('equal x, as of two points in one microsecond, are one bucket', () => {
    const x = Float64Array.of(5, 5, 5, 5, 5);
    expect([...sampleMinmax(x, Float64Array.of(3, 9, 1, 9, 2), 4)]).toEqual([0, 1, 2, 4]);
  });

  test('a bucket of NaN alone keeps its ends', () => {
    const x = Float64Array.of(0, 1, 2, 3, 100);
    const nan = Number.NaN;
    expect([...sampleMinmax(x, Float64Array.of(nan, nan, nan, nan, 1), 4)]).toEqual([0, 4]);
    expect([...sampleMinmax(x, Float64Array.of(nan, nan, 7, 8, nan), 4)]).toEqual([0, 2, 3, 4]);
  });
});

function naiveMinmax(x: number[], y: number[], count: number): number[] {
  if (x.length <= count) return [...x.keys()];
  const n = Math.floor(count / 4);
  const low = Math.min(...x);
  const high = Math.max(...x);
  const groups = new Map<number, number[]>();
  for (const [i, at] of x.entries()) {
    const bucket = low === high ? 0 : Math.min(n - 1, Math.floor((at - low) * (n / (high - low))));
    groups.set(bucket, [...(groups.get(bucket) ?? []), i]);
  }
  const kept = [...groups.values()].flatMap((group) => {
    const numbers = group.filter((i) => !Number.isNaN(y[i]));
    const values = numbers.map((i) => y[i] ?? 0);
    const least = numbers.find((i) => y[i] === Math.min(...values));
    const greatest = numbers.find((i) => y[i] === Math.max(...values));
    return [group[0], group.at(-1), least, greatest].filter((i) => i !== undefined);
  });
  return [...new Set(kept)].sort((a, b) => a - b);
}

describe('windowOf', () => {
  test('holds both ends', () => {
    const bound = fc.option(fc.oneof(fc.integer({ min: -60, max: 410 }), fc.constantFrom(-Infinity, Infinity)), {
      nil: undefined,
    });
    fc.assert(
      fc.property(curve, bound, bound, ({ x }, from, to) => {
        const { start, end } = windowOf(x, { ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
        const inside = [...x].filter((v) => (from === undefined || v >= from) && (to === undefined || v <= to));
        expect([...x.subarray(start, end)]).toEqual(inside);
      }),
    );
  });
});

describe('orderByX', () => {
  test('sorts by x and keeps the order of ties', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }), (times) => {
        const x = Float64Array.from(times);
        const order = orderByX(x) ?? Uint32Array.from(x.keys());
        const wanted = [...times.keys()].sort((i, j) => (times[i] ?? 0) - (times[j] ?? 0) || i - j);
        expect([...order]).toEqual(wanted);
        expect([...pick(x, order)]).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });
});

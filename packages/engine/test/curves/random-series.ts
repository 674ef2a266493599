import fc from 'fast-check';

/** Points of one series in order of steps. */
export interface Points {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) },
  fc.constantFrom(0, 1, Number.NaN, Number.NaN, Infinity, -Infinity, 1e300, 5e-324),
);
const step = fc.oneof(
  fc.integer({ min: -30, max: 600 }),
  fc.integer({ min: 0, max: 40 }),
  fc.double({ min: -10, max: 1e6, noNaN: true }),
);

/** The points as they are to be written: first all of them with other values and an earlier order, then as they are. */
export function writtenTwice({ steps, times, values }: Points): readonly (Points & { readonly order: Float64Array })[] {
  const order = Float64Array.from(steps.keys());
  const superseded = { steps, times, values: values.map((_, i) => (i % 3 === 0 ? Number.NaN : -12_345)), order };
  return [superseded, { steps, times, values, order: order.map((i) => 1000 + i) }];
}

/** A series with irregular, negative and fractional steps, NaN, infinities, ties, and times that go back now and then. */
export const randomPoints: fc.Arbitrary<Points> = fc
  .uniqueArray(step, { minLength: 1, maxLength: 90, comparator: (a, b) => a === b })
  .chain((steps) => {
    const { length } = steps;
    return fc
      .record({
        values: fc.array(value, { minLength: length, maxLength: length }),
        gaps: fc.array(fc.integer({ min: -2, max: 9 }), { minLength: length, maxLength: length }),
      })
      .map(({ values, gaps }) => {
        let time = 1_760_000_000_000_000;
        return {
          steps: Float64Array.from(steps, (x) => x + 0).sort(),
          times: Float64Array.from(gaps, (gap) => (time += gap * 500_000)),
          values: Float64Array.from(values),
        };
      });
  });

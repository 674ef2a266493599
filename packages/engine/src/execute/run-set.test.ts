import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitsOf, hasRun, intersect, readRuns, subtract, union } from './run-set.ts';

const runs = fc.uniqueArray(fc.integer({ min: 1, max: 300 })).map((numbers) => Uint32Array.from(numbers));

test('a bit set has the runs that it was made of', () => {
  fc.assert(
    fc.property(runs, fc.integer({ min: 0, max: 4000 }), (of, other) => {
      expect([...of].every((run) => hasRun(bitsOf(of), run))).toBe(true);
      expect(hasRun(bitsOf(of), other)).toBe(of.includes(other));
    }),
  );
});

test('sets are put together as sets are, in the order of the first', () => {
  fc.assert(
    fc.property(runs, runs, (a, b) => {
      expect([...intersect(a, b)]).toEqual([...a].filter((run) => b.includes(run)));
      expect([...subtract(a, b)]).toEqual([...a].filter((run) => !b.includes(run)));
      expect([...union([a, b])]).toEqual([...new Set([...a, ...b])]);
    }),
  );
});

test('runs are read as they are written, none from null', () => {
  fc.assert(
    fc.property(runs, (of) => {
      expect([...readRuns([...of].join(','))]).toEqual([...of]);
    }),
  );
  expect([...readRuns(null)]).toEqual([]);
});

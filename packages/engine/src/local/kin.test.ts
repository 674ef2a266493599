import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Edges, reach, siblings } from './kin.ts';

const node = fc.integer({ min: 1, max: 7 });
const edges = fc.array(fc.tuple(node, node), { maxLength: 14 });
const starts = fc.uniqueArray(node, { minLength: 1, maxLength: 3 });

function edgesOf(pairs: readonly (readonly [number, number])[]): Edges {
  return { parents: pairs.map(([parent]) => parent), children: pairs.map(([, child]) => child) };
}

/** The nodes from which one start is at most so many edges away, by trying every length. */
function within(pairs: readonly (readonly [number, number])[], start: number, most: number): Set<number> {
  const found = new Set<number>();
  let front = new Set([start]);
  for (let length = 1; length <= Math.min(most, 10); length++) {
    front = new Set(pairs.filter(([parent]) => front.has(parent)).map(([, child]) => child));
    for (const each of front) found.add(each);
  }
  return found;
}

test('descendants are what some other start reaches, cycles or not', () => {
  fc.assert(
    fc.property(edges, starts, fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY), (pairs, from, most) => {
      const naive = [1, 2, 3, 4, 5, 6, 7].filter((each) =>
        from.some((start) => start !== each && within(pairs, start, most).has(each)),
      );
      expect([...reach(edgesOf(pairs), from, most, 'down')].sort()).toEqual(naive);
      const turned = pairs.map(([parent, child]) => [child, parent] as const);
      expect([...reach(edgesOf(turned), from, most, 'up')].sort()).toEqual(naive);
    }),
  );
});

test('siblings share a parent with some other start', () => {
  fc.assert(
    fc.property(edges, starts, (pairs, from) => {
      const naive = [1, 2, 3, 4, 5, 6, 7].filter((each) =>
        from.some(
          (start) =>
            start !== each &&
            pairs.some(([parent, child]) => child === each && pairs.some(([p, c]) => p === parent && c === start)),
        ),
      );
      expect([...siblings(edgesOf(pairs), from)].sort()).toEqual(naive);
    }),
  );
});

test('a chain of 100,000 generations ends', () => {
  const parents = Uint32Array.from({ length: 100_000 }, (_, i) => i + 1);
  const children = parents.map((parent) => parent + 1);
  expect(reach({ parents, children }, [1], Number.POSITIVE_INFINITY, 'down')).toHaveLength(100_000);
});

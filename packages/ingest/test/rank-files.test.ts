import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankFiles } from '../src/tensorboard/rank-files.ts';

test('ranks grow with names in whatever order files come, and known ones stay while there is room', () => {
  const arrivals = fc.array(fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 10 }), { maxLength: 20 });
  fc.assert(
    fc.property(arrivals, (rounds) => {
      const known = new Map<string, number>();
      for (const round of rounds) {
        const names = [...new Set([...known.keys(), ...round.map((name) => String(name).padStart(4, '0'))])].sort();
        const files = names.map((name) => ({ name, ...(known.has(name) ? { rank: known.get(name) ?? 0 } : {}) }));
        const ranks = rankFiles(files);
        const inOrder = names.map((name) => ranks.get(name)?.rank ?? -1);
        expect(inOrder.every((rank, at) => rank > (inOrder[at - 1] ?? 0) && rank < 2 ** 21)).toBe(true);
        for (const [name, rank] of known) expect(ranks.get(name)?.again).toBe(ranks.get(name)?.rank !== rank);
        for (const name of names) known.set(name, ranks.get(name)?.rank ?? 0);
      }
    }),
    { numRuns: 200 },
  );
});

test('a file for which there is no room puts all that follow behind it, to be read again', () => {
  const ranks = rankFiles([{ name: 'a', rank: 5 }, { name: 'b' }, { name: 'c', rank: 6 }, { name: 'd', rank: 9 }]);
  expect([...ranks].map(([name, { rank, again }]) => [name, rank > 9, again])).toEqual([
    ['a', false, false],
    ['b', true, false],
    ['c', true, true],
    ['d', true, true],
  ]);
});

test('thousands of files at once, and thousands one by one', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => ({ name: String(at).padStart(6, '0') }));
  expect(rankFiles(many).size).toBe(20_000);
  let files: { name: string; rank: number }[] = [];
  for (let at = 0; at < 2000; at++) {
    const rank =
      rankFiles([...files, { name: String(at).padStart(6, '0') }]).get(String(at).padStart(6, '0'))?.rank ?? 0;
    files = [...files, { name: String(at).padStart(6, '0'), rank }];
  }
  expect(files.at(-1)?.rank).toBeLessThan(2 ** 21);
});

test('a thousand files, each before the others, keep their ranks', () => {
  let files: { name: string; rank: number }[] = [];
  for (let at = 999; at >= 0; at--) {
    const name = String(at).padStart(6, '0');
    const ranks = rankFiles([{ name }, ...files]);
    expect([...ranks.values()].some(({ again }) => again)).toBe(false);
    files = [{ name, rank: ranks.get(name)?.rank ?? 0 }, ...files];
  }
});

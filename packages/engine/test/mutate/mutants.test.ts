import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { mutantsOf, withHits, withMutant } from './mutants.ts';

const code = `
const few = (items, most) => {
  if (items.length === 0) return ['none', ...items];
  const kept = items.filter((item) => item < most && item !== 2);
  return { kind: 'kept', kept: kept.some((item) => item > 0) ? kept : [], text: \`\${most} AND more\`, key: 'asc' };
};
`;
const { mutants, sites } = mutantsOf(code, () => true);

test('makes every fault of a program once', () => {
  expect(mutants.map(({ what }) => what).toSorted()).toEqual([
    ' AND more ->  OR more',
    '\'asc\' -> "desc"',
    "'none' -> ...[]",
    '...items -> ...[]',
    '0 -> 1',
    '0 -> 1',
    '2 -> 1',
    '2 -> 3',
    'item !== 2 -> (item === 2)',
    'item < most && item !== 2 -> ((item < most) || (item !== 2))',
    'item < most && item !== 2 -> (item !== 2)',
    'item < most -> (item <= most)',
    'item < most -> (item > most)',
    'item > 0 -> (item < 0)',
    'item > 0 -> (item >= 0)',
    'items.filter((item) => item < most && item !== 2) -> (items)',
    'items.length === 0 -> (items.length !== 0)',
    'items.length === 0 -> (items.length === 0, false)',
    'kept.some((item) => item > 0) -> !(kept.some((item) => item > 0))',
    'kept: kept.some((item) => item > 0) ? kept : [] -> ...{}',
    "key: 'asc' -> ...{}",
    'some -> every',
    `text: \`\${most} AND more\` -> ...{}`,
  ]);
});

test('a fault is a program that does something else', () => {
  const answers = new Set(
    mutants.map((mutant) => {
      return JSON.stringify(
        runInNewContext(`${withMutant(code, mutant)}; [few([], 3), few([1, 2, 3], 3), few([3], 3), few([0], 3)]`),
      );
    }),
  );
  expect(answers.size).toBeGreaterThan(mutants.length / 2);
});

test('the program that tells which sites it evaluates does the same', () => {
  const hits = new Set<number>();
  const run = (text: string) =>
    JSON.stringify(runInNewContext(`${text}; few([], 3)`, { hit: (site: number) => hits.add(site) }));
  expect(run(withHits(code, sites, 'hit'))).toBe(run(code));
  const hit = mutants.filter(({ site }) => hits.has(site)).map(({ what }) => what);
  expect(hit).toContain("'none' -> ...[]");
  expect(hit).not.toContain('\'asc\' -> "desc"');
});

test('makes no fault elsewhere than it is meant to', () => {
  expect(mutantsOf(code, () => false).mutants).toEqual([]);
});

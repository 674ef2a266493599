import { describe, expect, test } from 'vitest';
import { chooseColumns } from './choose-columns.ts';
import { filterBy, whereName } from './filter-by.ts';
import { groupBy } from './group-by.ts';
import { sortBy, sortedBy } from './sort-by.ts';

const runs = 'runs select name, min(val/loss) as vl limit 5';
const missing = { column: 'vl', type: 'number', value: null } as const;

describe('before the select that names it, a computed column is asked for by what it is', () => {
  test('to sort', () => {
    expect(sortBy(runs, 'vl', 'desc')).toBe('runs sort by min(val/loss) desc select name, min(val/loss) as vl limit 5');
    expect(sortBy('runs sort by name, min(val/loss) select min(val/loss) as vl', 'vl', 'desc', true)).toBe(
      'runs sort by name, min(val/loss) desc select min(val/loss) as vl',
    );
    expect(sortBy('runs select (a - b) * 2 as d', 'd', 'asc')).toBe('runs sort by (a - b) * 2 select (a - b) * 2 as d');
    expect(sortBy('runs group by k select mean(a) band ci95 as m', 'm', 'asc')).toBe(
      'runs group by k sort by mean(a) select mean(a) band ci95 as m',
    );
  });

  test('to filter', () => {
    expect(filterBy(runs, missing, 'only')).toBe(
      'runs where min(val/loss) is missing select name, min(val/loss) as vl limit 5',
    );
    expect(filterBy('runs select a - b as d', { column: 'd', type: 'number', value: 2 }, '<=')).toBe(
      'runs where a - b <= 2 select a - b as d',
    );
    expect(
      filterBy('runs where c > 1 select a > 1 as good', { column: 'good', type: 'bool', value: true }, 'only'),
    ).toBe('runs where c > 1 and (a > 1) = true select a > 1 as good');
    expect(whereName(runs, 'name')).toBe('name');
  });

  test('to group', () => {
    expect(groupBy(runs, 'vl')).toBe('runs limit 5 group by min(val/loss) select count() as runs sort by runs desc');
  });

  test('also where another column has that name', () => {
    const text = 'runs select name, min(val/loss) as step';
    expect(sortBy(text, 'step', 'asc')).toBe('runs sort by min(val/loss) select name, min(val/loss) as step');
    expect(groupBy(text, 'step')).toBe('runs group by min(val/loss) select count() as runs sort by runs desc');
  });
});

test('behind its select a computed column is asked for by its name', () => {
  const text = 'runs select min(val/loss) as vl where vl < 1 sort by vl';
  expect(sortBy(text, 'vl', 'desc')).toBe('runs select min(val/loss) as vl where vl < 1 sort by vl desc');
  expect(filterBy(text, missing, 'not')).toBe(
    'runs select min(val/loss) as vl where vl < 1 and vl is not missing sort by vl',
  );
});

test('what sorts is the column of the table that is sorted, whatever the others are called', () => {
  const desc = (column: string) => ({ column, direction: 'desc' });
  expect(sortedBy('runs sort by min( val/loss ) desc select min(val/loss) as vl')).toEqual([desc('vl')]);
  expect(sortedBy('runs select min(val/loss) as vl sort by vl desc')).toEqual([desc('vl')]);
  expect(sortedBy('runs sort by min(val/loss) desc select step, min(val/loss) as `a b`')).toEqual([desc('a b')]);
  expect(sortedBy('runs sort by step desc select min(val/loss) as step')).toEqual([]);
  expect(sortedBy('runs sort by step desc select step as s, min(val/loss) as step')).toEqual([desc('s')]);
});

test('columns that are chosen keep their bands', () => {
  expect(chooseColumns('runs group by k select mean(a) band ci95, mean(b) band std as m, c', ['m', 'mean(a)'])).toBe(
    'runs group by k select mean(b) band std as m, mean(a) band ci95',
  );
});

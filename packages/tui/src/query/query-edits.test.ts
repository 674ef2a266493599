import { describe, expect, test } from 'vitest';
import type { SheetColumn } from '../sheet/sheet.ts';
import { childrenOf, runsOfGroup } from './below.ts';
import { chooseColumns } from './choose-columns.ts';
import { curvesOf } from './curves-of.ts';
import { filterBy } from './filter-by.ts';
import { groupBy } from './group-by.ts';
import { groupedRuns } from './group-curves.ts';
import { sortBy, sortedBy } from './sort-by.ts';
import { columnExpression, readQuery } from './splice.ts';
import { baselineOf, versus } from './versus.ts';
import { withIds } from './with-ids.ts';

const grouped =
  'runs where a = 1 group by params.lr, day(created) as d select mean(max(acc)) as best, count() as n sort by n';

describe('sort', () => {
  test('is put where the order of the rows is made', () => {
    expect(sortBy('runs', 'val/acc', 'desc')).toBe('runs sort by val/acc desc');
    expect(sortBy('runs where a > 1 limit 5', 'name', 'asc')).toBe('runs where a > 1 sort by name limit 5');
    expect(sortBy('runs sort by a limit 5', 'b', 'desc')).toBe('runs sort by b desc limit 5');
    expect(sortBy('runs sort by a group by k', 'k', 'desc')).toBe('runs sort by a group by k sort by k desc');
  });

  test('behind other keys replaces an own key of the column', () => {
    expect(sortBy('runs sort by a desc', 'b', 'asc', true)).toBe('runs sort by a desc, b');
    expect(sortBy('runs sort by a desc, b', 'a', 'asc', true)).toBe('runs sort by b, a');
  });

  test('knows what sorts a query', () => {
    expect(sortedBy('runs sort by `val f1 (B)` desc, b')).toEqual([
      { column: 'val f1 (B)', direction: 'desc' },
      { column: 'b', direction: 'asc' },
    ]);
    expect(sortedBy('runs')).toEqual([]);
  });

  test('of a query that is wrong there is none', () => {
    expect(sortBy('runs where', 'a', 'asc')).toBeUndefined();
  });
});

describe('filter', () => {
  const only = (type: SheetColumn['type'], value: Parameters<typeof filterBy>[1]['value'], column = 'x') =>
    filterBy('runs', { column, type, value }, 'only');

  test('asks for a value at its full precision', () => {
    expect(only('number', 0.1 + 0.2)).toBe('runs where x = 0.30000000000000004');
    expect(only('number', 1e300)).toBe('runs where x = 1e300');
    expect(only('integer', 9007199254740993n)).toBe('runs where x = 9007199254740993');
    expect(only('number', Number.NEGATIVE_INFINITY)).toBe('runs where x = -inf');
    expect(only('text', "it's")).toBe("runs where x = 'it''s'");
    expect(only('bool', true)).toBe('runs where x = true');
    expect(only('time', 1_763_716_800_123_456)).toBe('runs where x = 2025-11-21T09:20:00.123456Z');
    expect(only('duration', 1.5)).toBe('runs where x = 1.5s');
    expect(only('list', ['a'])).toBeUndefined();
  });

  test('asks for what is missing or NaN by name', () => {
    expect(only('number', null)).toBe('runs where x is missing');
    expect(only('number', Number.NaN)).toBe('runs where x is nan');
  });

  test('of another value keeps what is missing', () => {
    expect(filterBy('runs where a = 1', { column: 'x', type: 'number', value: 2 }, 'not')).toBe(
      'runs where a = 1 and (x != 2 or x is missing)',
    );
    expect(filterBy('runs', { column: 'x', type: 'number', value: null }, 'not')).toBe('runs where x is not missing');
  });

  test('keeps an or of the query together', () => {
    expect(filterBy('runs where a = 1 or b = 2', { column: 'x', type: 'number', value: 2 }, '<=')).toBe(
      'runs where (a = 1 or b = 2) and x <= 2',
    );
  });

  test('of groups comes behind them', () => {
    expect(filterBy(grouped, { column: 'n', type: 'integer', value: 3 }, '>=')).toBe(
      'runs where a = 1 group by params.lr, day(created) as d where count() >= 3 select mean(max(acc)) as best, count() as n sort by n',
    );
  });
});

describe('columns', () => {
  test('are the select of the query, with what it computes under names', () => {
    expect(chooseColumns('runs', ['name', 'val f1 (B)'])).toBe('runs select name, `val f1 (B)`');
    expect(chooseColumns('runs select max(a) as top, b sort by b', ['b', 'top'])).toBe(
      'runs select b, max(a) as top sort by b',
    );
    expect(chooseColumns('runs select std(a over last 20), b', ['std(a over last 20)'])).toBe(
      'runs select std(a over last 20)',
    );
  });

  test('that are expressions stay expressions, and other names are quoted', () => {
    expect(columnExpression('val/acc')).toBe('val/acc');
    expect(columnExpression('mean(val/acc)')).toBe('mean(val/acc)');
    expect(columnExpression('not')).toBe('`not`');
    expect(columnExpression('a b')).toBe('`a b`');
    expect(columnExpression('a, b desc')).toBe('`a, b desc`');
  });

  test('of runs come with their ids', () => {
    expect(withIds('runs select a sort by a')).toBe('runs select a, id as `xt id` sort by a');
    for (const text of ['runs', 'runs select count()', grouped, 'metrics select name', 'runs select']) {
      expect(withIds(text)).toBe(text);
    }
    expect(readQuery(withIds('runs select name, params.* limit 3'))).toBeDefined();
  });
});

describe('groups', () => {
  test('are made of the runs that the query keeps', () => {
    expect(groupBy('runs where a = 1 select b sort by b limit 3', 'params.lr')).toBe(
      'runs where a = 1 sort by b limit 3 group by params.lr select count() as runs sort by runs desc',
    );
    expect(groupBy(grouped, 'n')).toBeUndefined();
  });

  test('open to their runs, each with its own value under what is made of it', () => {
    const key = (name: string, type: SheetColumn['type']) => ({
      name,
      type,
      role: 'key' as const,
      right: false,
      text: () => null,
      read: () => null,
    });
    const keys = [
      { column: key('params.lr', 'number'), value: 0.1 },
      { column: key('d', 'time'), value: 1_763_683_200_000_000 },
    ];
    expect(runsOfGroup(grouped, keys)).toBe(
      'runs where a = 1 and params.lr = 0.1 and day(created) = 2025-11-21T00:00:00.000000Z select name, params.lr as params.lr, day(created) as d, max(acc) as best',
    );
    expect(runsOfGroup(grouped, keys.slice(1))).toBeUndefined();
    expect(runsOfGroup('runs', [])).toBeUndefined();
  });

  test('of runs are asked for in the columns of the table', () => {
    expect(childrenOf('runs', "it's", ['val/acc', 'b c'])).toBe("runs where child of 'it''s' select val/acc, `b c`");
    expect(childrenOf('runs', 'a', [])).toBe("runs where child of 'a'");
  });

  test('have what the query computes under names of its own, and its baseline', () => {
    const text = "runs select name, min(val/loss) as vl, a - b vs 'r1' on vl where vl < 1";
    expect(childrenOf(text, 'a', ['name', 'vl', 'a - b'])).toBe(
      "runs where child of 'a' select name, min(val/loss) as vl, a - b vs 'r1' on vl",
    );
  });
});

describe('a baseline', () => {
  test('stands in the query once', () => {
    const first = versus('runs select name, a', 'r1', ['a']);
    expect(first).toBe("runs select name, a vs 'r1' on a");
    expect(versus(first ?? '', 'r2', ['a', 'b c'])).toBe("runs select name, a vs 'r2' on a, `b c`");
    expect(versus(first ?? '', undefined, [])).toBe('runs select name, a');
    expect(baselineOf(first ?? '')).toBe('r1');
  });
});

describe('curves', () => {
  test('name their metrics, whatever these are called', () => {
    const asked = {
      metrics: ['val/acc', 'f1 (B)'],
      of: { kind: 'runs' as const, ids: ['a', "b'"] },
      smooth: 0.9,
      axis: 'relative' as const,
      window: undefined,
      points: 400,
    };
    expect(curvesOf(asked)).toBe(
      "curves metrics.val/acc, metrics.`f1 (B)` of run 'a', 'b''' x relative smooth ema 0.9 sample 400",
    );
    for (const window of [
      { from: 0.5, to: 12.25 },
      { from: -1, to: 1e-7 },
    ]) {
      expect(readQuery(curvesOf({ ...asked, window }))).toBeDefined();
    }
    const groups = groupedRuns('runs where a = 1 select name group by params.lr, day(created) as d select count()');
    expect(curvesOf({ ...asked, metrics: ['acc'], of: { kind: 'groups', ...(groups ?? { runs: '', by: '' }) } })).toBe(
      'curves metrics.acc of (runs where a = 1) x relative smooth ema 0.9 group by params.lr, day(created) as d band std sample 400',
    );
    expect(groupedRuns('runs')).toBeUndefined();
    expect(groupedRuns('runs select min(a) as low where low < 1 group by step, k as value')).toEqual({
      runs: 'runs select min(a) as low where low < 1',
      by: 'group by step as `run step`, k as `run value`',
    });
    expect(readQuery(curvesOf({ ...asked, axis: 'step', window: { from: -1.5, to: 1e21 } }))).toBeDefined();
  });
});

import { buildTable, type Column, encode } from '@xt/engine/arrow';
import { expect, test } from 'vitest';
import { makeResult } from './result.ts';

function result(columns: readonly Column[], notes: readonly string[] = []) {
  return makeResult({ text: 'runs', bytes: Buffer.concat([...encode(buildTable(columns))]), notes, zone: 'UTC' });
}

test('rows and columns have the values of JavaScript', () => {
  const answer = result([
    { name: 'id', type: 'text', machine: true, values: ['a', 'b'] },
    { name: 'loss', type: 'number', values: [Number.NaN, null] },
    { name: 'count', type: 'integer', values: [3, 9_007_199_254_740_993n] },
    { name: 'at', type: 'time', values: [1_700_000_000_123_000n, null] },
    { name: 'tags', type: 'list', values: [['x', 'y'], []] },
    { name: 'lr', type: 'mixed', values: ['0.1', '"auto"'] },
    { name: 'isBest', type: 'bool', values: [true, null] },
  ]);
  expect(answer.numRows).toBe(2);
  expect(answer.names).toEqual(['id', 'loss', 'count', 'at', 'tags', 'lr', 'isBest']);
  expect(answer.toArray()).toEqual([
    { id: 'a', loss: Number.NaN, count: 3, at: new Date(1_700_000_000_123), tags: ['x', 'y'], lr: 0.1, isBest: true },
    { id: 'b', loss: null, count: 9_007_199_254_740_993n, at: null, tags: [], lr: 'auto', isBest: null },
  ]);
  expect(answer.columns['loss']).toEqual(new Float64Array([Number.NaN, Number.NaN]));
  expect(answer.columns['lr']).toEqual([0.1, 'auto']);
  expect([...answer.numbers('count')]).toEqual([3, 9_007_199_254_740_992]);
  expect(() => answer.numbers('lr')).toThrow(
    'the column `lr` has no numbers\nhint: a param of several types is one as',
  );
  expect(() => answer.numbers('acc')).toThrow('the answer has no column `acc`\nhint: its columns: `id`, `loss`, ');
  expect(answer.table.getChild('id')?.get(1)).toBe('b');
});

test('a long table shows its first rows and says of how many', () => {
  const answer = result(
    [{ name: 'n', type: 'integer', values: Array.from({ length: 12_345 }, (_, i) => i) }],
    ['rough'],
  );
  const html = answer.toHtml();
  expect(html.match(/<tr>/g)).toHaveLength(21);
  expect(html).toContain('showing 20 of 12,345 rows');
  expect(html).toContain('note: rough');
  expect(answer.toHtml({ rows: 2 })).toContain('showing 2 of 12,345 rows');
  expect(answer.toString().split('\n')).toHaveLength(24);
  expect(answer.toString()).toMatch(/showing 20 of 12,345 rows; .*\nnote: rough$/);
  expect(answer.toString({ rows: 1 })).toMatch(/─\n0\nshowing 1 of 12,345 rows; .*\nnote: rough$/);
  expect(answer.toString({ rows: Number.POSITIVE_INFINITY })).toContain('12344\nshowing 12,345 of 12,345 rows\n');
  for (const rows of [0, -1, 1.5, Number.NaN]) {
    expect(() => answer.toString({ rows })).toThrow('the option `rows` of `toString` cannot be');
    expect(() => answer.toHtml({ rows })).toThrow('the option `rows` of `toHtml` cannot be');
  }
  expect(result([{ name: 'n', type: 'integer', values: [1] }]).toHtml()).toContain('showing 1 of 1 row<');
  expect(result([{ name: 'n', type: 'integer', values: [] }]).toHtml()).toContain('no rows');
});

test('on a terminal a table is as wide as that', () => {
  const { isTTY, columns } = process.stdout;
  const wide = result(['a', 'b'].map((name): Column => ({ name, type: 'text', values: ['x'.repeat(60)] })));
  const widest = () =>
    Math.max(
      ...wide
        .toString()
        .split('\n')
        .map((line) => line.length),
    );
  expect(widest()).toBe(122);
  try {
    Object.assign(process.stdout, { isTTY: true, columns: 80 });
    expect(widest()).toBe(80);
  } finally {
    Object.assign(process.stdout, { isTTY, columns });
  }
});

test('nothing that somebody named is markup, and very many columns are counted rather than shown', () => {
  const bad = '<img src=x onerror=alert(1)>&\u202e';
  const html = result([{ name: bad, type: 'text', values: [bad] }], [bad]).toHtml();
  expect(html).not.toContain('<img');
  expect(html).not.toContain('\u202e');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;\\u202e');
  const wide = Array.from({ length: 100 }, (_, i): Column => ({ name: `c${i}`, type: 'number', values: [1] }));
  expect(result(wide).toHtml()).toContain('; 40 more columns');
});

import { expect, test } from 'vitest';
import { placeLists } from './clickhouse-text.ts';

const text =
  'SELECT {p1:Array(UInt32)} WHERE a IN {p1:Array(UInt32)} AND NOT (b IN {p2:Array(UInt32)}) AND c = {p3:UInt64}';

test('lists of numbers stand where they are searched, and nowhere else', () => {
  expect(placeLists(text, [[1, 20], [4294967295], 3])).toBe(
    'SELECT {p1:Array(UInt32)} WHERE a IN [1,20] AND NOT (b IN [4294967295]) AND c = {p3:UInt64}',
  );
});

test('what is no list of numbers stays a parameter', () => {
  expect(placeLists(text, [[], ['1] OR 1 IN [1'], 3])).toBe(text);
  expect(placeLists('a IN {p1:Array(String)}', [['x']])).toBe('a IN {p1:Array(String)}');
  expect(placeLists('a IN {p2:Array(UInt32)}', [[1]])).toBe('a IN {p2:Array(UInt32)}');
});

import { expect, test } from 'vitest';
import { call, column, infix, postfix, prefix, raw, type Select, slot, subquery, value } from './sql.ts';
import { write } from './write.ts';

const from = { kind: 'table', name: 'run', as: 'r' } as const;

function where(...conditions: NonNullable<Select['where']>) {
  return write({ kind: 'select', columns: [{ value: column('number', 'r') }], from, where: conditions }, 'postgres');
}

test('placeholders are numbered in order of appearance, equal ones share a number', () => {
  const runs = slot('int[]', { kind: 'runs', of: 3, form: 'few' });
  const { text, slots } = where(
    infix('=', column('a'), value('text', 'x')),
    infix('=', column('b'), call('any', runs)),
    infix('=', column('c'), value('text', 'x')),
    infix('=', column('d'), call('any', runs)),
  );
  expect(text).toBe(
    'SELECT r.number\nFROM run AS r\nWHERE a = $1::text AND b = any($2::int[]) AND c = $1::text AND d = any($2::int[])',
  );
  expect(slots).toEqual([
    { kind: 'value', value: 'x' },
    { kind: 'runs', of: 3, form: 'few' },
  ]);
});

test('values that only look alike have placeholders of their own', () => {
  const { slots } = where(
    infix('=', column('a'), value('float8', Number.NaN)),
    infix('=', column('b'), value('float8', null)),
    infix('=', column('c'), value('float8', Number.POSITIVE_INFINITY)),
    infix('=', column('d'), value('text', '1')),
    infix('=', column('e'), value('float8', 1)),
    infix('=', column('f'), value('text', '1')),
  );
  expect(slots).toHaveLength(5);
});

test('an operator inside another stands in parentheses', () => {
  const or = infix('OR', column('a'), infix('AND', column('b'), column('c')));
  expect(where(or, prefix('NOT', or), postfix(infix('+', column('d'), raw('1')), 'IS NULL')).text).toContain(
    'WHERE (a OR (b AND c)) AND NOT (a OR (b AND c)) AND (d + 1) IS NULL',
  );
});

test('each store has its own placeholders', () => {
  const query: Select = { kind: 'select', columns: [{ value: value('Float64', 1) }], from };
  expect(write(query, 'clickhouse').text).toBe('SELECT {p1:Float64}\nFROM run AS r');
});

test('a query inside a query stands on lines of its own, after IN on one', () => {
  const inner: Select = { kind: 'select', columns: [{ value: column('run') }], from: { kind: 'table', name: 'param' } };
  const text = write(
    {
      kind: 'select',
      columns: [{ value: column('user') }],
      from: { kind: 'query', query: inner, as: 'x' },
      where: [infix('IN', column('run'), subquery(inner))],
    },
    'postgres',
  ).text;
  expect(text).toBe('SELECT "user"\nFROM (\n  SELECT run\n  FROM param\n) AS x\nWHERE run IN (SELECT run FROM param)');
});

test('a limit may be of those alike, and a query have small blocks', () => {
  const query: Select = {
    kind: 'select',
    columns: [{ value: column('run') }],
    from: { kind: 'table', name: 'xt.points' },
    order: [{ value: column('step'), descending: true }],
    limit: value('UInt64', 10),
    limitBy: [column('run')],
    smallBlocks: true,
  };
  expect(write(query, 'clickhouse').text).toBe(
    'SELECT run\nFROM xt.points\nORDER BY step DESC\nLIMIT {p1:UInt64} BY run\nSETTINGS max_block_size = 1024',
  );
});

import type { ConstantValue } from '../../src/bind/bound.ts';
import { listContains, listElement } from '../../src/sql/clickhouse-lists.ts';
import { column, type Sql as SqlTree } from '../../src/sql/sql.ts';
import { write } from '../../src/sql/write.ts';
import { type Case, type Forms, type Sql, show } from './case.ts';
import type { Operands, Value } from './operands.ts';

const notThere: Forms = { raw: undefined, xt: undefined };

/** Lists as sources write them: JSON, or what Python prints, which is none. */
const lists: Operands<string | null> = {
  type: 'text',
  values: [
    ...[null, '[]', '[1]', '[1, 2.5, -0.0]', '["a", "1", "É\\n"]', '[true, false, null]', '[[1, "a"], {"a": 1}, 3]'],
    ...['[9007199254740993]', '["\\u00c9\\n"]', ' [ "a" , 2 ] ', '[1, NaN]', 'a, 1', ''],
  ],
};

/** The items of a list; a text that is no JSON list has none. */
function itemsOf(text: string): readonly unknown[] {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}

const wanted: readonly ConstantValue[] = [1, 2.5, 0, 9007199254740992, Infinity, 'a', '1', 'É\n', '', true, false];

const contains: Case = {
  name: 'list-contains',
  title: 'x contains C',
  rows: lists,
  columns: wanted.map((constant) => ({ label: show(constant), constant })),
  result: 'condition',
  language: (x, constant) => (typeof x === 'string' ? itemsOf(x).some((item) => item === constant) : null),
  clickhouse: { raw: undefined, xt: (constant) => sqlOf(listContains(column('x'), constant as ConstantValue)) },
  postgres: notThere,
};

const elements = (['number', 'text', 'bool'] as const).map(
  (reading): Case => ({
    name: `list-element-${reading}`,
    title: `x[i] as a ${reading}`,
    rows: lists,
    columns: [0, 1, 2, 7].map((index) => ({ label: `[${index}]`, constant: index })),
    result: reading === 'bool' ? 'condition' : reading,
    language: (x, index) => (typeof x === 'string' ? readAs(reading, itemsOf(x)[index as number]) : null),
    clickhouse: { raw: undefined, xt: (index) => sqlOf(listElement(column('x'), index as number, reading)) },
    postgres: notThere,
  }),
);

function readAs(reading: 'number' | 'text' | 'bool', item: unknown): Value {
  if (reading === 'number' && typeof item === 'string') return /^-?\d+(\.\d+)?$/.test(item) ? Number(item) : null;
  if (reading === 'number') return typeof item === 'number' ? item : null;
  if (reading === 'text') return typeof item === 'string' ? item : null;
  return typeof item === 'boolean' ? item : null;
}

/** An expression as the product writes it, with its parameters. */
function sqlOf(tree: SqlTree): Sql {
  const from = { kind: 'table', name: 'operands' } as const;
  const { text, slots } = write({ kind: 'select', columns: [{ value: tree }], from }, 'clickhouse');
  const parameters = slots.map((slot) => (slot.kind === 'value' ? slot.value : null));
  return { text: text.slice('SELECT '.length, text.lastIndexOf('\nFROM')), parameters };
}

export const listCases: readonly Case[] = [contains, ...elements];

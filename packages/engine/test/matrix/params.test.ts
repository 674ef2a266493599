import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNumber } from '../../src/catalog/read-text.ts';
import type { ParamValue } from '../../src/stores/write.ts';
import { openEngine } from '../open-engine.ts';
import * as language from './language.ts';
import { sameFolded } from './language.ts';

// A param that holds values of every type, under the same condition asked of Postgres and of ClickHouse.

type Held = Omit<ParamValue, 'name'> | undefined;

const held: readonly Held[] = [
  undefined,
  { type: 'null', text: 'null' },
  ...['1', '-2.5', '0', '-0', '1e308', 'nan', 'inf', '-inf'].map((text) => ({ type: 'number', text }) as const),
  ...['1', '-2.5', '1e400', 'abc', 'ABC', '', 'a\\c', 'a%c', 'a\nc', 'É', '\u212a', 'true', '1_000'].map(
    (text) => ({ type: 'text', text }) as const,
  ),
  { type: 'bool', text: 'true' },
  { type: 'bool', text: 'false' },
  { type: 'list', text: '[1, "abc"]' },
];

const number = (of: Held): number | null =>
  of === undefined || of.type === 'null' || of.type === 'bool' || of.type === 'list'
    ? null
    : (readNumber(of.text) ?? null);
const text = (of: Held): string | null => (of?.type === 'text' ? of.text : null);

interface Asked {
  /** The condition with `X` for the param, or what forces it to ClickHouse. */
  readonly condition: string;
  readonly wanted: (of: Held) => boolean | null;
}

const operators = ['=', '!=', '<', '<=', '>', '>='] as const;
const numberConditions: readonly Asked[] = [
  ...[0, 1, -2.5, 1e308].flatMap((constant) =>
    operators.map((op) => ({
      condition: `X ${op} ${constant}`,
      wanted: (of: Held) => language.compare(op, number(of), constant),
    })),
  ),
  { condition: 'X < inf', wanted: (of) => language.compare('<', number(of), Infinity) },
  { condition: 'X = -inf', wanted: (of) => language.compare('=', number(of), -Infinity) },
  { condition: 'X in (0, 1)', wanted: (of) => language.isIn(number(of), [0, 1]) },
  {
    condition: 'X between -3 and 0',
    wanted: (of) => language.and(language.compare('>=', number(of), -3), language.compare('<=', number(of), 0)),
  },
  { condition: 'X is nan', wanted: (of) => (number(of) === null ? null : Number.isNaN(number(of))) },
  { condition: 'X is finite', wanted: (of) => (number(of) === null ? null : Number.isFinite(number(of))) },
];

const like = (pattern: string, same?: (a: string, b: string) => boolean) => (of: Held) => {
  const x = text(of);
  return x === null ? null : language.like(x, pattern, same ?? ((a, b) => a === b));
};
const textConditions: readonly Asked[] = [
  ...operators.map((op) => ({
    condition: `X ${op} 'abc'`,
    wanted: (of: Held) => language.compare(op, text(of), 'abc'),
  })),
  { condition: "X in ('abc', 'É')", wanted: (of) => language.isIn(text(of), ['abc', 'É']) },
  { condition: "X like 'a_c'", wanted: like('a_c') },
  { condition: "X like '%\\c'", wanted: like('%\\c') },
  { condition: "X ilike 'aBC'", wanted: like('aBC', sameFolded) },
  { condition: "X ilike 'k'", wanted: like('k', sameFolded) },
  { condition: "X ilike 'é'", wanted: like('é', sameFolded) },
  { condition: "X starts with 'a'", wanted: (of) => text(of)?.startsWith('a') ?? null },
  { condition: "X ends with 'c'", wanted: (of) => text(of)?.endsWith('c') ?? null },
  { condition: "X matches '^a.c$'", wanted: (of) => (text(of) === null ? null : /^a.c$/.test(text(of) ?? '')) },
];

let opened: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  opened = await openEngine();
  await opened.stores.writer.write({
    source: 'test',
    project: 'one',
    runs: held.map((value, i) => ({
      sourceId: String(i),
      params: [
        ...(value === undefined ? [] : [{ name: 'p', ...value }]),
        ...(value?.type === 'text' ? [{ name: 't', ...value }] : []),
      ],
    })),
  });
});
afterAll(() => opened?.stores.close());

const forms = ['X', 'not (X)'] as const;

// `params.t` has the texts of `params.p` alone; what computes with a param runs in ClickHouse.
for (const [name, conditions, spellings] of [
  ['numbers', numberConditions, ['params.p', '(params.p + 0)']],
  ['texts', textConditions, ['params.p', 'params.t', 'coalesce(params.t, params.t)']],
] as const) {
  test.each(conditions.map((asked) => [asked.condition, asked] as const))(
    `${name}: %s`,
    async (condition, { wanted }) => {
      for (const form of forms) {
        const says = (of: Held) => (form === 'X' ? wanted(of) : language.not(wanted(of)));
        const expected = held.flatMap((of, i) => (says(of) === true ? [String(i)] : [])).sort();
        for (const x of spellings) {
          const query = `runs where ${form.replace('X', () => condition.replace('X', x))} select run.id`;
          expect([query, (await ids(query)).sort()]).toEqual([query, expected]);
        }
      }
    },
  );
}

async function ids(query: string): Promise<string[]> {
  const { rows } = await opened.ask(query);
  return rows.map((row) => String(row[0]));
}

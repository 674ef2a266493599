import { expect, test } from 'vitest';
import type { Check } from '../bind/bound.ts';
import { typeBits } from '../catalog/value-types.ts';
import { buildChecks } from './build-checks.ts';

const span = { start: 0, end: 0 };

function statementOf(check: Check): string {
  const [built] = buildChecks([check]);
  if (built?.statement === undefined) throw new Error('the check has no statement');
  return built.statement.text;
}

test('runs with another spelling of a param are those that have it and not the one that was written', () => {
  const check = { kind: 'other-spelling', span, what: 'param', name: 'opt.name', ids: [1], others: [2] } as const;
  expect(statementOf(check)).toMatchInlineSnapshot(`
    "SELECT count(DISTINCT p.run) AS runs
    FROM param AS p
    WHERE p.key = any($1::int[]) AND p.run NOT IN (SELECT p.run FROM param AS p WHERE p.key = any($2::int[])) AND p.run NOT IN (SELECT r.number FROM run AS r WHERE r.deleted)"
  `);
});

test('text is told apart by what it reads as', () => {
  const key = { name: 'lr', ids: [1], others: [], types: 127 };
  const conditions = Object.entries(typeBits).map(([type, types]) => {
    const text = statementOf({ kind: 'coerced', span, key, of: 'param', reading: 'number', types });
    return `${type}: ${text.replaceAll(/\s+/g, ' ').replace(/^.* any\(\$1::int\[\]\) AND (.*) AND p\.run NOT IN .*$/, '$1')}`;
  });
  expect(conditions).toMatchInlineSnapshot(`
    [
      "number: p.type = 'number'",
      "text: p.type = 'text' AND p.num IS NULL AND p.flag IS NULL",
      "bool: p.type = 'bool'",
      "list: p.type = 'list'",
      "null: p.type = 'null'",
      "numericText: p.type = 'text' AND p.num IS NOT NULL",
      "boolText: p.type = 'text' AND p.flag IS NOT NULL",
    ]
  `);
});

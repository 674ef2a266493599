import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';
import { describeStep } from '../explain/describe-step.ts';

function compiled(text: string, limit?: number) {
  const { value, diagnostics } = compile(text, worldCatalog(), ann, limit === undefined ? {} : { limit });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value.steps;
}

const counted = (text: string) => compiled(text).steps.find(({ kind }) => kind.startsWith('count-'))?.kind;

test.each([
  "runs where user = me and (val.acc is missing or params.opt = 'adam') select count()",
  'runs where user = me and not (val.acc > 0.5) and (val.loss is missing or state = "failed") select count()',
])('%s: runs that Postgres gave are counted where they are', (text) => {
  expect(counted(text)).toBe('count-runs');
});

test.each([
  // ClickHouse, an index and other runs know nothing of what was removed.
  'runs where val.acc > 0.5 select count()',
  "runs where params.opt = 'adam' and val.acc > 0.5 select count()",
  "run 'baseline' select count()",
  // Postgres has more to say.
  'runs where user = me and val.acc > 0.5 select count()',
  'runs where user = me select count()',
  'runs where user = me and val.acc > 0.5 group by state select count()',
])('%s: Postgres counts', (text) => {
  expect(counted(text)).toBe('count-groups');
});

test('how many rows a limit leaves out is known where all of them were found', () => {
  const steps = compiled("runs where user = me and (val.acc is missing or state = 'failed') select name", 5);
  if (steps.kind !== 'runs') throw new Error(steps.kind);
  expect(steps.steps.filter(({ id }) => id <= steps.rows).map(describeStep)).toMatchInlineSnapshot(`
    [
      "1. postgres: find (run.user = 'ann')",
      "2. postgres: find (run.state = 'failed') within 1",
      "3. clickhouse: find all but (last(metrics.val.acc#1) is missing) within 1",
      "4. 1 without 3",
      "5. union of 2, 4",
      "6. postgres: order by newest first within 5 limit 5, giving run.name",
    ]
  `);
  expect(steps.steps.map(({ kind }) => kind)).not.toContain('count-postgres');
  expect(steps.all).toBe(steps.rows - 1);
});

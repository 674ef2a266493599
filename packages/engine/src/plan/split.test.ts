import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';
import { describeStep } from '../explain/describe-step.ts';

/** The steps that find and order the rows, without those that fetch columns. */
function steps(text: string): readonly string[] {
  const { value, diagnostics } = compile(`${text} select name`, worldCatalog(), ann);
  if (value?.steps.kind !== 'runs') throw new Error(JSON.stringify(diagnostics));
  const { rows } = value.steps;
  return value.steps.steps.filter(({ id }) => id <= rows).map(describeStep);
}

test('one store alone is one step', () => {
  expect(steps("runs where params.opt = 'adam' and state = 'finished' limit 5")).toMatchInlineSnapshot(`
    [
      "1. postgres: order by newest first where ((params.opt#45 as text = 'adam') and (run.state = 'finished')) limit 5, giving run.name",
    ]
  `);
});

test('not is pushed to the leaves', () => {
  expect(steps("runs where not (params.opt = 'adam' or state = 'failed')")).toMatchInlineSnapshot(`
    [
      "1. postgres: order by newest first where (false((params.opt#45 as text = 'adam')) and false((run.state = 'failed'))), giving run.name",
    ]
  `);
});

test('and across stores', () => {
  expect(steps("runs where val.acc > 0.9 and params.opt = 'adam'")).toMatchInlineSnapshot(`
    [
      "1. postgres: find by index (params.opt#45 as text = 'adam')",
      "2. clickhouse: find (last(metrics.val.acc#1) > 0.9) within 1",
      "3. postgres: order by newest first within 2, giving run.name",
    ]
  `);
});

test('or across stores', () => {
  expect(steps("runs where val.acc > 0.9 or params.opt = 'adam' or val.loss < 1")).toMatchInlineSnapshot(`
    [
      "1. postgres: find (params.opt#45 as text = 'adam')",
      "2. clickhouse: find ((last(metrics.val.acc#1) > 0.9) or (last(metrics.val.loss#14) < 1))",
      "3. union of 1, 2",
      "4. postgres: order by newest first within 3, giving run.name",
    ]
  `);
});

test('an or inside an and', () => {
  expect(
    steps("runs where (val.acc > 0.9 or params.opt = 'adam') and val.loss < 1 and tagged 'good'"),
  ).toMatchInlineSnapshot(`
    [
      "1. postgres: find tagged 'good'",
      "2. postgres: find by index (params.opt#45 as text = 'adam')",
      "3. 2 as ordered, in 1",
      "4. clickhouse: find ((last(metrics.val.loss#14) < 1) and ((last(metrics.val.acc#1) > 0.9) or among 3)) within 1",
      "5. postgres: order by newest first within 4, giving run.name",
    ]
  `);
});

test('not of an and across stores', () => {
  expect(steps("runs where not (val.acc > 0.9 and params.opt = 'adam')")).toMatchInlineSnapshot(`
    [
      "1. postgres: find false((params.opt#45 as text = 'adam'))",
      "2. clickhouse: find false((last(metrics.val.acc#1) > 0.9))",
      "3. union of 1, 2",
      "4. postgres: order by newest first within 3, giving run.name",
    ]
  `);
});

test('what holds of a run without rows is asked by its complement', () => {
  expect(steps('runs where val.acc is missing and step > 1000')).toMatchInlineSnapshot(`
    [
      "1. postgres: find (run.step > 1000)",
      "2. clickhouse: find all but (last(metrics.val.acc#1) is missing) within 1",
      "3. 1 without 2",
      "4. postgres: order by newest first within 3, giving run.name",
    ]
  `);
});

test('what may hold of a run without rows needs a row for each', () => {
  expect(steps('runs where coalesce(test.acc, val.acc, 0) > 0.9')).toMatchInlineSnapshot(`
    [
      "1. postgres: find always",
      "2. clickhouse: find (coalesce(last(metrics.test.acc#16), last(metrics.val.acc#1), 0) > 0.9) within 1, a row for each of 1",
      "3. postgres: order by newest first within 2, giving run.name",
    ]
  `);
});

test('values of Postgres travel to what is computed', () => {
  expect(steps('runs where val.acc > params.warmup / params.steps')).toMatchInlineSnapshot(`
    [
      "1. postgres: find always",
      "2. postgres: fetch params.warmup as number, params.steps as number of 1",
      "3. clickhouse: find (last(metrics.val.acc#1) > (params.warmup#54 as number / params.steps#55 as number)) within 1, with the columns of 2",
      "4. postgres: order by newest first within 3, giving run.name",
    ]
  `);
});

test("a limit under ClickHouse's order, with conditions of both stores", () => {
  expect(steps("runs where val.loss < 1 and params.opt = 'adam' sort by val.acc desc limit 50")).toMatchInlineSnapshot(`
    [
      "1. postgres: find by index (params.opt#45 as text = 'adam')",
      "2. clickhouse: order by last(metrics.val.acc#1) desc where (last(metrics.val.loss#14) < 1) within 1 limit 50, postgres confirms always",
    ]
  `);
});

test("a limit under Postgres' order, with conditions of both stores", () => {
  expect(steps("runs where val.loss < 1 and params.opt = 'adam' sort by created limit 50")).toMatchInlineSnapshot(`
    [
      "1. postgres: find by index (params.opt#45 as text = 'adam')",
      "2. clickhouse: find (last(metrics.val.loss#14) < 1) within 1",
      "3. postgres: order by run.created asc within 2 limit 50, giving run.name",
    ]
  `);
});

test("ClickHouse's order of all runs", () => {
  expect(steps("runs where state = 'finished' sort by val.acc")).toMatchInlineSnapshot(`
    [
      "1. postgres: find (run.state = 'finished')",
      "2. clickhouse: order by last(metrics.val.acc#1) asc within 1, then those without a row by id",
    ]
  `);
});

test('an order of both stores', () => {
  expect(steps('runs sort by params.opt, val.acc desc limit 3')).toMatchInlineSnapshot(`
    [
      "1. postgres: find always",
      "2. postgres: fetch params.opt as text of 1",
      "3. clickhouse: order by params.opt#45 as text asc, last(metrics.val.acc#1) desc within 1, a row for each of 1, with the columns of 2 limit 3",
    ]
  `);
});

test('a limit ends a stage', () => {
  expect(steps('runs limit 10 sort by val.acc limit 3 where params.lr < 1')).toMatchInlineSnapshot(`
    [
      "1. postgres: order by newest first limit 10",
      "2. clickhouse: order by last(metrics.val.acc#1) asc within 1 limit 3, postgres confirms always, then those without a row by id",
      "3. postgres: find (params.lr#44 as number < 1) within 2",
      "4. 2 as ordered, in 3",
    ]
  `);
});

test('runs by name keep the order in which they were written', () => {
  expect(steps("run 'b', 'a' where val.acc > 0.5")).toMatchInlineSnapshot(`
    [
      "1. given 2, 1",
      "2. clickhouse: find (last(metrics.val.acc#1) > 0.5) within 1",
      "3. 1 as ordered, in 2",
    ]
  `);
});

test.each([
  'runs',
  'runs group by state',
  'artifacts',
  'artifacts group by type',
  'metrics',
  'lineage of run',
  'diff runs',
])('rows of %s are cut where the reader says so', (source) => {
  const text = source.endsWith('run') ? `${source} 'a'` : source;
  const limits = [undefined, 7].map((limit) => {
    const { value, diagnostics } = compile(text, worldCatalog(), ann, limit === undefined ? {} : { limit });
    if (value === undefined) throw new Error(JSON.stringify(diagnostics));
    return JSON.stringify(value.steps).includes('"limit":7');
  });
  expect(limits).toEqual([false, true]);
});

import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';

/** The step of the rows, the one that it orders, and the one whose runs ClickHouse gives the columns of. */
function steps(text: string) {
  const { value, diagnostics } = compile(text, worldCatalog(), ann);
  if (value?.steps.kind !== 'runs') throw new Error(JSON.stringify(diagnostics));
  const { rows, steps } = value.steps;
  const order = steps.find(({ id }) => id === rows);
  const fetch = steps.findLast(({ kind }) => kind === 'fetch-clickhouse');
  if (order?.kind !== 'order-postgres' || fetch?.kind !== 'fetch-clickhouse') throw new Error('other steps');
  return { order, fetch };
}

test.each([
  'runs where val.acc is missing and step > 1000 select name, max(train.loss)',
  'runs where val.acc is missing and step > 1000 select name, count(train.loss)',
  "runs where rank(val.acc) <= 3 vs 'baseline' on train.loss",
])('%s: values of what was found are asked while Postgres sorts it', (text) => {
  const { order, fetch } = steps(text);
  expect(order.within).toBeDefined();
  expect([fetch.within, fetch.rows ?? fetch.within]).toEqual([order.within, order.within]);
});

test.each([
  // Postgres leaves some out.
  "runs where val.acc > 0.9 and state = 'failed' select name, max(train.loss)",
  'runs where val.acc > 0.9 sort by created limit 3 select name, max(train.loss)',
  // All runs are rows.
  'runs select name, max(train.loss)',
  // What the values are computed with comes with the rows.
  'runs where val.acc > 0.9 select name, max(train.loss) * params.lr',
])('%s: values of the rows alone are asked', (text) => {
  const { order, fetch } = steps(text);
  expect(fetch.within).toBe(order.id);
});

import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';

/** How many statements of ClickHouse find the runs of a condition. */
function scans(condition: string): number {
  const { value, diagnostics } = compile(`runs where ${condition} select name`, worldCatalog(), ann);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value.steps.steps.filter(({ kind }) => kind === 'find-clickhouse').length;
}

test.each([
  "user = me and val.acc > 0.9 and (val.loss < 1 or params.opt = 'adam')",
  "user = me and val.acc > 0.9 and (val.loss is missing or any(train.loss is nan) or tagged 'good')",
  "user = me and val.acc > 0.9 and (val.loss < 1 or params.lr is nan) and (train.loss < 1 or used 'data')",
])('%s: one scan', (condition) => {
  expect(scans(condition)).toBe(1);
});

test.each([
  // Nothing says that few runs meet it.
  'user = me and val.acc > 0.9 and (val.loss < 1 or params.lr > 0)',
  "user = me and val.acc > 0.9 and (val.loss < 1 or params.opt != 'adam')",
  // Points are read of what is left alone.
  "user = me and val.acc > 0.9 and (val.loss at step 500 < 1 or params.opt = 'adam')",
  "user = me and val.acc at step 500 > 0.9 and (val.loss < 1 or params.opt = 'adam')",
  // A run without a value meets it.
  "user = me and val.acc is missing and (val.loss < 1 or params.opt = 'adam')",
  // Nothing was found before.
  "val.acc > 0.9 and (val.loss < 1 or params.opt = 'adam')",
])('%s: one after the other', (condition) => {
  expect(scans(condition)).toBeGreaterThan(1);
});

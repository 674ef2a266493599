import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';
import { stepsBefore } from './steps-before.ts';

test('groups of the newest artifacts wait for the order of their runs', () => {
  const text = 'artifacts of (runs sort by val.acc limit 5) limit 3 group by type';
  const { value, diagnostics } = compile(text, worldCatalog(), ann);
  const groups = value?.steps.steps.find((step) => step.kind === 'group-rows');
  if (groups?.artifacts?.order === undefined) throw new Error(JSON.stringify(diagnostics));
  expect(groups.artifacts.order).not.toBe(groups.within);
  expect(stepsBefore(groups)).toContain(groups.artifacts.order);
});

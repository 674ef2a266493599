import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';
import { predicateWhenAbsent } from './absent.ts';

function whenAbsent(condition: string): string {
  const { value, diagnostics } = compile(`runs where ${condition}`, worldCatalog(), ann);
  if (value?.plan.kind !== 'runs') throw new Error(JSON.stringify(diagnostics));
  const [stage] = value.plan.stages;
  if (stage === undefined) throw new Error('no stage');
  return predicateWhenAbsent(stage.where);
}

test.each([
  ['val.acc > 0.9', 'fails'],
  ['not val.acc > 0.9', 'fails'],
  ['val.acc + 1 > 0.9', 'fails'],
  ['val.acc in (1, 2)', 'fails'],
  ['val.acc is nan', 'fails'],
  ['not val.acc is finite', 'fails'],
  ['val.acc is missing', 'holds'],
  ['val.acc is not missing', 'fails'],
  ['abs(val.acc) is missing', 'holds'],
  ['coalesce(val.acc, val.loss) is missing', 'holds'],
  ['coalesce(val.acc, 0) > 0.9', 'unsure'],
  ['least(val.acc, val.loss) < 1', 'fails'],
  ['least(val.acc, 1) < 2', 'unsure'],
  ['count(val.acc) < 100', 'holds'],
  ['count(val.acc > 1) > 5', 'fails'],
  ['not count(val.acc > 1) = 0', 'fails'],
  ['1 < 2', 'unsure'],
  ['count(val.acc) > count(val.loss)', 'fails'],
  ['count(val.acc) > params.warmup', 'fails'],
  ['val.acc is missing and val.loss is missing', 'holds'],
  ['val.acc is missing and val.loss < 1', 'fails'],
  ['val.acc is missing or val.loss < 1', 'holds'],
  ['not (val.acc is missing or val.loss < 1)', 'fails'],
  ['(val.acc > 1) = (val.loss > 1)', 'fails'],
  ['(val.acc is missing) = (val.loss is missing)', 'unsure'],
  ['val.acc at step 10 > 0.5', 'fails'],
])('%s: %s', (condition, expected) => {
  expect(whenAbsent(condition)).toBe(expected);
});

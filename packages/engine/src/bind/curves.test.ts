import { expect, test } from 'vitest';
import { said } from './testing/bind-text.ts';

/** What is wrong in the clauses of curves: its place and code. */
test.each([
  ['curves loss of runs every «1h»', 'type-mismatch'],
  ['curves loss of runs x time every «10»', 'type-mismatch'],
  ['curves loss of runs every «0»', 'out-of-range'],
  ['curves loss of runs «band ci95»', 'lone-band'],
  ['curves loss of runs group by params.opt band «sdt»', 'unknown-word'],
  ['curves loss of runs smooth «gausian» 3', 'unknown-word'],
  ['curves loss of runs smooth twema «1.5»', 'out-of-range'],
  ['curves loss of runs «sample 3»', 'out-of-range'],
  ['curves loss of runs sample 100 «latt»', 'unknown-word'],
  ["curves loss of runs relative to run «'nobody'»", 'unknown-run'],
  ['curves loss of runs x step «x time»', 'repeated-clause'],
  ['curves «params.opt» of runs', 'not-a-series'],
  ['curves «best run by best(val.acc)» of runs', 'not-a-series'],
])('%s', (place, code) => {
  const errors = said(place).filter((each) => each.severity === 'error');
  expect(errors.map((each) => [each.code, each.place])).toEqual([[code, place]]);
});

test('`step` in a clause that chooses runs is noted as that of the run', () => {
  const noted = (place: string) => said(place).filter(({ code }) => code === 'step-of-the-run');
  for (const place of ['curves loss of runs where «step» > 100', 'curves loss of runs sort by «step» limit 3'])
    expect(noted(place).map((each) => each.place)).toEqual([place]);
  for (const text of [
    'curves loss of runs where run.step > 100 steps 100..',
    'curves loss of runs where loss at step 3 > 1 x step',
    'curves loss of (runs where step > 100)',
  ])
    expect(noted(text)).toEqual([]);
});

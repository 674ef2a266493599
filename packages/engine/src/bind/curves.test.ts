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

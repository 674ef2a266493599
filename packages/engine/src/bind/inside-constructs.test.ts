import { describe, expect, it } from 'vitest';
import { said } from './testing/bind-text.ts';

/** Wrong names and types inside of constructs, each told once and alone. */
const wrong: readonly (readonly [string, string])[] = [
  ['runs where max(«val.ac» / train.acc) < 0.8', 'unknown-name'],
  ['runs where median(«params.opt») < 0.8', 'not-a-series'],
  ["runs where count(grad.norm > «'x'») > 5", 'type-mismatch'],
  ['runs where val.acc at time «5» > 0.9', 'type-mismatch'],
  ['runs select test.acc at best(«tauu»)', 'unknown-name'],
  ['runs where (step when «val.acc») < 5000', 'not-a-condition'],
  ['runs top 5 by val.acc per «params.modell»', 'unknown-name'],
  ['runs group by «params.modell»', 'unknown-name'],
  ['runs group by params.model select mean(«los»)', 'unknown-name'],
  ["runs vs «'bas'» on loss", 'unknown-run'],
  ["runs where descendant of (runs where state = 'failed' and «los» < 1)", 'unknown-name'],
  ['curves val.loss - «los» of runs', 'unknown-name'],
  ['curves loss of runs x «tokens»', 'not-a-series'],
  ["artifacts of run 'a' where role = «'mad'»", 'unknown-value'],
  ["lineage of run «'bas'»", 'unknown-run'],
  ['diff runs where «los» < 1', 'unknown-name'],
  ['compare «los» between (runs) and (runs)', 'unknown-name'],
];

describe('what is wrong inside', () => {
  it.each(wrong)('%s %s', (place, code) => {
    const errors = said(place).filter((each) => each.severity === 'error');
    expect(errors.map((each) => [each.code, each.place])).toEqual([[code, place]]);
  });
});

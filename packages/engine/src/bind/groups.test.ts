import { describe, expect, it } from 'vitest';
import type { BoundGroups } from './bound.ts';
import { bindText, boundRuns, columnNames, said } from './testing/bind-text.ts';

function boundGroups(text: string): BoundGroups {
  const { value, diagnostics } = bindText(text);
  if (value?.kind !== 'groups') throw new Error(`\`${text}\` does not bind: ${JSON.stringify(diagnostics)}`);
  return value;
}

/** Query and the names of its columns. */
const shown: readonly (readonly [string, readonly string[]])[] = [
  ['runs group by params.model', ['params.model', 'count()']],
  ['runs group by all', ['count()']],
  ['runs select count() as n', ['n']],
  ['runs group by params.model, state as s select mean(val.acc)', ['params.model', 's', 'mean(val.acc)']],
  ['runs group by params.model select count(), params.model', ['params.model', 'count()']],
  ['runs group by params.model select params.model as m, count()', ['params.model', 'm', 'count()']],
  ['runs group by params.model select *', ['params.model']],
  [
    'runs group by params.model select mean(val.acc) band ci95 as acc',
    ['params.model', 'acc', 'acc_lo', 'acc_hi', 'acc_n'],
  ],
  [
    'runs group by all select median(val.acc) band iqr',
    ['median(val.acc)', 'median(val.acc)_lo', 'median(val.acc)_hi', 'median(val.acc)_n'],
  ],
  ['runs group by all select best run by min(val.loss) desc', ['best run by min(val.loss) desc']],
  ['runs group by optimizer.* select count()', ['optimizer.name', 'optimizer/beta', 'count()']],
];

describe('the columns of groups', () => {
  it.each(shown)('%s', (text, names) => {
    expect(columnNames(boundGroups(text).columns)).toEqual(names);
  });
});

describe('names after group by', () => {
  it('are keys however they are written, then `as` names', () => {
    const { clauses } = boundGroups(
      'runs group by params.lr, floor(step / 10) as tens select mean(val.acc) as acc where config.lr > 0.1 and tens > 2 sort by acc, floor(step / 10)',
    );
    const read = JSON.stringify(clauses).match(/"column":"[^"]*"/g);
    expect(read).toEqual(['"column":"key 1"', '"column":"key 2"', '"column":"aggregate 1"', '"column":"key 2"']);
  });

  it('inside a function over runs are those of before, and the keys', () => {
    const { aggregates } = boundGroups(
      'runs select val.acc / 2 as half group by floor(params.lr) as x select mean(half), max(x)',
    );
    const items = aggregates.map(({ of }) => ('item' in of ? of.item.kind : of.kind));
    expect(items).toEqual(['arithmetic', 'call']);
  });

  it('ask for the same value once', () => {
    const { aggregates } = boundGroups(
      'runs group by state where mean(val.acc) > 0 sort by mean(val.acc) select mean(val.acc), count()',
    );
    expect(aggregates.map(({ name, of }) => `${name} ${of.kind}`)).toEqual([
      'aggregate 1 mean',
      'aggregate 2 count-runs',
    ]);
  });
});

/** Query with its wrong place, code, a part of the hint. */
const wrong: readonly (readonly [string, string, string])[] = [
  ['runs group by params.lr select «val.acc»', 'not-aggregated', '`mean(val.acc)`, `best(val.acc)`'],
  ['runs group by params.lr select «name»', 'not-aggregated', '`count(name)`'],
  ['runs group by params.lr sort by «val.acc at step 5»', 'not-aggregated', 'a key of `group by`'],
  ["runs group by params.lr where «tagged 'baseline'»", 'not-aggregated', 'a key'],
  ['runs select val.acc as a group by params.lr sort by «a»', 'not-aggregated', 'a key'],
  ['runs group by params.lr select slope(val.acc) as s, «slope(val.loss)»', 'not-a-series', 'mean(slope(val.acc))'],
  ['runs group by params.lr select best(«params.wd»)', 'unknown-goal', '`min(params.wd)`'],
  ['runs group by params.lr select mean(«name»)', 'type-mismatch', 'a number'],
  ['runs group by params.lr select sum(«created»)', 'type-mismatch', 'number(x)'],
  ['runs group by params.lr select quantile(step, «1.5»)', 'out-of-range', '0.9'],
  ['runs group by params.lr select max(step) band «ci95»', 'type-mismatch', 'mean(val.acc) band ci95'],
  ['runs group by params.lr select mean(step) band «wide»', 'unknown-word', '`ci95`'],
  ['runs select val.acc band «ci95»', 'not-aggregated', '`group by` first'],
  ['runs select «best run by val.acc»', 'not-aggregated', 'runs top 1 by'],
  ['runs group by state «group by user»', 'repeated-clause', ''],
  ["runs group by state «vs 'baseline' on val.loss»", 'not-aggregated', 'compare val.acc between'],
  ['runs group by «*»', 'not-a-key', 'group by all'],
  ["runs group by «'state'»", 'constant-order', ''],
  ['runs group by state, «state»', 'duplicate-column', ''],
  ['runs group by all select count() as n, mean(step) as «n»', 'duplicate-column', ''],
  ['runs group by state select count() as «state»', 'duplicate-column', ''],
  ["runs vs 'baseline' on «name»", 'type-mismatch', 'a number'],
  ["runs vs 'baseline' on val.loss, «val.loss»", 'duplicate-column', ''],
  ['compare «name» between (runs) and (runs)', 'type-mismatch', 'a number'],
  ['runs top 3 by «tau» per state', 'unknown-goal', '`asc` or `desc`'],
  ['runs where rank(«tau») = 1', 'unknown-goal', '`asc` or `desc`'],
];

describe('what is wrong', () => {
  it.each(wrong)('%s %s', (place, code, hint) => {
    const errors = said(place).filter((each) => each.severity === 'error');
    expect(errors[0]).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(errors.length).toBeLessThan(3);
  });
});

/** Key of `top` and which way it goes. */
const directions: readonly (readonly [string, string])[] = [
  ['val.acc', 'desc'],
  ['val.loss', 'asc'],
  ['best(val.loss)', 'asc'],
  ['min(val.loss) desc', 'desc'],
  ['val.loss at step 10', 'asc'],
  ['median(val.loss over last 5)', 'asc'],
  ['count(val.loss)', 'desc'],
  ['argmin(val.loss)', 'desc'],
  ['std(val.loss)', 'desc'],
  ['val.loss - train.loss', 'desc'],
  ['duration', 'desc'],
];

describe('which way top goes', () => {
  it.each(directions)('%s: %s', (key, direction) => {
    expect(boundRuns(`runs top 3 by ${key}`).clauses).toMatchObject([{ kind: 'top', key: { direction } }]);
  });

  it('over runs as what is inside', () => {
    const { clauses } = boundGroups('runs group by state top 1 by mean(best(val.loss)) top 1 by std(val.loss)');
    expect(clauses).toMatchObject([{ key: { direction: 'asc' } }, { key: { direction: 'desc' } }]);
  });
});

describe('notes', () => {
  it('say that a metric over runs is its last value', () => {
    expect(
      said('runs group by all select max(val.acc), max(max(val.acc)), count(val.acc)').map(({ code }) => code),
    ).toEqual(['last-values']);
  });

  it('do not say so of a column, which is a value already', () => {
    expect(said('runs select val.acc as a group by all select max(a)')).toEqual([]);
  });
});

describe('ranks', () => {
  it('are computed before the clause that asks for them, once a clause', () => {
    const kinds = (text: string) => boundRuns(text).clauses.map((clause) => clause.kind);
    expect(
      kinds("runs where state = 'failed' where rank(val.acc) < 3 or rank(val.acc) > 9 limit 2 sort by rank(val.acc)"),
    ).toEqual(['where', 'compute', 'where', 'limit', 'compute', 'sort']);
    expect(kinds('runs select name, rank(val.acc) as r where r < 3 sort by r')).toEqual(['compute', 'where', 'sort']);
  });
});

describe('vs', () => {
  it('adds columns to what is shown', () => {
    const names = (text: string) => columnNames(boundRuns(text).columns);
    expect(names("runs vs 'baseline' on val.loss")).toEqual([
      '[id]',
      'name',
      'state',
      'created',
      'step',
      'val.loss',
      'val.loss_base',
      'val.loss_diff',
      'val.loss_ratio',
    ]);
    expect(names("runs select name vs 'baseline' on duration")).toEqual([
      'name',
      'duration_base',
      'duration_diff',
      'duration_ratio',
    ]);
    expect(names("runs vs 'baseline' on val.loss select name, val.loss_diff")).toEqual(['name', 'val.loss_diff']);
  });
});

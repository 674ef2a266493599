import type { Switches } from './constructs.ts';
import type { Expressions } from './random-expressions.ts';
import { maybe, oneOf, type Texts, t, word } from './texts.ts';

interface Parts {
  readonly clauses: Texts;
  readonly column: Texts;
  readonly subquery: Texts;
}

/** Saved views with clauses behind them, `@QUERY¦MORE`. Every column has a name of its own: without one it is called as it is written. */
export function views(on: Switches, of: Expressions, { clauses, column, subquery }: Parts): Texts {
  const set = oneOf([2, word('runs')], [1, t`(${subquery})`], [1, t`runs where ${of.simpleCondition}`]);
  const condition = of.simpleCondition;
  return t`@${oneOf(
    [
      6,
      t`runs ${clauses} select run.id, ${column} as c0, ${of.number} as c1¦${word('', 'where c1 is not missing', 'sort by c1 desc, run.id', 'sort by c0, run.id limit 2', "where c0 is not missing and state != 'failed'")}`,
    ],
    [1, t`runs where ${of.condition} select *¦${maybe(t`where ${condition}`)}`],
    [1, t`runs where ${condition} select ${word('params.*', 'tags.*, run.id')}¦`],
    [
      2 * on.group,
      t`runs where ${condition} group by ${word('params.word', 'params.n', 'state', 'tags.team')} as k select k, count() as n, ${word('mean', 'max', 'count')}(${of.number}) as m¦${word('', 'sort by k', 'where n > 1', 'where m is not missing sort by m desc, k')}`,
    ],
    [1, t`curves ${of.metric} as c of ${set}¦${word('', 'sample none', 'steps 1..10', 'x relative', 'smooth mean 3')}`],
    [1 * on.compare, t`compare ${of.metricValue} between (${subquery}) and (runs where ${condition})¦`],
    [
      1 * on.kin,
      t`runs where ${word('descendant', 'sibling', 'parent')} of (${subquery}) and ${condition} select run.id¦${maybe(t`where ${condition}`)}`,
    ],
    [
      1 * on['kin-values'],
      t`runs where ${of.number} > parent.val.acc select run.id, parent.params.n as c0, root.tau as c1¦${word('', 'where c0 > 0')}`,
    ],
    [1, t`${word('metrics', 'params', 'artifacts')} of (${subquery})¦`],
    [1 * on.diff, t`diff (${subquery}) by params, metrics¦`],
  )}`;
}

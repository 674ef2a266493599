import fc from 'fast-check';
import type { Switches } from './constructs.ts';
import { maybe, oneOf, several, type Texts, t, word } from './texts.ts';

/** Generators of expressions of a run, by what they give. `«3»` stands for the name or id of some run of the world. */
export interface Expressions {
  readonly number: Texts;
  readonly duration: Texts;
  readonly text: Texts;
  readonly condition: Texts;
  readonly simpleCondition: Texts;
  /** One value of one metric, whose goal may be known. */
  readonly metricValue: Texts;
  readonly metric: Texts;
  readonly series: Texts;
  readonly kinds: Texts;
}

export const constant = word('0', '0.25', '0.5', '1', '2', '3.5', '10', '(-1.5)', '0.5', '1', 'inf');
const stepNumber = word('-2', '0', '0.5', '1', '2', '3', '10', '25', '60');
const comparison = word('=', '!=', '<', '<=', '>', '>=');
const plainMetric = word(
  'val.acc',
  'val.acc',
  'val.loss',
  'train.loss',
  'grad/norm',
  'tau',
  'tokens',
  'metrics.lr',
  'metrics.step',
);
const metric = oneOf(
  [20, plainMetric],
  [2, word('metrics.val.acc', 'metrics.tau', '`val.loss`', "metrics['grad/norm']", 'grad.norm', 'val/acc', 'val/loss')],
  // Wrong now and then: both a metric and a param, of another case, of no run.
  [0.1, word('lr', 'Val.acc', 'metrics.nothing')],
);

/** Everything that an expression may be, by the constructs that are on. */
export function expressions(on: Switches, subquery: Texts): Expressions {
  const smoothing = oneOf(
    [2, word('ema 0.5', 'ema 0.9', 'ema 0')],
    [1, word('twema 0.5', 'twema 0.95')],
    [1, word('gaussian 1', 'gaussian 3', 'gaussian 0.5')],
    [1, word('mean 3', 'mean 2', 'mean 11')],
    [1, word('median 3', 'median 4')],
  );
  const range = oneOf(
    [2, t`${word('-2', '0', '0.5', '1', '2')}..${word('2', '3', '10', '30')}`],
    [1, t`..${stepNumber}`],
    [1, t`${stepNumber}..`],
  );
  const times = word('0s..1s', '1s..31s', '..2s', '30s..', '0.5s..1m');
  const span = oneOf(
    [2, t`steps ${range}`],
    [1, t`time ${times}`],
    [2, t`${word('first', 'last')} ${word('1', '2', '5', '100')}`],
    [1, t`${word('first', 'last')} ${word('1s', '30s', '2m')}`],
    [1, t`${word('first', 'last')} ${word('10%', '50%', '100%')}`],
  );
  const { series } = fc.letrec<{ series: string; deeper: string }>((tie) => ({
    series: oneOf([5, metric], [2 * (on.over | on.smoothed | on.pointwise), tie('deeper')]),
    deeper: oneOf(
      [2 * on.over, t`(${tie('series')} over ${span})`],
      [2 * on.smoothed, t`(${tie('series')} smooth ${smoothing})`],
      [2 * on.pointwise, t`(${tie('series')} ${word('+', '-', '*', '/')} ${tie('series')})`],
      [
        1 * on.pointwise,
        t`(${tie('series')} ${word('+', '-', '*', '/')} ${oneOf([3, constant], [1, word('params.n', 'run.step')])})`,
      ],
      [1 * on.pointwise, t`${word('abs', 'sqrt', 'log', 'exp', 'log10')}(${tie('series')})`],
      [0.01, metric],
    ),
  }));
  const pointTest = oneOf(
    [4, t`${series} ${comparison} ${constant}`],
    [1 * on.pointwise, t`${series} ${comparison} ${series}`],
    [1, t`${series} is ${word('nan', 'not nan', 'finite', 'not finite')}`],
    [1, t`${series} between 0 and ${constant}`],
    [1, t`${series} in (0, 0.5, ${constant})`],
  );
  const pointCondition = oneOf(
    [5, pointTest],
    [1, t`(${pointTest} ${word('and', 'or')} ${pointTest})`],
    [1, t`not (${pointTest})`],
  );
  const oneMetric = oneOf(
    [4, metric],
    [1 * on.over, t`(${metric} over ${span})`],
    [1 * on.smoothed, t`(${metric} smooth ${smoothing})`],
  );
  const goalMetric = oneOf(
    [9, word('val.acc', 'val.loss', 'train.loss')],
    [1 * on.over, t`(val.acc over ${span})`],
    [1 * on.smoothed, t`(val.loss smooth ${smoothing})`],
    [0.5, word('tau', 'grad/norm')],
  );
  const keptAggregate = word('last', 'first', 'min', 'max', 'mean', 'sum', 'count', 'argmin', 'argmax');
  const laterAggregate = word('median', 'std', 'var', 'slope');
  const metricValue = oneOf(
    [3, metric],
    [3, t`${word('last', 'first', 'min', 'max', 'mean')}(${oneMetric})`],
    [3, t`best(${goalMetric})`],
    [1 * on.aggregates, t`median(${oneMetric})`],
    [1, t`(${metric} at step ${stepNumber})`],
  );
  const kinds = word('fork', 'child', 'resume', 'derived');
  const kinName = oneOf(
    [2, word('parent.val.acc', 'parent.params.n', 'parent.step', 'parent.`val.loss`', 'parent.metrics.tau')],
    [1, word('root.val.acc', 'root.step', 'root.params.n')],
  );

  const kinSeries = word(
    'max(parent.val.acc)',
    'mean(root.val.acc)',
    'argmin(parent.tau)',
    'last(parent.val.acc over first 2)',
    'min(parent.val.acc over steps 1..10)',
    'max(val.acc - parent.val.acc)',
    'mean(parent.val.acc smooth ema 0.5)',
    'median(parent.tau + root.tau)',
    '(parent.val.acc at step 2)',
  );

  const tied = fc.letrec<{ number: string; condition: string; duration: string }>((tie) => ({
    duration: oneOf(
      [3, word('duration', 'run.duration')],
      [2, word('(ended - started)', '(now - created)', '(ended - created)')],
      [2 * on.when, t`(time when ${pointCondition})`],
      [1, t`(${tie('duration')} * ${word('2', '0.5')})`],
    ),
    number: oneOf(
      [4, metric],
      [5, t`${keptAggregate}(${series})`],
      [2, t`best(${goalMetric})`],
      [3 * on.aggregates, t`${laterAggregate}(${series})`],
      [1 * on.aggregates, t`quantile(${series}, ${word('0', '0.1', '0.5', '0.9', '1')})`],
      [2 * on['point-conditions'], t`count(${pointCondition})`],
      [2, t`(${series} at step ${oneOf([2, stepNumber], [1, t`(${tie('number')})`])})`],
      [1 * on['at-time'], t`(${series} at time ${word('0s', '1s', '2s', '31s', '1h')})`],
      [1 * on['at-percent'], t`(${series} at ${word('0%', '50%', '99%', '100%', '12.5%')})`],
      [
        2 * on['at-best'],
        t`(${series} at ${oneOf([1, t`best(${goalMetric})`], [2, t`${word('min', 'max')}(${series})`])})`,
      ],
      [2 * on.when, t`(step when ${pointCondition})`],
      [
        2,
        word(
          'params.n',
          'params.n',
          'params.lr',
          'number(params.digits)',
          'number(params.any)',
          'number(params.flag)',
          'number(git.dirty)',
          'params.digits + 0',
          'params.any + 0',
          'number(tags.nr)',
          'tags.nr * 2',
        ),
      ],
      [2, word('run.step', 'children', 'depth')],
      [1.5 * on['kin-values'], kinName],
      [0.5 * on['kin-values'], kinSeries],
      [2, t`(${tie('number')} ${word('+', '-', '*', '/', '%')} ${oneOf([1, constant], [1, tie('number')])})`],
      [0.5, t`(-${tie('number')})`],
      [1, t`${word('abs', 'round', 'floor', 'ceil', 'sqrt')}(${tie('number')})`],
      [1, t`${word('least', 'greatest', 'coalesce')}(${tie('number')}, ${oneOf([1, constant], [1, tie('number')])})`],
      [0.5, t`(${tie('duration')} / 1s)`],
    ),
    condition: oneOf(
      [6, t`${tie('number')} ${comparison} ${oneOf([3, constant], [1, tie('number')])}`],
      // A count is 0 where there is no point, not missing.
      [1, t`count(${oneOf([2, oneMetric], [1, series])}) ${comparison} ${word('0', '1', '3')}`],
      [
        2,
        t`${tie('number')} ${maybe(word('not '))}between ${word('-1.5', '0')} and ${oneOf([3, constant], [1, tie('number')])}`,
      ],
      [1, t`${tie('number')} ${maybe(word('not '))}in (${several(constant, ', ', 1, 3)})`],
      [3, t`${tie('number')} is ${maybe(word('not '))}${word('missing', 'nan', 'finite')}`],
      [2, t`${tie('duration')} ${comparison} ${word('0s', '1s', '60s', '1h', '1d')}`],
      [3, otherCondition],
      [1.5 * on['point-conditions'], t`${word('any', 'all')}(${pointCondition})`],
      [
        1.5 * on.rank,
        t`rank(${oneOf([1, metricValue], [1, t`${tie('number')} ${word('asc', 'desc')}`])}${maybe(word(' per params.word', ' per state', ' per params.n'))}) <= ${word('1', '2', '3')}`,
      ],
      [1.5 * on['kin-values'], t`${tie('number')} ${comparison} ${kinName}`],
      [0.7 * on['kin-values'], t`${kinSeries} ${comparison} ${oneOf([2, constant], [1, metric])}`],
      [
        0.5 * on['kin-values'],
        word(
          "parent.params.any = 'adam'",
          "not parent.params.any = 'adam'",
          'parent.params.any >= 0.25',
          "parent.params.word in ('adam', 'sgd')",
          'parent.params.flag',
          "root.params.any != 'é'",
        ),
      ],
      // Several bounds of one value, of which one is none.
      [
        0.3,
        word(
          '(val.acc < (inf - inf) and val.acc < 0.5)',
          '(val.acc < (inf - inf) or val.acc < 0.5)',
          '(tau >= (inf - inf) or tau >= 1)',
          '(not (val.loss > (inf - inf) and val.loss > 0))',
          '(val.acc > 0.25 and val.acc >= 0.25 and val.acc < 2)',
        ),
      ],
      [2 * on.kin, kinCondition(kinds, subquery)],
      [
        0.7 * on.artifacts,
        t`${word('made', 'used')} ${word("'best.pt'", "'«d»'", "like '%.pt'", "like 'd_-%'", "'imagenet'")}`,
      ],
      [3, t`(${several(tie('condition'), ' and ', 2, 3)})`],
      [3, t`(${several(tie('condition'), ' or ', 2, 3)})`],
      [3, t`not (${tie('condition')})`],
    ),
  }));
  return {
    number: tied.number,
    duration: tied.duration,
    text,
    condition: tied.condition,
    simpleCondition,
    metricValue,
    metric,
    series,
    kinds,
  };
}

const text = oneOf(
  [4, word('name', 'run.name', 'user', 'group', 'notes', 'params.word', 'params.opt.name', 'tags.team', 'git.branch')],
  [1, word('lower(name)', 'lower(params.word)', 'coalesce(user, name)', 'text(params.word)')],
);
const quoted = word("'adam'", "'Adam'", "'base'", "'abl-1'", "'sgd'", "'é'", "'vision'", "''", "'ann'");
const pattern = word("'a%'", "'%a%'", "'_b%'", "'É%'", "'ADAM'", "'%\\%'", "'%é%'", "'abl-_'");
const moment = word(
  '2026-11-01',
  '2026-11-02',
  '2026-11-03',
  '2026-11-01T00:00Z',
  '2026-11-04T12:00Z',
  '2026-11-02T01:00+01:00',
  '2026-11-02T05:30+05:30',
  '2026-11-02T12:00-09:30',
  '28d ago',
  'today',
  'yesterday',
);

const otherCondition = oneOf(
  [2, t`state ${comparison} ${word("'running'", "'finished'", "'failed'", "'killed'")}`],
  [1, t`state ${maybe(word('not '))}in ('running', 'failed')`],
  [3, t`${text} ${word('=', '=', '!=', '<', '>=')} ${quoted}`],
  [1, t`params.any ${comparison} ${word("'adam'", '1', '0.25', "'0.25'", "'true'")}`],
  [1, t`params.any ${maybe(word('not '))}in (${several(word("'adam'", '1', '0.25', "'true'", "'é'"), ', ', 1, 3)})`],
  [1, t`${word('0', '0.5', "'1'")} ${comparison} ${word('params.n', 'params.any', 'params.digits', 'tags.nr')}`],
  [0.5, t`params.n ${comparison} ${word('params.lr', 'params.digits', 'tags.nr')}`],
  [1, word('params.any = true', 'params.any != false', "params.digits = '1'", 'params.digits > 0', "params.n = '1'")],
  [1, t`${text} ${maybe(word('not '))}in (${several(quoted, ', ', 1, 3)})`],
  [2, t`${text} ${maybe(word('not '))}${word('like', 'ilike')} ${pattern}`],
  [
    2,
    t`${text} ${maybe(word('not '))}${word('contains', 'starts with', 'ends with')} ${word("'a'", "'b'", "'abl'", "'é'", "'1'", "'-'", "''")}`,
  ],
  [0.5, t`lower(name) ${maybe(word('not '))}contains ${word("'a'", "'b'", "'bl'")}`],
  [1, t`${text} matches ${word("'^a'", "'b.$'", "'[0-9]'", "'d|s'")}`],
  [2, t`${word('created', 'started', 'ended')} ${comparison} ${moment}`],
  [1, t`${moment} ${comparison} ${word('created', 'started')}`],
  [1, t`${word('created', 'started')} ${maybe(word('not '))}in (${several(moment, ', ', 1, 2)})`],
  [
    1,
    t`${word('created', 'started')} between ${word('2026-11-01', '2026-11-01T12:00Z')} and ${word('2026-11-02', '2026-11-03')}`,
  ],
  [
    1,
    word(
      'params.flag',
      'not params.flag',
      'git.dirty',
      'params.flag = true',
      "params.flag = 'true'",
      'user = me',
      'user != me',
    ),
  ],
  [2, t`params.${word('n', 'word', 'flag', 'any', 'list', 'digits')} is ${maybe(word('not '))}missing`],
  [1, t`${word('ended', 'created', 'user', 'tags.team', 'parent')} is ${maybe(word('not '))}missing`],
  [1, word("params.opt.name = 'adam'", "not params.opt.name in ('sgd', 'Adam')", 'params.`opt/name` is missing')],
  [2, t`tagged ${word("'good'", "'team'")}`],
  [
    1,
    word(
      "tags contains 'good'",
      "not tags contains 'team'",
      'params.list contains 1',
      "params.list contains 'a'",
      'params.list contains 0.5',
    ),
  ],
);

/** What people ask most: a value against a constant, or whether it is there. */
const simpleCondition = oneOf(
  [4, t`${plainMetric} ${comparison} ${constant}`],
  [2, t`${plainMetric} is ${maybe(word('not '))}${word('missing', 'nan', 'finite')}`],
  [2, t`params.n ${comparison} ${constant}`],
  [2, t`not ${plainMetric} ${word('<', '>', '=')} ${constant}`],
  [3, otherCondition],
);

function kinCondition(kinds: Texts, subquery: Texts): Texts {
  const relation = word('ancestor', 'descendant', 'child', 'parent', 'sibling');
  const runs = oneOf(
    [3, word("'«0»'", "'«1»'", "'«2»'", "'«5»'")],
    [1, word("('«0»', '«3»')", "('«1»', '«2»', '«4»')")],
    [2, t`(${subquery})`],
  );
  const within = maybe(t` within ${word('1', '2', '3')}`);
  const by = oneOf([4, fc.constant('')], [1, t` by ${kinds}`], [1, t` by (${kinds}, ${kinds})`]);
  return oneOf([3, t`${word('ancestor', 'descendant')} of ${runs}${within}${by}`], [3, t`${relation} of ${runs}${by}`]);
}

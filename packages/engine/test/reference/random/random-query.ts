import fc from 'fast-check';
import type { Switches } from './constructs.ts';
import { constant, type Expressions, expressions } from './random-expressions.ts';
import { views } from './random-views.ts';
import { maybe, oneOf, several, type Texts, t, word } from './texts.ts';

/** Queries by what they ask for, so that each kind has its own share of the cases. */
export interface Queries {
  readonly runs: Texts;
  readonly groups: Texts;
  readonly curves: Texts;
  readonly others: Texts;
  /** `@QUERY¦MORE`: a saved view with clauses behind it, which name what the view's columns are called. */
  readonly views: Texts;
}

/** Random well-typed queries of the constructs that are on. */
export function queries(on: Switches): Queries {
  const plain = expressions(on, fc.constant("runs where tagged 'good'"));
  const subquery = oneOf(
    [1, word("runs where tagged 'good'", "runs where state = 'finished'", 'runs where val.acc > 0.5', 'runs limit 3')],
    [1, t`runs where ${plain.simpleCondition}${maybe(t` sort by ${plain.metric} limit ${word('1', '3')}`)}`],
  );
  const of = expressions(on, subquery);
  const direction = word('', '', ' desc', ' asc');
  const key = oneOf(
    [4, t`${of.number}${direction}`],
    [1, t`${of.duration}${direction}`],
    [
      2,
      t`${oneOf([3, of.text], [2, word('params.n', 'params.digits', 'params.flag', 'created', 'ended')])}${direction}`,
    ],
  );
  const per = maybe(
    t` per ${word('params.word', 'state', 'params.n', 'params.flag', 'params.digits', 'tags.nr', 'user, state', 'project', 'params.any', 'parent.params.any')}`,
  );
  const topKey = oneOf(
    [2, of.metricValue],
    [2, t`${of.number} ${word('asc', 'desc')}`],
    [
      1,
      word(
        'duration',
        'step',
        'created',
        'params.lr',
        'params.any',
        'params.any asc',
        'params.list[0] asc',
        'parent.params.any',
      ),
    ],
  );
  const where = t`where ${of.condition}`;
  const sort = t`sort by ${several(key, ', ', 1, 2)}`;
  const limit = t`limit ${word('0', '1', '2', '3', '5', '20')}`;
  const top = t`top ${word('1', '2', '3', '10')} by ${topKey}${per}`;
  const clause = oneOf([4, where], [2, sort], [1, limit], [2 * on.top, top]);
  const clauses = oneOf(
    [3, several(clause, ' ', 0, 4)],
    [2, t`where ${several(of.simpleCondition, ' and ', 1, 3)} ${maybe(t`${sort} `)}${maybe(limit)}`],
    [1, t`${where} ${sort} ${limit}`],
  );
  const column = oneOf(
    [5, of.number],
    [1, of.duration],
    [2, t`(${of.condition})`],
    [2, of.text],
    [
      1,
      word(
        'params.any',
        'params.n',
        'params.flag',
        'params.list',
        'tags',
        'created',
        'started',
        'ended',
        'parent',
        'params.digits',
        'day(created)',
        'week(started)',
        'month(created)',
      ),
    ],
  );
  const select = fc
    .array(column, { minLength: 0, maxLength: 3 })
    .map((columns) => ['run.id', ...columns.map((each, at) => `${each} as c${at}`)].join(', '));
  const reach = oneOf([12, fc.constant('')], [1, word("where project = '«p»' ")]);
  const vs = t` vs '«${word('0', '1', '2')}»' on ${several(of.metricValue, ', ', 1, 1)}`;
  const runs = oneOf(
    [10, t`runs ${reach}${clauses} select ${select}`],
    [3, t`runs ${reach}${clauses}`],
    [1, t`run '«${word('0', '1', '2')}»', '«${word('3', '4', '2')}»' ${clauses} select ${select}`],
    [1, t`(${subquery}) ${clauses} select ${select}`],
    [1, t`runs ${clauses} select ${select} where c0 is not missing sort by c0 desc`],
    [
      0.5 * on.rank,
      t`runs ${sort}, run.id where rank(${oneOf([3, of.metricValue], [1, word('params.any', 'params.list[0] asc', 'parent.params.any asc', 'params.word')])}${per}) <= ${word('1', '3')} select ${select}`,
    ],
    [
      0.7,
      t`runs ${clauses} select ${word('*', 'params.*, run.id', 'val.*', 'run.id, opt.*', 'name, tags.*, val.*', 'train.*, params.n')}`,
    ],
    [
      0.5,
      t`runs ${maybe(where)} select run.id, ${of.number} as a${vs} ${word('sort by a', 'where a is not missing sort by a desc')}`,
    ],
    [1.5 * on.vs, t`runs ${maybe(where)}${vs}`],
    [0.5 * on.vs, t`runs vs '«1»' on val.loss, best(val.acc) sort by ${word('val.loss_diff', 'val.loss_ratio desc')}`],
  );
  return {
    runs,
    groups: groups(on, of, clauses, per),
    curves: curves(on, of, clauses, subquery),
    others: others(on, of, subquery),
    views: views(on, of, { clauses, column, subquery }),
  };
}

type Of = Expressions;

function groups(on: Switches, of: Of, clauses: Texts, _per: Texts): Texts {
  const keyColumn = oneOf(
    [
      4,
      word(
        'params.word',
        'params.n',
        'params.flag',
        'params.digits',
        'state',
        'user',
        'params.lr',
        'params.opt.name',
        'tags.team',
        'group',
        'project',
      ),
    ],
    [
      0.5 * on['kin-values'],
      word(
        'parent.params.word',
        'parent.state',
        'root.params.n',
        'parent.params.n as up',
        'parent.params.any',
        'root.params.any as top',
        'parent.params.list[0] as first',
      ),
    ],
    [
      1,
      word(
        'day(created) as d',
        'week(created) as d',
        'run.step',
        'params.any',
        'params.any',
        'params.list[0] as first',
      ),
    ],
    [1, t`${of.number} as k1`],
    [1, t`(${of.simpleCondition}) as k2`],
  );
  const keys = oneOf(
    [1, word('all')],
    [
      4,
      fc
        .uniqueArray(keyColumn, { minLength: 1, maxLength: 2, selector: (text) => text.split(' as ')[1] ?? text })
        .map((columns) => columns.join(', ')),
    ],
  );
  const over = word('mean', 'min', 'max', 'sum', 'median', 'std', 'var');
  const inner = oneOf([5, of.number], [1, of.duration], [1, word('params.n', 'params.digits')]);
  const aggregate = oneOf(
    [5, t`${over}(${inner})`],
    [1, t`quantile(${inner}, ${word('0.25', '0.9')})`],
    [2, fc.constant('count()')],
    [1, t`count(${of.number})`],
    [2, t`count(${of.condition})`],
    [1, t`best(${of.metricValue})`],
    [1, t`${over}(${inner}) - ${over}(${inner})`],
    [1, t`count(${of.condition}) / count()`],
  );
  const banded = oneOf(
    [3, t`mean(${of.number}) band ${word('std', 'sem', 'ci95', 'minmax')}`],
    [1, t`median(${of.number}) band iqr`],
  );
  const bestRun = t`best run by ${oneOf([3, of.metricValue], [3, t`${of.number} ${word('asc', 'desc')}`], [1, word('params.any', 'params.list[0] asc', 'params.word')])}`;
  const column = oneOf([6, aggregate], [2 * on.band, banded], [2 * on['best-run'], bestRun]);
  const select = fc
    .array(column, { minLength: 1, maxLength: 3 })
    .map((columns) => ` select ${columns.map((each, at) => `${each} as c${at}`).join(', ')}`);
  const having = t` where ${oneOf([2, t`count() >= ${word('1', '2', '3')}`], [2, t`${aggregate} ${word('>', '<=', '=')} ${constant}`])}`;
  const after = maybe(
    t` sort by ${oneOf([1, t`${aggregate}`], [1, word('c0')])}${word('', ' desc')}${maybe(word(' limit 2'))}`,
  );
  return oneOf(
    [6 * on.group, t`runs ${clauses} group by ${keys}${maybe(having)}${select}${after}`],
    [1 * on.group, t`runs group by ${keys}${maybe(having)}`],
    [0.5 * on.group, t`runs ${clauses} select count()`],
    [0.5 * on.group, t`runs select ${of.number} as a, state as s group by s select ${over}(a) as m`],
    [0.001, fc.constant('runs')],
  );
}

function curves(on: Switches, of: Of, clauses: Texts, subquery: Texts): Texts {
  const column = oneOf(
    [5, of.metric],
    [2 * on['curve-expressions'], t`${of.series} as s`],
    [0.3 * on['curve-expressions'], word('val.*')],
  );
  const smooth = oneOf(
    [3, word('ema 0.9', 'ema 0.5', 'ema 0')],
    [2 * on['curve-smoothings'], word('twema 0.5', 'twema 0.9', 'twema 0.999')],
    [2 * on['curve-smoothings'], word('gaussian 1', 'gaussian 3', 'gaussian 0.2')],
    [2 * on['curve-smoothings'], word('mean 3', 'mean 10', 'median 3', 'median 4', 'mean 1')],
  );
  const steps = t` steps ${word('0..3', '-2..10', '..5', '2..', '0.5..1')}`;
  const window = oneOf(
    [3, steps],
    [1 * on['curve-time-window'], t` time ${word('..1s', '1s..40s', '0s..', '0.5s..2m')}`],
  );
  const axis = oneOf(
    [2, word(' x step', ' x time', ' x relative')],
    [1 * on['curve-metric-axis'], word(' x tokens', ' x metrics.lr', ' x metrics.lr')],
  );
  const sample = oneOf(
    [2, word(' sample none', ' sample 4', ' sample 8', ' sample 1000 minmax', ' sample 12 minmax')],
    [1 * on['curve-samplings'], word(' sample 5 last', ' sample 10 last', ' sample 6 lttb', ' sample 4 lttb')],
  );
  const set = oneOf(
    [3, t`runs ${clauses}`],
    [1, word("run '«0»'", "run '«1»', '«2»'")],
    [1, t`(${subquery})`],
    [1, fc.constant('runs')],
  );
  const shape = t`${maybe(window)}${maybe(t` smooth ${smooth}`)}${maybe(axis)}${maybe(oneOf([1, fc.constant('')], [1 * on['curve-every'], word(' every 1', ' every 2', ' every 0.5', ' every 10', ' every 30s')], [1 * on['curve-relative'], word(" relative to run '«0»'", " relative to run '«1»'")], [1 * on['curve-history'], fc.constant(' with history')]))}`;
  const grouping = t` group by ${word('all', 'params.word', 'state', 'params.n', 'params.flag, state', 'params.any', 'parent.params.any')}${maybe(t` band ${word('std', 'sem', 'ci95', 'minmax', 'iqr')}`)}`;
  return oneOf(
    [4, t`curves ${several(column, ', ', 1, 1)} of ${set}${shape}${maybe(sample)}`],
    [1, t`curves val.acc, ${word('val.loss', 'tau')} of ${set}${shape}${maybe(sample)}`],
    [3 * on['curve-groups'], t`curves ${of.metric} of ${set}${shape}${grouping}${maybe(sample)}`],
    [2 * on['curve-groups'], t`curves ${column} of ${set}${maybe(steps)}${grouping}${maybe(sample)}`],
  );
}

function others(on: Switches, of: Of, subquery: Texts): Texts {
  const set = oneOf([2, t` of (${subquery})`], [2, fc.constant('')], [1, word(' of runs', " of run '«0»', '«1»'")]);
  const inMetrics = maybe(
    t` where ${word("name like '%a%'", 'runs > 2', 'min < 0', 'goal is missing', "goal = 'max'", 'points / runs > 3', 'max is not nan')}`,
  );
  const inParams = maybe(
    t` where ${word("name like '%n%'", 'runs > 2', 'distinct > 1', "type = 'text'", 'max > 1', 'not (min <= 0)', "min is nan or name ilike 'W%'", "type in ('number', 'text') and max is not missing", 'max / runs > 0.5 and distinct >= 2', 'min != 1')}`,
  );
  const artifactWhere = t` where ${oneOf([3, word("type = 'checkpoint'", 'step >= 1', "name like '%.pt'", "role = 'made'", 'size > 100', 'size is missing', "run = 'base'", 'created > 2026-11-02', "digest = '«d»'", "run.state = 'finished'")], [1, of.simpleCondition])}`;
  const artifactSet = oneOf(
    [2, fc.constant('artifacts')],
    [2, t`artifacts of (${subquery})`],
    [1, t`artifacts of runs`],
    [1, word("artifacts of run '«0»', '«2»'")],
  );
  const lineageSet = oneOf([3, word("run '«0»'", "run '«1»'", "run '«4»', '«2»'")], [1, t`(${subquery})`]);
  const textSet = oneOf(
    [
      3,
      t`${word("run '«0»', '«1»'", "run '«2»', '«1»'", "run '«3»', '«0»'")}${maybe(word(' at step 1', ' at step 5', ' at time 36h', ' at 50%', ' at best(val.acc)'))}`,
    ],
    [
      1,
      word(
        '(runs limit 2)',
        'runs sort by name, id limit 2',
        'runs top 2 by best(val.acc)',
        'runs where params.n > 0 limit 2',
      ),
    ],
  );
  const ways = word('', ' up 1', ' down 1', ' up 3 down 2', ' down', ' up', ' up 0 down');
  return oneOf(
    [2, t`metrics${set}${inMetrics}${maybe(word(' sort by runs desc, name', ' sort by name'))}`],
    [
      2,
      t`params${set}${inParams}${maybe(word(' sort by runs desc, name', ' sort by name', ' sort by max desc, name, project limit 3', ' sort by min, name, project limit 4', ' sort by type, distinct desc, name, project limit 4 limit 2', ' sort by project desc, name limit 4 sort by runs desc, name, project'))}`,
    ],
    [
      0.5,
      word(
        'projects',
        'projects where runs > 3',
        'projects sort by name select name, points / runs as each',
        "projects where running > 0 or name like '%p'",
        'projects where points > 0 and not (runs < 2) sort by name desc limit 1',
      ),
    ],
    [
      3 * on.artifacts,
      t`${artifactSet}${maybe(artifactWhere)}${maybe(word(' at step 1', ' at step 5', ' at time 1d', ' at 50%', ' at max(val.acc)', ' at best(val.loss)'))}${maybe(artifactWhere)}`,
    ],
    [
      2 * on.artifacts,
      t`${artifactSet}${maybe(artifactWhere)} sort by ${word('size desc', 'step', 'type, created desc', 'created', 'run.state desc, digest', 'params.n', 'name desc')}, run.id, name, step, role${maybe(word(' limit 1', ' limit 4'))}`,
    ],
    [
      1 * on.artifacts * on.rank,
      t`${artifactSet} where rank(${word('size desc', 'size asc', 'step desc', 'created asc', 'val.acc desc', 'params.any desc', 'params.list[0]', 'root.params.any asc')}${maybe(word(' per type', ' per run.id', ' per name, role', ' per params.any', ' per parent.params.any'))}) <= ${word('1', '2', '3')}`,
    ],
    [
      2 * on.artifacts,
      t`${artifactSet}${maybe(artifactWhere)} select run, name, step, ${word('size / 100 as hundreds, run.state', 'params.n, params.any as m', 'val.acc * size as x', 'coalesce(params.word, type) as w, run.tags', 'step - run.step as before, run.created')}`,
    ],
    [
      1 * on.artifacts * on.group,
      t`artifacts${maybe(artifactWhere)} group by ${word('params.word', 'run.state, type', 'all', 'params.n', 'params.any', 'parent.params.any')} select ${word('count() as n', 'max(val.acc) as best, sum(size) as bytes', 'mean(size / 2) as m')}`,
    ],
    [
      1 * on.artifacts * on.group,
      t`${artifactSet}${maybe(artifactWhere)}${word('', ' limit 3', ' sort by size desc, run.id, name, step, role limit 4')} group by ${word('type', 'role', 'name')} select ${word('count() as n, sum(size) as bytes', 'max(step) as last', 'count(step) as n')}`,
    ],
    [
      3 * on.compare,
      t`compare ${oneOf([2, of.metric], [2, of.metricValue], [1, of.number])} between ${oneOf([3, t`(${subquery})`], [1, word("run '«0»', '«1»', '«2»'")])} and (runs where ${of.simpleCondition})`,
    ],
    [
      3 * on.lineage,
      t`lineage of ${lineageSet}${ways}${maybe(t` by ${of.kinds}`)}${maybe(oneOf([1, word(" where state != 'failed'", ' where depth > 0', ' where val.acc > 0.5')], [1, word(' sort by depth', ' select id, depth, name', ' select name, val.acc - parent.val.acc as gain, root.step', ' sort by params.any desc, parent.params.any, depth, id', ' where rank(created asc per parent.params.any) = 1', ' select id, rank(params.any) as k')]))}`,
    ],
    [
      4 * on['text-diff'],
      t`diff '${word('config.yaml', 'config.yaml', 'config.yaml', 'log.txt', 'best.pt', 'nothing')}' of ${textSet}${maybe(word(' side by side', ' unified', ' side by side unified'))}${maybe(word(' all'))}`,
    ],
    [
      1 * on.views,
      t`views where name in («v»)${maybe(word(" and user = 'ann'", ' and created < 2026-11-02', " and query contains 'runs'", " and name like '%s %'", " and not (user = 'ann' or query matches 'limit')", " and user != me and name ends with 'w4'"))}${word('', ' sort by name', ' sort by created desc, name select name, query', ' sort by user, name limit 2', ' sort by user desc, name', " sort by created, name limit 2 where query contains 'state'", ' sort by user, name limit 2 sort by created desc, name', ' where rank(created) = 1')}`,
    ],
    [
      1 * on.diff,
      t`diff runs${maybe(word(" where state = 'finished'", ' sort by name limit 9'))}${maybe(word(' all', ' by params', ' by tags, metrics', ' by params all'))}`,
    ],
    [1 * on.diff, t`diff (${subquery})${maybe(word(' all', ' by params', ' by code, tags', ' by metrics all'))}`],
    [
      2 * on.diff,
      t`diff run '«0»', '«1»'${maybe(word(", '«2»'"))}${maybe(word(' all', ' by params', ' by metrics, tags', ' all by params'))}`,
    ],
  );
}

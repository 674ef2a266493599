import { describe, expect, it } from 'vitest';
import { bindText, said } from './testing/bind-text.ts';
import { worldCatalog } from './testing/catalog.ts';

/** Query with its wrong place, code, a part of the hint. */
type Case = readonly [string, string, string];

const names: readonly Case[] = [
  ['runs where «val.ac» > 0.9', 'unknown-name', 'nearest names: `val.acc` (3,102 runs), `val/auc` (88 runs)'],
  ['runs where «Val.Acc» > 0.9', 'unknown-name', 'case counts: `val.acc`'],
  ["runs where «STATE» = 'failed'", 'unknown-name', 'case counts: `state`'],
  ['runs where «params.duration» > 3', 'unknown-name', '`duration` is a field: `run.duration`'],
  ["runs where «status» = 'x'", 'unknown-name', "MLflow's `status` is `state`"],
  ["runs where «attributes.status» = 'x'", 'unknown-name', '`state`'],
  ['runs where «summary_metrics.loss» < 1', 'unknown-name', '`metrics.loss`'],
  ['runs where «hparams.lr» < 1', 'unknown-name', "TensorBoard's `hparams.lr` is `params.lr`"],
  ['runs where state = «finished»', 'unknown-name', "needs quotes: `'finished'`"],
  ['runs where params.opt = «adam»', 'unknown-name', "needs quotes: `'adam'`"],
  ["runs where state in ('failed', «killed»)", 'unknown-name', "needs quotes: `'killed'`"],
  ['runs where name like «abl»', 'unknown-name', "needs quotes: `'abl'`"],
  ['runs where «val.loss/2» < 1', 'unknown-name', 'division needs blanks: `val.loss / 2`'],
  ['runs where created > «now-7d»', 'unknown-name', 'subtraction needs blanks: `now - 7d`'],
  ['runs where «val.loss-train.loss» > 0', 'unknown-name', '`val.loss - train.loss`'],
  ['runs where «lr» < 0.1', 'ambiguous-name', '`metrics.lr` (90 runs) or `params.lr` (3,214 runs)'],
  ['runs where «x.y.z» > 1', 'ambiguous-name', '`x.y/z` (4 runs) or `x/y.z` (3 runs)'],
  ["runs where «team» = 'vision'", 'unknown-name', 'a tag has that name: `tags.team` (300 runs)'],
  ['runs where «metrics.opt» > 1', 'unknown-name', 'a param has that name: `params.opt`'],
  ['runs where `«val/acc`» > 1', 'unknown-name', '`val.acc`'],
  ['runs where «me» > 1', 'unknown-name', '`user = me`'],
  ['runs where «zzzzzz» > 1', 'unknown-name', '`metrics` and `params` list'],
  ['runs select «nothere.*»', 'unknown-name', ''],
  [
    "metrics of runs where «state» = 'failed'",
    'unknown-name',
    'choose runs in parentheses: `metrics of (runs where …)`',
  ],
  ['projects where «run» > 3', 'unknown-name', 'nearest: `runs`'],
];

const values: readonly Case[] = [
  [
    "runs where state = «'done'»",
    'unknown-value',
    "`'queued'`, `'running'`, `'finished'`, `'failed'`, `'killed'`, `'crashed'`",
  ],
  ["runs where state in ('failed', «'dead'»)", 'unknown-value', "`'crashed'`"],
  ["runs where project = «'visoin'»", 'unknown-value', "`'vision'`"],
  ["metrics where goal = «'high'»", 'unknown-value', "`'max'`, `'min'`"],
  ["curves loss of run «'bas'»", 'unknown-run', "nearest: `'base-3'`, `'base-4'`"],
  [
    "runs where descendant of «'base'»",
    'ambiguous-run',
    "`k3` (2026-10-22T00:00, finished); all of them: `(runs where name = 'base')`",
  ],
  ["run 'a', «'bas'» limit 1", 'unknown-run', 'base-3'],
];

const types: readonly Case[] = [
  ['runs where duration > «10»', 'type-mismatch', 'a duration: `10s`, `10m`, `10h`'],
  ['runs where «10» < duration', 'type-mismatch', 'a duration: `10s`'],
  ['runs where created > «7d»', 'type-mismatch', 'a time: `7d ago`'],
  ["runs where created > «'2026-11-01'»", 'type-mismatch', 'without quotes: `2026-11-01`'],
  ['runs where created > «1664067852747»', 'type-mismatch', 'milliseconds since 1970 are: `2022-09-25T01:04:12.747Z`'],
  ['runs where created > «5»', 'type-mismatch', 'a time: `2026-11-01`, `7d ago`'],
  ['runs where params.tokens > «7m»', 'type-mismatch', '`7m` is minutes; millions: `7e6`'],
  ['runs where step > «7m»', 'type-mismatch', '`7m` is minutes; millions: `7e6`'],
  ["runs where val.acc > «'high'»", 'type-mismatch', 'a number'],
  ["runs where params.batch_size = «'big'»", 'type-mismatch', 'a number'],
  ['runs where name = «5»', 'type-mismatch', "`'5'`"],
  ['runs where params.opt = «5»', 'type-mismatch', "`'5'`"],
  ["runs where «params.batch_size» like '6%'", 'type-mismatch', 'a text'],
  ['runs where git.dirty = «1»', 'type-mismatch', '`true` or `false`'],
  ["runs where tags = «'x'»", 'type-mismatch', 'contains'],
  ['runs where duration + «5» > 1h', 'type-mismatch', 'a duration'],
  ['runs where created + «created» > now', 'type-mismatch', 'a duration'],
  ['runs where «duration» ^ 2 > 3', 'type-mismatch', 'its seconds as a number'],
  ['runs where 2 / «duration» > 3', 'type-mismatch', 'its seconds as a number'],
  ['runs where «5» - duration > 1h', 'type-mismatch', 'a duration: `5s`'],
  ['runs where duration / «name» > 1h', 'type-mismatch', 'a number'],
  ['runs where «name» + 1 > 2', 'type-mismatch', 'a number'],
  ['runs where -«name» > 2', 'type-mismatch', 'a number'],
  ['runs where «name» is nan', 'type-mismatch', 'a number'],
  ['runs where log(«name») > 1', 'type-mismatch', 'a number'],
  ['runs where day(«step») = 2026-11-01', 'type-mismatch', 'a time'],
  ['runs where «val.acc»', 'not-a-condition', 'compare it, or: `val.acc is not missing`'],
  ['runs where «tags.baseline»', 'not-a-condition', "`tagged 'baseline'`"],
  ['runs where git.dirty and «params.opt»', 'not-a-condition', '`params.opt is not missing`'],
  ['runs where val.acc is «good»', 'unknown-word', '`is missing`'],
  ["runs where name matches «'['»", 'bad-regex', 'the missing `]`'],
  ["runs where name matches «'(?=a)'»", 'bad-regex', 'look-around'],
  ['runs where name like «params.opt»', 'not-a-constant', "like 'x'"],
  ['runs where val.acc in (1, «nan»)', 'foreign', 'is nan'],
];

const functions: readonly Case[] = [
  ['runs where «avrage»(loss) < 1', 'unknown-function', 'nearest: `average`, which is `mean`'],
  ['runs where «maxx»(loss) < 1', 'unknown-function', '`max`'],
  ['runs where max(«params.opt») > 1', 'not-a-series', 'it has one value; over runs: after `group by`'],
  ['runs where max(«0.5») > 1', 'not-a-series', 'one value'],
  ['runs where max(«max(loss)») > 1', 'not-a-series', 'one value'],
  ['runs where max(«step») > 1', 'not-a-series', 'metrics.step'],
  ['runs where «params.opt» at step 3 > 1', 'not-a-series', ''],
  ['runs where «max(val.acc, test.acc)» > 1', 'wrong-arguments', 'of several values: `greatest(val.acc, test.acc)`'],
  ['runs where «lower()» = 1', 'wrong-arguments', 'lower(name)'],
  ['runs where best(«tau») > 1', 'unknown-goal', 'xt project goal tau min'],
  ['runs top 5 by «tau»', 'unknown-goal', '`asc` or `desc`, or: `xt project goal tau min`'],
  ['runs group by params.lr select «val.acc»', 'not-aggregated', '`mean(val.acc)`, `best(val.acc)`, or a key'],
  ['runs select name, «count()»', 'not-aggregated', '`group by` first'],
  ['runs where «count()» > 3', 'not-aggregated', '`group by` first'],
];

const columns: readonly Case[] = [
  ["runs sort by «'val.acc'»", 'constant-order', 'no quotes'],
  ['runs sort by «1 desc»', 'constant-order', 'sort by val.acc'],
  ["metrics where project = «'visoin'»", 'unknown-value', "`'vision'`"],
  ['runs where «5»', 'not-a-condition', '`5 is not missing`'],
  ['runs select name as a, user as «a»', 'duplicate-column', 'another name'],
  ['runs select name, «name»', 'duplicate-column', 'another name'],
  ['curves loss, «loss» of runs', 'duplicate-column', 'another name'],
  ['curves loss of runs smooth ema «1.5»', 'out-of-range', '0.9'],
  ['curves loss of runs smooth «emma» 0.5', 'unknown-word', '`ema`'],
  ['curves loss of runs «sample 3»', 'out-of-range', 'sample none'],
  ['runs select *, loss as «name»', 'duplicate-column', 'another name'],
  ['runs group by all select quantile(val.acc, «-0.5»)', 'out-of-range', '`quantile(val.acc, 0.9)`'],
  ['artifacts at step «nothere»', 'unknown-name', ''],
  ["runs where tags in («'x'»)", 'type-mismatch', ''],
  ['curves «optimizer.*» of runs', 'not-a-series', 'params'],
  ['curves «step» of runs', 'not-a-series', 'metrics.step'],
];

describe.each([
  ['names', names],
  ['values', values],
  ['types', types],
  ['functions', functions],
  ['columns', columns],
])('%s', (_, cases) => {
  it.each(cases)('%s %s', (marked, code, hint) => {
    const place = marked.replace('`«val/acc`»', '«`val/acc`»');
    const errors = said(place).filter((each) => each.severity === 'error');
    expect(errors).toEqual([{ code, place, hint: expect.stringContaining(hint), severity: 'error' }]);
  });
});

it('reports every error of a query', () => {
  const codes = said("runs where val.ac > 0.9 and state = 'done' select nope, max(params.opt) sort by creatd").map(
    ({ code }) => code,
  );
  expect(codes).toEqual(['unknown-name', 'unknown-value', 'unknown-name', 'not-a-series', 'unknown-name']);
});

it('notes where a goal comes from, once', () => {
  const notes = said('runs where best(val.acc) > 1 sort by best(test.acc), best(test.acc)');
  expect(notes.map(({ code, hint }) => [code, hint])).toEqual([
    ['goal-from-name', 'to set it: `xt project goal test.acc max`'],
  ]);
});

it('does not name what the asker may not read', () => {
  const asker = { user: 'ann', now: 0, zone: 'UTC', readable: [1] };
  const [error] = said('runs where pppl < 3', worldCatalog(true), asker);
  expect(error?.hint).not.toContain('ppl');
  const [project] = said("runs where project = 'nlpp'", worldCatalog(true), asker);
  expect(project?.hint).not.toContain("'nlp'");
});

it('knows an unknown --project', () => {
  const asker = { user: 'ann', now: 0, zone: 'UTC', project: 'visoin' };
  expect(said('runs', worldCatalog(true), asker)).toMatchObject([
    { code: 'unknown-project', hint: 'there is: `vision`' },
  ]);
});

it('says of an unknown --project that alone, not that its names are unknown too', () => {
  const asker = { user: 'ann', now: 0, zone: 'UTC', project: 'nosuch' };
  expect(said('runs where val.acc > 1 and nothere < 2', worldCatalog(true), asker)).toMatchObject([
    { code: 'unknown-project', hint: 'there is: `nlp`, `vision`' },
  ]);
});

it('notes that a whole number beyond 2^53 is compared as a double', () => {
  const notes = (text: string) =>
    bindText(text).diagnostics.flatMap(({ code, message }) => (code === 'beyond-double' ? [message] : []));
  expect(notes('runs where params.lr = 9007199254740993 or val.acc in (9_007_199_254_740_995)')).toEqual([
    'numbers beyond 2^53 are compared as doubles: `9007199254740993` as 9007199254740992',
    'numbers beyond 2^53 are compared as doubles: `9_007_199_254_740_995` as 9007199254740996',
  ]);
  expect(notes('runs where params.lr < 9007199254740991 and params.lr < 1e300')).toEqual([]);
  expect(notes(`runs where params.lr < ${'9'.repeat(400)}`)).toEqual([expect.stringMatching(/` as inf$/)]);
});

it('says what is wrong behind more notes than anybody reads', () => {
  const notes = Array.from({ length: 150 }, (_, index) => `params.lr > '${index}'`).join(' or ');
  const found = said(`runs where ${notes} or nothere > 1 or avrage(val.acc) > 1`).filter(
    ({ severity }) => severity === 'error',
  );
  expect(found.map(({ code }) => code)).toEqual(['unknown-name', 'unknown-function']);
});

import { describe, expect, test } from 'vitest';
import { makeSheet, type TestColumn } from '../../test/make-sheet.ts';
import { frameText, type Replies, replies, session, settled, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { reduce } from './reduce.ts';
import { startState } from './start.ts';
import { tableColumns } from './table-columns.ts';

const field = (name: string, values: readonly string[]): TestColumn => ({ name, type: 'text', role: 'field', values });
const number = (name: string, values: readonly number[]): TestColumn => ({
  name,
  type: 'number',
  role: 'value',
  values,
});
const metric = (name: string, goal: string | null, runs: number) => ({ name, goal, runs });

const ids: TestColumn = { name: 'id', type: 'text', role: 'id', values: ['r1', 'r2'] };
const names: TestColumn = { name: 'name', type: 'text', role: 'run', values: ['a-rather-long-name-of-a-run', 'other'] };
const common = [
  field('state', ['finished', 'failed']),
  field('created', ['2026-11-21 08:52:32.411', '2026-11-21 08:52:32.411']),
  { ...number('step', [171, 3]), role: 'field' as const },
];

function metrics(...rows: readonly ReturnType<typeof metric>[]) {
  return makeSheet('metrics', [
    { name: 'name', type: 'text', role: 'field', values: rows.map(({ name }) => name) },
    { name: 'goal', type: 'text', role: 'field', values: rows.map(({ goal }) => goal) },
    { name: 'runs', type: 'integer', role: 'field', values: rows.map(({ runs }) => runs) },
  ]);
}

const usual = metrics(
  metric('train/loss', 'min', 400),
  metric('time', null, 400),
  metric('val/loss', 'min', 390),
  metric('val_acc', 'max', 390),
);
const measured = [number('val_acc', [0.9, 0.8]), number('val/loss', [0.3, 0.4])];
const answers: Replies = [
  { to: /^runs select/, sheet: makeSheet('runs', [ids, names, ...measured, ...common]) },
  { to: 'runs', sheet: makeSheet('runs', [ids, names, ...common]) },
  { to: 'first-metrics', sheet: usual },
  ...replies.filter(({ to }) => to !== 'runs'),
];

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
])('at $columns x $rows', (size) => {
  const first = startState('runs', session, size, { isOpen: true });

  test('the first screen shows a metric by which runs are told apart, and the query says it', () => {
    const state = settled(first, answers);
    expect(state.query).toMatchObject({ text: 'runs select name, val_acc, val/loss, state, created, step', past: [] });
    expect(frameText(state)).toMatch(/ name +val_acc +val\/loss .*\n.* a-rather-long-name-of-a-run +0\.9 +/);
  });

  test('what a query names is seen before what every run has, and the sorted column or its sign', () => {
    const wide = makeSheet('runs', [ids, names, ...common, ...measured]);
    const own: Replies = [{ to: 'runs', sheet: wide }];
    const state = settled(startState('runs where val_acc > 0 sort by val/loss', session, size), own);
    expect(tableColumns(state).map(({ title }) => title)).toEqual([
      'name',
      'val_acc',
      'val/loss',
      'state',
      'created',
      'step',
    ]);
    expect(frameText(state)).toContain('val/loss▴');
  });
});

const size = { columns: 80, rows: 24 };
const asks = (state: ReturnType<typeof settled>) => wantedAsks(state).some(({ slot }) => slot === 'first-metrics');

test('a query that somebody wrote stays, and so does one that is being written', () => {
  const open = startState('runs', session, size, { isOpen: true });
  const rows: Replies = answers.filter(({ to }) => to !== 'first-metrics');
  expect(asks(settled(open, rows))).toBe(true);
  expect(asks(settled(startState('runs', session, size), rows))).toBe(false);
  for (const keys of ['/', 's', 'su', 'c', '/ limit 3\r'])
    expect(asks(typed(settled(open, rows), keys, rows))).toBe(false);
});

test('the cursor stays on its column', () => {
  const open = startState('runs', session, size, { isOpen: true });
  const rows: Replies = answers.filter(({ to }) => to !== 'first-metrics');
  for (const [keys, title] of [
    ['', 'name'],
    ['ll', 'created'],
  ] as const) {
    const state = settled(typed(settled(open, rows), keys, rows), answers);
    expect(tableColumns(state)[state.runs.column]?.title).toBe(title);
  }
});

test('without goals it is the metric of most runs, without metrics the query stays', () => {
  const of = (sheet: ReturnType<typeof metrics>) =>
    settled(startState('runs', session, size, { isOpen: true }), [
      ...answers.filter(({ to }) => to !== 'first-metrics'),
      { to: 'first-metrics', sheet },
    ]).query.text;
  expect(of(metrics(metric('b', null, 3), metric('a b', null, 9)))).toBe(
    'runs select name, `a b`, state, created, step',
  );
  expect(of(metrics(metric('x', 'min', 2), metric('x', 'min', 3), metric('y', 'min', 4)))).toContain('name, x, state');
  expect(of(metrics())).toBe('runs');
});

test('metrics that come to be known later are written then, as long as nobody has changed the query', () => {
  const rows: Replies = answers.filter(({ to }) => to !== 'first-metrics');
  const [bare, loss] = [makeSheet('runs', [ids, names, ...common]), number('loss', [0.3, 0.4])];
  let state = settled(startState('runs', session, size, { isOpen: true }), [
    {
      to: 'runs',
      sheet: makeSheet('runs', [
        { ...ids, values: [] },
        { ...names, values: [] },
      ]),
    },
    { to: 'first-metrics', sheet: metrics() },
  ]);
  const later = (known: ReturnType<typeof metrics>, before = bare, after = before) => {
    const changed = reduce(state, { kind: 'changed', revision: state.session.revision + 1 });
    const asked = wantedAsks(changed).filter(({ slot }) => slot === 'runs' || slot === 'first-metrics');
    const answered = asked.map((ask) => ({ ask, sheet: ask.slot === 'runs' ? before : known }));
    state = answered.reduce(
      (next, answer) => reduce(next, { kind: 'answered', ...answer }),
      reduce(changed, { kind: 'asked', asks: asked }),
    );
    state = settled(state, [{ to: 'runs', sheet: after }, ...rows]);
    return state.query.text;
  };
  const withLoss = makeSheet('runs', [ids, names, loss, ...common]);
  expect(later(metrics())).toBe('runs');
  expect(later(metrics(metric('loss', null, 1)), bare, withLoss)).toBe('runs select name, loss, state, created, step');
  // Another one that is no better stays where it is.
  expect(later(metrics(metric('lr', null, 2), metric('loss', null, 1)), withLoss)).not.toContain('lr');
  const unchanged = state;
  const good = metrics(metric('loss', 'min', 1), metric('val_acc', 'max', 1));
  const all = makeSheet('runs', [ids, names, ...measured, loss, ...common]);
  expect(later(good, withLoss, all)).toContain('runs select name, val_acc, loss, state');
  expect(asks(state)).toBe(false);
  state = typed(unchanged, 'su', rows);
  expect(later(good, withLoss)).toBe(unchanged.query.text);
});

test('a metric that is written as `metrics.x` is titled and drawn as `x`, unless another column is called that', () => {
  const titles = (...columns: readonly TestColumn[]) => {
    const own: Replies = [{ to: 'runs', sheet: makeSheet('runs', [ids, names, ...columns]) }];
    const state = settled(startState('runs select name, metrics.val/loss', session, size), own);
    expect(state.curves.metrics).toContain('val/loss');
    return tableColumns(state).map(({ title }) => title);
  };
  const written = number('metrics.val/loss', [0.3, 0.4]);
  const odd = number('metrics.`a b`', [0.3, 0.4]);
  expect(titles(written, odd, { ...number('params.lr', [1, 2]), role: 'param' })).toEqual([
    'name',
    'val/loss',
    'a b',
    'params.lr',
  ]);
  expect(titles(written, number('val/loss', [1, 2]))).toEqual(['name', 'metrics.val/loss', 'val/loss']);
});

test('columns out of sight are counted at either side, and the one that sorts is named', () => {
  const many = Array.from({ length: 30 }, (_, index) => number(`metric-${index}`, [index, 1]));
  const own: Replies = [{ to: 'runs', sheet: makeSheet('runs', [ids, names, ...many]) }];
  const start = settled(startState('runs sort by metric-29 desc', session, size), own);
  const border = (keys: string) => frameText(typed(start, keys, own)).split('\n')[3];
  expect(border('')).toMatch(/^┌─ 1 runs ─+ 26› by metric-29▾ ─┐$/);
  expect(border('l'.repeat(10))).toMatch(/─ ‹\d+ \d+› by metric-29▾ ─┐$/);
  expect(border('l'.repeat(30))).toMatch(/─ ‹\d+ ─┐$/);
  const few = settled(startState('runs', session, size), [{ to: 'runs', sheet: makeSheet('runs', [ids, names]) }]);
  expect(frameText(few).split('\n')[3]).toMatch(/^┌─ 1 runs ─+┐$/);
});

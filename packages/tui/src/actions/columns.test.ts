import { expect, test } from 'vitest';
import { makeSheet, type TestColumn } from '../../test/make-sheet.ts';
import { frameText, opened, settled, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { tableColumns } from '../state/table-columns.ts';

type Kind = Pick<TestColumn, 'role' | 'type'>;
const size = { columns: 120, rows: 40 };
const field: Kind = { type: 'text', role: 'field' };
const value: Kind = { type: 'number', role: 'value' };
const key: Kind = { type: 'number', role: 'key' };

function table(
  source: 'runs' | 'groups' | 'curves' | 'metrics',
  query: string,
  columns: Readonly<Record<string, Kind>>,
) {
  const named = Object.entries(columns).map(([name, kind]) => ({
    ...kind,
    name,
    values: kind.type === 'text' ? ['a', 'b'] : [1, 2],
  }));
  const id: readonly TestColumn[] =
    source === 'groups' ? [] : [{ name: 'id', type: 'text', role: 'id', values: ['r1', 'r2'] }];
  const answers = [{ to: 'runs' as const, sheet: makeSheet(source, [...id, ...named]) }];
  const start = opened(query, size, answers);
  return {
    start,
    /** The query after keys on a column, by its title. */
    on: (title: string, keys: string) => {
      const at = tableColumns(start).findIndex((each) => each.title === title);
      expect(at, title).toBeGreaterThanOrEqual(0);
      return typed(settled({ ...start, runs: { ...start.runs, column: at } }, answers), keys, answers);
    },
  };
}

const versus = table('runs', "runs select name, val/loss, min(a) as low vs 'r1' on val/loss, low", {
  name: { type: 'text', role: 'run' },
  'val/loss': value,
  low: value,
  'val/loss_base': value,
  'val/loss_diff': value,
  'val/loss_ratio': value,
  low_base: value,
  low_diff: value,
  low_ratio: value,
});

test('what `vs` adds is sorted, filtered and grouped by behind it', () => {
  const text = "runs select name, val/loss, min(a) as low vs 'r1' on val/loss, low";
  const { on } = versus;
  expect(on('Δ val/loss', 's').query.text).toBe(`${text} sort by val/loss_diff desc`);
  expect(on('Δ low', 'S').query.text).toBe(`${text} sort by low_diff`);
  expect(on('Δ low', 'shs').query.text).toBe(`${text} sort by low desc`);
  expect(on('Δ low', 'f').query.text).toBe(`${text} where low_diff = 1`);
  expect(on('Δ low', '&> 3\r').query.text).toBe(`${text} where low_diff > 3`);
  expect(on('Δ low', '#').query.text).toBe(`${text} group by low_diff select count() as runs sort by runs desc`);
  expect(on('low', 's').query.text).toBe(
    "runs sort by min(a) desc select name, val/loss, min(a) as low vs 'r1' on val/loss, low",
  );
});

test('an order that stands before goes behind what names its key', () => {
  const sorted = table('runs', "runs sort by a limit 9 select name, a vs 'r1' on a", {
    name: { type: 'text', role: 'run' },
    a: value,
    a_base: value,
    a_diff: value,
    a_ratio: value,
  });
  expect(sorted.on('Δ a', 's').query.text).toBe("runs limit 9 select name, a vs 'r1' on a sort by a_diff desc");
  expect(sorted.on('Δ a', '+').query.text).toBe("runs limit 9 select name, a vs 'r1' on a sort by a, a_diff desc");
});

test('a difference moves, goes and is as wide as its own column', () => {
  const { on } = versus;
  const moved = "runs select name, min(a) as low, val/loss vs 'r1' on val/loss, low";
  expect(on('Δ val/loss', '>').query.text).toBe(moved);
  expect(on('Δ low', '<').query.text).toBe(moved);
  expect(on('Δ low', '-').query.text).toBe("runs select name, val/loss vs 'r1' on val/loss");
  expect(on('name', '-').query.text).toBe("runs select val/loss, min(a) as low vs 'r1' on val/loss, low");
  expect(on('Δ low', '(').runs.widths).toEqual({ low_diff: 4 });
});

test('so it is where the name is one between backquotes', () => {
  const text = "runs select name, `grad norm` vs 'r1' on `grad norm`";
  const { on, start } = table('runs', text, {
    name: { type: 'text', role: 'run' },
    'grad norm': value,
    '`grad norm`_base': value,
    '`grad norm`_diff': value,
    '`grad norm`_ratio': value,
  });
  expect(tableColumns(start).map(({ title }) => title)).toEqual(['name', 'grad norm', 'Δ grad norm']);
  expect(on('Δ grad norm', 's').query.text).toBe(`${text} sort by \`\`\`grad norm\`\`_diff\` desc`);
  expect(on('Δ grad norm', '-').query.text).toBe('runs select name');
});

test('a column that a later clause names stays', () => {
  const { on } = table('runs', 'runs select name, min(a) as `my low` where `my low` > 1', {
    name: { type: 'text', role: 'run' },
    'my low': value,
  });
  const state = on('my low', '-');
  expect(state.query.text).toBe('runs select name, min(a) as `my low` where `my low` > 1');
  expect(state.message?.text).toBe('`my low` stays: `where `my low` > 1` names it');
  expect(on('my low', '#').query.text).toBe(
    "runs select name, min(a) as 'my low' where `my low` > 1 group by min(a) select count() as runs sort by runs desc",
  );
});

test('keys of groups change places among themselves and stay before all else', () => {
  const text = 'runs group by params.lr, w select mean(a) as m, count() as n';
  const { on } = table('groups', text, { 'params.lr': key, w: key, m: value, n: value });
  expect(on('params.lr', '>').query.text).toBe('runs group by w, params.lr select mean(a) as m, count() as n');
  expect(on('m', '>').query.text).toBe('runs group by params.lr, w select count() as n, mean(a) as m');
  expect(on('n', '-').query.text).toBe('runs group by params.lr, w select mean(a) as m');
  for (const [title, keys] of [
    ['w', '>'],
    ['m', '<'],
    ['w', '-'],
  ] as const) {
    expect(on(title, keys).query.text).toBe(text);
    expect(on(title, keys).message?.kind).toBe('problem');
  }
});

test('fields, params and metrics of a query that chooses none are chosen by moving and hiding them', () => {
  const { on } = table('runs', 'runs where val/acc > 0', {
    name: { type: 'text', role: 'run' },
    'val/acc': value,
    'params.lr': { type: 'number', role: 'param' },
    state: field,
  });
  expect(on('val/acc', '<').query.text).toBe('runs where val/acc > 0 select val/acc, name, params.lr, state');
  expect(on('state', '-').query.text).toBe('runs where val/acc > 0 select name, val/acc, params.lr');
  expect(on('params.lr', ')').runs.widths).toEqual({ 'params.lr': 12 });
});

test('rows that are no runs are neither grouped nor opened; points of curves stay as they are', () => {
  const metrics = table('metrics', 'metrics', { name: field, runs: value });
  expect(metrics.on('name', '#').query.text).toBe('metrics');
  expect(frameText(metrics.start)).not.toContain('▸');
  const text = 'curves a of runs';
  const points = table('curves', text, { run: { type: 'text', role: 'run' }, metric: field, step: value, value });
  for (const keys of ['s', 'f', '-', '>', '#', '.', '&']) {
    const state = points.on('metric', keys);
    expect(state.query.text).toBe(text);
    expect(state.message?.kind).toBe('problem');
    expect(wantedAsks(state).some(({ slot }) => slot.startsWith('below'))).toBe(false);
  }
});

import { textWidth } from '@xt/engine/render';
import { describe, expect, test } from 'vitest';
import { wantedAsks } from '../src/asks/wanted.ts';
import { frame } from '../src/frame/frame.ts';
import { noMetricsWords } from '../src/panes/no-metrics.ts';
import type { Sheet } from '../src/sheet/sheet.ts';
import { reduce } from '../src/state/reduce.ts';
import type { State } from '../src/state/state.ts';
import { makeSheet, type TestColumn } from './make-sheet.ts';
import { frameText, opened, replies, settled, typed } from './make-state.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
] as const;

const screens: readonly { readonly name: string; readonly keys: string }[] = [
  { name: 'runs-and-curves', keys: 'jkl' },
  { name: 'marked', keys: 'a' },
  { name: 'cursor-and-log', keys: ' 2tLee' },
  { name: 'curves-as-numbers', keys: ' 2T' },
  { name: 'lineage', keys: '4' },
  { name: 'details', keys: 'jbk6' },
  { name: 'artifacts', keys: '5' },
];

const query = 'runs where val/acc > 0.9 sort by val/acc desc';

describe.each(sizes)('$columns x $rows', (size) => {
  test.each(screens)('$name', async ({ name, keys }) => {
    const state = typed(opened(query, size, replies), keys, replies);
    await expect(frameText(state)).toMatchFileSnapshot(`golden/${name}-${size.columns}x${size.rows}.txt`);
  });
});

test('a frame fills the terminal exactly, whatever its size', () => {
  for (let columns = 1; columns < 230; columns += 7) {
    for (const rows of [1, 5, 15, 16, 17, 24, 40, 70]) {
      const state = typed(opened(query, { columns, rows }, replies), 'a2', replies);
      const lines = frame(state);
      expect(lines.length).toBe(rows);
      for (const line of lines) expect(line.reduce((width, { text }) => width + textWidth(text), 0)).toBe(columns);
    }
  }
});

test('where there is no room it says how much it needs, and no key does what nobody sees', () => {
  const narrow = opened(query, { columns: 20, rows: 5 }, replies);
  expect(frameText(narrow).split('\n').slice(0, 3)).toEqual([
    'xt needs 60 x 16',
    'cells; this terminal',
    'has 20 x 5 (q',
  ]);
  const blind = typed(narrow, 'Xyj/abc\r', replies);
  expect({ ...blind, keys: '' }).toEqual({ ...narrow, keys: '' });
  expect(typed(narrow, 'q', replies).effects).toEqual([{ kind: 'quit' }]);
});

test('no control character of a name reaches the terminal', () => {
  for (const size of sizes) {
    for (const line of frame(opened(query, size, replies))) {
      for (const { text } of line) expect(text).not.toMatch(/\p{Cc}/u);
    }
  }
});

/** Two runs with these columns and so many metrics. */
function wideSheet(columns: readonly TestColumn[], metrics: number): Sheet {
  return makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: ['a', 'b'] },
    ...columns,
    ...Array.from({ length: metrics }, (_, index) => ({
      name: `metric-${index}`,
      type: 'number' as const,
      role: 'value' as const,
      values: [index, index / 7],
    })),
  ]);
}

test('five thousand columns are gone through with the cursor in sight', () => {
  const name = { name: 'name', type: 'text', role: 'run', values: ['a', 'b'] } as const;
  const answers = [{ to: 'runs' as const, sheet: wideSheet([name], 5000) }];
  let state = opened('runs select *', { columns: 120, rows: 40 }, answers);
  for (let count = 0; count < 300; count++) state = reduce(state, { kind: 'key', key: { name: 'l' } });
  expect(state.runs.column).toBe(300);
  expect(frameText(state)).toContain('metric-299');
  expect(frameText(state)).toMatch(/^│ {3}name/m);
});

test('what a row is stands on the left, and further in what is below it, also where groups are of numbers', () => {
  const groups = makeSheet('groups', [
    { name: 'params.lr', type: 'number', role: 'key', values: [0.1, 0.01] },
    { name: 'runs', type: 'integer', role: 'value', values: [2, 10] },
  ]);
  const below = makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: ['a', 'b'] },
    { name: 'name', type: 'text', role: 'run', values: ['a-long-name-of-a-run', 'short'] },
  ]);
  const answers = [
    { to: /^runs where .*params/, sheet: below },
    { to: 'runs' as const, sheet: groups },
  ];
  const state = opened('runs group by params.lr select count() as runs', sizes[1], answers);
  const text = frameText(typed(state, '\r', answers));
  expect(text).toMatch(/^│ {3}params\.lr +runs/m);
  expect(text).toMatch(/^│❯ {2}▾ 0\.1 /m);
  expect(text).toMatch(/^│ {7}a-long-name-of-a-run /m);
  expect(text).toMatch(/^│ {7}short /m);
});

test('the name stays in sight where the columns before it do not', () => {
  const project = { name: 'project', type: 'text', role: 'field', values: ['digits', 'wine'] } as const;
  const name = { name: 'name', type: 'text', role: 'run', values: ['first', 'second'] } as const;
  const state = opened('runs select *', { columns: 120, rows: 40 }, [
    { to: 'runs', sheet: wideSheet([project, name], 30) },
  ]);
  expect(frameText(state)).toMatch(/^│ {3}project +name +metric-0/m);
  const far = typed(state, 'l'.repeat(20), []);
  expect(frameText(far)).toMatch(/^│ {3}name +metric-\d+ .*metric-18 /m);
  expect(frameText(far)).toMatch(/^│❯ {2}first +\d/m);
});

test('a hundred thousand rows: the cursor goes to the end, and what is not fetched is asked for', () => {
  const some = makeSheet(
    'runs',
    [
      { name: 'id', type: 'text', role: 'id', values: ['a', 'b'] },
      { name: 'name', type: 'text', role: 'run', values: ['a', 'b'] },
    ],
    { total: 100_000 },
  );
  const state = typed(opened('runs', { columns: 120, rows: 40 }, [{ to: 'runs', sheet: some }]), 'G', []);
  expect(state.runs.row).toBe(99_999);
  expect(frameText(state)).toContain('…');
});

/** So many runs of a hundred thousand, from a row on. */
function partOfRuns(from: number, length: number): Sheet {
  const rows = Array.from({ length }, (_, row) => from + row);
  return makeSheet(
    'runs',
    [
      { name: 'id', type: 'text', role: 'id', values: rows.map((row) => `id${row}`) },
      { name: 'name', type: 'text', role: 'run', values: rows.map((row) => `run-${row}`) },
    ],
    { total: 100_000, from },
  );
}

/** The state with the answer to what it asks of the runs. */
function withRuns(state: State): State {
  const asked = wantedAsks(state).find(({ slot }) => slot === 'runs');
  if (asked === undefined) throw new Error('the runs are not asked for');
  const { skip = 0, limit } = asked;
  const sheet = partOfRuns(skip, Math.min(limit, 100_000 - skip));
  return reduce(reduce(state, { kind: 'asked', asks: [asked] }), { kind: 'answered', ask: asked, sheet });
}

test('at the end of a hundred thousand rows those around the cursor alone are asked for, and at the beginning the first', () => {
  const limits: number[] = [];
  const seen = (before: State, keys: string): State => {
    const state = withRuns(typed(before, keys, []));
    const asked = wantedAsks(state).find(({ slot }) => slot === 'runs');
    limits.push(asked?.limit ?? 0);
    for (let row = state.runs.top; row < Math.min(state.runs.top + 60, 100_000); row++) {
      if (row - state.runs.top < 33) expect(frameText(state)).toContain(`run-${row} `);
    }
    expect(state.runs.id).toBe(`id${state.runs.row}`);
    return state;
  };
  const first = withRuns(opened('runs', sizes[1], []));
  const last = seen(first, 'G');
  expect(last.runs.row).toBe(99_999);
  const up = ['k'.repeat(50), '\u001b[5~'.repeat(12), '\u001b[5~'.repeat(40)].reduce(seen, last);
  expect(up.runs.row).toBeLessThan(98_500);
  expect(seen(up, 'gg').runs.row).toBe(0);
  expect(limits.at(-1)).toBe(200);
  expect(Math.max(...limits)).toBeLessThan(2000);
  const marked = typed(up, 'a', []);
  expect(marked.runs.marked).toHaveLength(100);
  expect(marked.runs.marked[0]).toBe(`id${up.runs.top}`);
  // It stays on its run where rows come before it.
  const moved = reduce(up, { kind: 'changed', revision: 9 });
  const asked = wantedAsks(moved).find(({ slot }) => slot === 'runs');
  if (asked === undefined) throw new Error('the runs are not asked for');
  const shifted = partOfRuns((asked.skip ?? 0) - 3, 1600);
  const sheet = { ...shifted, from: asked.skip ?? 0, total: 100_003 };
  const next = reduce(reduce(moved, { kind: 'asked', asks: [asked] }), { kind: 'answered', ask: asked, sheet });
  expect(next.runs.id).toBe(up.runs.id);
  expect(next.runs.row).toBe(up.runs.row + 3);
});

test('of many marked runs it is said how many have curves', () => {
  const answers = [{ to: 'runs' as const, sheet: partOfRuns(0, 200) }, ...replies];
  const state = typed(opened('runs', sizes[1], answers), 'a', answers);
  expect(state.runs.marked).toHaveLength(100);
  expect(frameText(state)).toContain('the first 24 of 100 runs');
  expect(frameText(typed(state, 'x', answers))).not.toContain('the first 24');
});

test('it is said how many runs are marked, how many of them the rows leave out, and how to take the marks away', () => {
  const few = makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: ['run0001', 'run0005'] },
    { name: 'name', type: 'text', role: 'run', values: ['one', 'five'] },
  ]);
  const answers = [{ to: /^runs limit 2/, sheet: few }, ...replies];
  const marked = typed(opened('runs', sizes[1], answers), '  ', answers);
  expect(frameText(marked)).toContain('12 rows · 2 marked · 4 ms');
  const filtered = typed(marked, '/\u0015runs limit 2\r', answers);
  expect(frameText(filtered)).toContain('2 rows · 2 marked, 1 not among these rows');
  expect(frameText(filtered)).toMatch(/x unmark all/);
  expect(frameText(typed(filtered, 'x', answers))).not.toMatch(/marked|unmark/);
});

test('rows that are no runs have no curves, whatever was drawn before', () => {
  const names = makeSheet('metrics', [{ name: 'name', type: 'text', role: 'field', values: ['a', 'b'] }]);
  const answers = [{ to: /^metrics$/, sheet: names }, ...replies];
  const start = opened('runs', sizes[1], answers);
  const state = typed(start, '/\u0015metrics\r', answers);
  expect(frameText(state)).toContain('curves are of runs: these rows are none');
  expect(frameText(typed(state, 'u', answers))).toContain('sweep-17-0');
  // Of no metric nothing can be missing.
  const none = { ...start, curves: { ...start.curves, metrics: [] } };
  expect(frameText(none)).toContain('this run has no metrics; ');
  // Which has some is seen in the table: the sixth has none.
  const at = (row: number) => noMetricsWords({ ...none, runs: { ...none.runs, row } });
  expect(at(0)).toBe('this run has no metrics; 精度テスト-1, the row below, has some');
  expect(at(4)).toBe('this run has no metrics; sweep-17-6, 2 rows below, has some');
  expect(at(11)).toBe('this run has no metrics; tab\tname-10, the row above, has some');
  expect(noMetricsWords({ ...none, runs: { ...none.runs, marked: ['run0000', 'run0001'] } })).toBe(
    'these runs have no metrics',
  );
});

test('a name that holds what would break a line has room for all of it', () => {
  const odd = makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: ['a'] },
    { name: 'name', type: 'text', role: 'run', values: ['a quite long name\nof two lines'] },
  ]);
  const text = frameText(opened('runs', sizes[1], [{ to: 'runs', sheet: odd }]));
  expect(text).toContain('a quite long name␊of two lines');
});

test('every column that sorts has a sign, the first that decides a filled one', () => {
  const text = frameText(opened('runs sort by val/acc desc, state, params.lr desc', sizes[1], replies));
  expect(text).toMatch(/val\/acc▾/);
  expect(text).toMatch(/state▵/);
  expect(text).toMatch(/params\.lr▿/);
});

test('how long is waited counts from the question, not from the tick of the clock before it', () => {
  const start = reduce(opened('runs', sizes[1], replies), { kind: 'clock', now: 10_000 });
  const changed = reduce(start, { kind: 'changed', revision: 9 });
  const asked = reduce(changed, { kind: 'asked', asks: wantedAsks(changed), now: 14_900 });
  expect(frameText(reduce(asked, { kind: 'clock', now: 15_000 }))).not.toContain('loading for');
  expect(frameText(reduce(asked, { kind: 'clock', now: 20_000 }))).toContain('loading for 5 s');
});

test('an answer to a question that is no longer asked changes nothing', () => {
  const state = opened(query, sizes[1], replies);
  const asked = state.answers.runs?.asked;
  if (asked === undefined) throw new Error('the runs were not asked for');
  const other = makeSheet('runs', [{ name: 'name', type: 'text', role: 'run', values: ['late'] }]);
  const late = reduce(state, { kind: 'answered', ask: { ...asked, text: 'runs limit 1' }, sheet: other });
  expect(frameText(late)).toBe(frameText(state));
});

test('the cursor stays on its run when the order changes', () => {
  const state = typed(opened(query, sizes[1], replies), 'jjj', replies);
  const id = state.runs.id;
  expect(id).toBeDefined();
  const turned = makeSheet('runs', [
    {
      name: 'id',
      type: 'text',
      role: 'id',
      values: Array.from({ length: 12 }, (_, index) => `run${String(11 - index).padStart(4, '0')}`),
    },
    { name: 'name', type: 'text', role: 'run', values: Array.from({ length: 12 }, (_, index) => `n${index}`) },
  ]);
  const changed = reduce(state, { kind: 'changed', revision: 7 });
  const asked = {
    ...(changed.answers.runs?.asked ?? { slot: 'runs' as const, text: '', limit: 0, revision: 0 }),
    revision: changed.session.revision,
  };
  const next = reduce(reduce(changed, { kind: 'asked', asks: [asked] }), {
    kind: 'answered',
    ask: asked,
    sheet: turned,
  });
  expect(next.runs.id).toBe(id);
  expect(next.runs.row).toBe(8);
});

test('details end with the first of the lineage and of the artifacts, and which keys show the others', () => {
  const state = typed(opened(query, sizes[1], replies), 'j6', replies);
  const text = frameText(state);
  expect(text).toMatch(/lineage {2,}[\s\S]*parent +parent {2}fork at 500[\s\S]*child +fork-a {2}resume {2}running/);
  expect(text).toMatch(
    /and 1 more: 4 shows all[\s\S]*artifacts {2,}[\s\S]*checkpoint +step 1000 +700 MiB {2}model\.pt/,
  );
  expect(text).toMatch(/dataset +- {2}train\.csv {2}used[\s\S]*and 1,200 more: 5 shows all/);
  const asks = wantedAsks(state).filter(({ slot }) => slot === 'kin' || slot === 'files');
  expect(asks.map(({ text: asked }) => asked.replace(/ select .*/, ''))).toEqual([
    "lineage of run 'run0001' up 1 down 1",
    "artifacts of run 'run0001'",
  ]);
});

test('a query that fails leaves the last answer in sight', () => {
  const state = opened(query, sizes[1], replies);
  const typedWrong = settled(typed(state, '/x\r', []), []);
  const [ask] = [typedWrong.answers.runs?.asked];
  if (ask === undefined) throw new Error('nothing was asked');
  const wrong = { ...ask, text: 'wrong' };
  const failed = reduce(reduce(typedWrong, { kind: 'asked', asks: [wrong] }), {
    kind: 'failed',
    ask: wrong,
    failure: {
      message: 'the query is wrong',
      diagnostics: [{ code: 'syntax', severity: 'error', message: 'no clause `descx`' }],
    },
  });
  expect(frameText(failed)).toContain('sweep-17');
  expect(frameText(failed)).toContain('no clause `descx`');
});

import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, type Replies, replies, settled, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { paneWords } from '../plain/pane-words.ts';
import { reduce } from './reduce.ts';
import type { State } from './state.ts';

const size = { columns: 200, rows: 50 };
const diff = makeSheet('diff', [
  { name: 'section', type: 'text', role: 'field', values: ['params', 'metrics', 'metrics', 'metrics'] },
  { name: 'name', type: 'text', role: 'field', values: ['lr', 'grad norm', 'val/acc', 'val/loss'] },
  { name: 'first', type: 'mixed', role: 'field', values: ['0.0003', '0.61', '0.9412', '0.31'] },
  { name: 'second', type: 'mixed', role: 'field', values: ['0.0006', '1.25', '0.9412000001', null] },
]);
const goals = makeSheet('metrics', [
  {
    name: 'name',
    type: 'text',
    role: 'field',
    values: ['epoch', 'f1', 'grad norm', 'mse', 'val/acc', 'val/loss', 'val/loss'],
  },
  { name: 'goal', type: 'text', role: 'field', values: [null, 'max', null, 'min', 'max', 'min', 'min'] },
]);
// Rows in another order than the runs were asked for.
const values = makeSheet('runs', [
  { name: 'xt id', type: 'text', role: 'field', values: ['run0001', 'run0000'] },
  { name: 'name', type: 'text', role: 'run', values: ['second', 'first'] },
  { name: 'grad norm', type: 'number', role: 'value', values: [1.25, 0.61] },
  { name: 'val/acc', type: 'number', role: 'value', values: [0.9412000001, 0.9412] },
  { name: 'max(val/acc)', type: 'number', role: 'value', values: [0.95, 0.96] },
  { name: 'val/loss', type: 'number', role: 'value', values: [null, 0.31] },
  { name: 'min(val/loss)', type: 'number', role: 'value', values: [null, 0.3] },
  { name: 'f1', type: 'number', role: 'value', values: [0.5, 0.5] },
  { name: 'max(f1)', type: 'number', role: 'value', values: [0.75, 0.5] },
  { name: 'mse', type: 'number', role: 'value', values: [0.25, 0.25] },
  { name: 'min(mse)', type: 'number', role: 'value', values: [0.125, 0.125] },
]);
const textDiff = makeSheet('diff', [
  { name: 'change', type: 'text', role: 'field', values: ['removed'] },
  { name: 'line', type: 'text', role: 'field', values: ['lr: 0.1'] },
]);
const answers: Replies = [
  { to: /^diff run/, sheet: diff },
  { to: 'compared-goals', sheet: goals },
  { to: 'compared-values', sheet: values },
  ...replies,
];
const state = typed(opened('runs', size, answers), '  3', answers);

function asked(of: State, slot: string): string | undefined {
  return wantedAsks(of).find((ask) => ask.slot === slot)?.text;
}

test('goals are asked, then final values of the metrics that differ, and the best of all that have a goal', () => {
  const bare = typed(opened('runs', size, replies), '  3', replies);
  expect([asked(bare, 'compared-goals'), asked(bare, 'compared-values')]).toEqual([undefined, undefined]);
  expect(asked(state, 'compared-goals')).toBe("metrics of run 'run0000', 'run0001' select name, goal");
  expect(asked(state, 'compared-values')).toBe(
    "run 'run0000', 'run0001' select id as `xt id`, name, metrics.`grad norm`, metrics.val/acc, max(metrics.val/acc), metrics.val/loss, min(metrics.val/loss), metrics.f1, max(metrics.f1), metrics.mse, min(metrics.mse)",
  );
});

test('differences show final and best values, and by what each run differs from the first', async () => {
  await expect(frameText(state)).toMatchFileSnapshot('../../test/golden/compare-200x50.txt');
  const small = typed(opened('runs', { columns: 80, rows: 24 }, answers), '  3', answers);
  await expect(frameText(small)).toMatchFileSnapshot('../../test/golden/compare-80x24.txt');
  expect(paneWords(state, 'compare')).toEqual([
    'section, name, first, second, Δ second',
    'section params; name lr; first 0.0003; second 0.0006; Δ second +0.0003',
    'section metrics; name f1; first 0.5; second 0.5; Δ second 0',
    'section metrics; name best(f1); first 0.5; second 0.75; Δ second +0.25',
    'section metrics; name grad norm; first 0.61; second 1.25; Δ second +0.64',
    'section metrics; name best(grad norm); first no goal; second no goal',
    'section metrics; name val/acc; first 0.9412; second 0.9412; Δ second +1.000e-10',
    'section metrics; name best(val/acc); first 0.96; second 0.95; Δ second -0.01000',
    'section metrics; name val/loss; first 0.31; second missing',
    'section metrics; name best(val/loss); first 0.3; second missing',
  ]);
});

/** As many runs in the table as are marked, with a metric each, of which every third has none; two of each name. */
function marking(count: number): State {
  const ids = Array.from({ length: count }, (_, index) => `run${String(index).padStart(4, '0')}`);
  const name = (id: string) => `run ${Number(id.slice(3)) % 9}`;
  const acc = ids.map((_, index) => (index % 3 === 2 ? null : index / 8));
  const idsOf = (text: string) => [...text.matchAll(/'(\w+)'/g)].map(([, id = '']) => id);
  const table = makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: ids },
    { name: 'name', type: 'text', role: 'run', values: ids.map(name) },
  ]);
  const head = (rows: readonly (readonly [string, string])[]) => [
    { name: 'section', type: 'text' as const, role: 'field' as const, values: rows.map(([section]) => section) },
    { name: 'name', type: 'text' as const, role: 'field' as const, values: rows.map(([, of]) => of) },
  ];
  const differing = [
    ['params', 'lr'],
    ['metrics', 'val/acc'],
  ] as const;
  const summary = makeSheet('diff', [
    ...head(differing),
    { name: 'distinct', type: 'integer', role: 'field', values: [count, 7] },
    { name: 'missing', type: 'integer', role: 'field', values: [0, 3] },
    { name: 'values', type: 'text', role: 'field', values: ['0 … 9', 'listed'] },
  ]);
  const part = (of: readonly string[]) =>
    makeSheet('diff', [
      ...head([['params', 'equal'], ...differing]),
      ...of.map((id) => {
        const at = ids.indexOf(id);
        const value = acc[at] ?? null;
        const values = ['1', String(at), value === null ? null : String(value)];
        return { name: name(id), type: 'mixed' as const, role: 'field' as const, values };
      }),
    ]);
  const goal = makeSheet('metrics', [
    { name: 'name', type: 'text', role: 'field', values: ['val/acc'] },
    { name: 'goal', type: 'text', role: 'field', values: ['max'] },
  ]);
  const measured = makeSheet('runs', [
    { name: 'xt id', type: 'text', role: 'field', values: ids },
    { name: 'name', type: 'text', role: 'run', values: ids.map(name) },
    { name: 'val/acc', type: 'number', role: 'value', values: acc },
    { name: 'max(val/acc)', type: 'number', role: 'value', values: acc.map((each) => each && each + 0.5) },
  ]);
  const parts = Array.from({ length: 3 }, (_, index) => index);
  const answering = (of: State): Replies => [
    { to: 'runs', sheet: table },
    { to: 'compare', sheet: summary },
    { to: 'compared-goals', sheet: goal },
    { to: 'compared-values', sheet: measured },
    ...parts.flatMap((index) => {
      const text = asked(of, `compared-part ${index}`);
      return text === undefined ? [] : [{ to: `compared-part ${index}` as const, sheet: part(idsOf(text)) }];
    }),
  ];
  const open = typed(opened('runs', size, [{ to: 'runs', sheet: table }]), 'a3', [{ to: 'runs', sheet: table }]);
  return settled(settled(open, answering(open)), answering(open));
}

test('more runs than an answer has columns stand side by side, from several answers', () => {
  const nine = marking(9);
  expect([0, 1, 2].map((part) => asked(nine, `compared-part ${part}`))).toEqual([
    "diff run 'run0000', 'run0001', 'run0002', 'run0003', 'run0004' all",
    "diff run 'run0005', 'run0006', 'run0007', 'run0008' all",
    undefined,
  ]);
  const words = paneWords(nine, 'compare');
  expect(words).toHaveLength(4);
  expect(words[1]).toMatch(/^section params; name lr; run 0 0; run 1 1; Δ run 1 \+1; .*; run 8 8; Δ run 8 \+8$/);
  expect(words[2]).toMatch(
    /^section metrics; name val\/acc; run 0 0; run 1 0.125; Δ run 1 \+0.125; run 2 missing; run 3/,
  );
  expect(words[3]).toMatch(/^section metrics; name best\(val\/acc\); run 0 0.*; Δ run 7 \+1.375; run 8 missing$/);
});

test('runs of one name in several answers are told apart', () => {
  const [title = ''] = paneWords(marking(10), 'compare');
  expect(title).toMatch(
    /^section, name, run 0 \(run0000\), run 1, Δ run 1, .*, run 0 \(run0009\), Δ run 0 \(run0009\)$/,
  );
});

test('of still more runs the pane shows what they have between them', () => {
  const many = marking(25);
  expect(asked(many, 'compared-part 0')).toBeUndefined();
  expect(paneWords(many, 'compare')).toEqual([
    'section, name, distinct, missing, values',
    'section params; name lr; distinct 25; missing 0; values 0 … 9',
    'section metrics; name val/acc; distinct 17; missing 8; values 0 … 3',
    'section metrics; name best(val/acc); distinct 17; missing 8; values 3.5 … 0, best run 6',
  ]);
});

test('beside a baseline the others differ from it', () => {
  const based = typed(opened('runs', size, answers), ' jkb3', answers);
  expect(asked(based, 'compare')).toBe("diff run 'run0000', 'run0001'");
  expect(paneWords(based, 'compare').slice(0, 4)).toEqual([
    'section, name, first, Δ first, second',
    'section params; name lr; first 0.0003; Δ first -0.0003; second 0.0006',
    'section metrics; name f1; first 0.5; Δ first 0; second 0.5',
    'section metrics; name best(f1); first 0.5; Δ first -0.25; second 0.75',
  ]);
});

test('where the best values have no answer the pane says why', () => {
  const open = typed(opened('runs', size, [{ to: /^diff run/, sheet: diff }, ...replies]), '  3', [
    { to: /^diff run/, sheet: diff },
    ...replies,
  ]);
  const ask = wantedAsks(open).find(({ slot }) => slot === 'compared-goals');
  if (ask === undefined) throw new Error('no goals were asked');
  const failed = reduce(reduce(open, { kind: 'asked', asks: [ask] }), {
    kind: 'failed',
    ask,
    failure: { message: 'too slow', diagnostics: [] },
  });
  expect(paneWords(failed, 'compare').at(-1)).toBe('too slow');
  expect(paneWords(failed, 'compare').at(-2)).toBe('section metrics; name val/loss; first 0.31; second missing');
});

test('an answer to another question than one that failed is not shown', () => {
  const before = typed(state, '5jd', answers);
  const ask = wantedAsks(before).find(({ slot }) => slot === 'compare');
  if (ask === undefined) throw new Error('no differences were asked');
  expect(ask.text).toMatch(/^diff '/);
  const failed = reduce(reduce(before, { kind: 'asked', asks: [ask] }), {
    kind: 'failed',
    ask,
    failure: { message: '`grid.png` is no text', diagnostics: [] },
  });
  expect(paneWords(failed, 'compare')).toEqual(['`grid.png` is no text']);
  expect(frameText(failed)).toContain('`grid.png` is no text');
  const left = typed(failed, '3', answers);
  expect(paneWords(left, 'compare')).toEqual(paneWords(state, 'compare'));
});

test('other marks close the differences of a text', () => {
  const both: Replies = [{ to: /^diff '/, sheet: textDiff }, ...answers];
  const text = typed(opened('runs', size, both), '  5jd', both);
  expect(paneWords(text, 'compare')).toEqual(['change, line', 'change removed; line lr: 0.1']);
  const other = typed(text, '1j 3', both);
  expect(asked(other, 'compare')).toMatch(/^diff run 'run0000', 'run0001', /);
  const marked = typed(text, '1 ', both);
  expect(marked.compared.text).toBeUndefined();
});

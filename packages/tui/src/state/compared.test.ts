import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, type Replies, replies, typed } from '../../test/make-state.ts';
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
  { name: 'name', type: 'text', role: 'field', values: ['grad norm', 'val/acc', 'val/loss', 'val/loss'] },
  { name: 'goal', type: 'text', role: 'field', values: [null, 'max', 'min', 'min'] },
]);
// Rows in another order than the runs were asked for.
const values = makeSheet('runs', [
  { name: 'xt id', type: 'text', role: 'field', values: ['run0001', 'run0000'] },
  { name: 'grad norm', type: 'number', role: 'value', values: [1.25, 0.61] },
  { name: 'val/acc', type: 'number', role: 'value', values: [0.9412000001, 0.9412] },
  { name: 'max(val/acc)', type: 'number', role: 'value', values: [0.95, 0.96] },
  { name: 'val/loss', type: 'number', role: 'value', values: [null, 0.31] },
  { name: 'min(val/loss)', type: 'number', role: 'value', values: [null, 0.3] },
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

test('of the metrics that differ goals are asked, then final values, and the best of those that have a goal', () => {
  const bare = typed(opened('runs', size, replies), '  3', replies);
  expect([asked(bare, 'compared-goals'), asked(bare, 'compared-values')]).toEqual([undefined, undefined]);
  expect(asked(state, 'compared-goals')).toBe(
    "metrics of run 'run0000', 'run0001' where name in ('grad norm', 'val/acc', 'val/loss') select name, goal",
  );
  expect(asked(state, 'compared-values')).toBe(
    "run 'run0000', 'run0001' select id as `xt id`, metrics.`grad norm`, metrics.val/acc, max(metrics.val/acc), metrics.val/loss, min(metrics.val/loss)",
  );
});

test('differences show final and best values, and by what each run differs from the first', async () => {
  await expect(frameText(state)).toMatchFileSnapshot('../../test/golden/compare-200x50.txt');
  const small = typed(opened('runs', { columns: 80, rows: 24 }, answers), '  3', answers);
  await expect(frameText(small)).toMatchFileSnapshot('../../test/golden/compare-80x24.txt');
  expect(paneWords(state, 'compare')).toEqual([
    'section, name, first, second, Δ second',
    'section params; name lr; first 0.0003; second 0.0006',
    'section metrics; name grad norm; first 0.61; second 1.25; Δ second +0.64',
    'section metrics; name best(grad norm); first no goal; second no goal',
    'section metrics; name val/acc; first 0.9412; second 0.9412; Δ second +1.000e-10',
    'section metrics; name best(val/acc); first 0.96; second 0.95; Δ second -0.01000',
    'section metrics; name val/loss; first 0.31; second missing',
    'section metrics; name best(val/loss); first 0.3; second missing',
  ]);
});

test('beside a baseline the others differ from it', () => {
  const based = typed(opened('runs', size, answers), ' jkb3', answers);
  expect(asked(based, 'compare')).toBe("diff run 'run0000', 'run0001'");
  expect(paneWords(based, 'compare').slice(0, 3)).toEqual([
    'section, name, first, Δ first, second',
    'section params; name lr; first 0.0003; second 0.0006',
    'section metrics; name grad norm; first 0.61; Δ first -0.64; second 1.25',
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

import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { opened, replies, typed } from '../../test/make-state.ts';
import type { State } from '../state/state.ts';
import { sheetLines } from './sheet-lines.ts';

const runs = ['first', 'second', 'third', 'fourth'];
const sheet = makeSheet('diff', [
  { name: 'section', type: 'text', role: 'field', values: ['params', 'params'] },
  { name: 'name', type: 'text', role: 'field', values: ['lr', 'opt'] },
  ...runs.map((name, at) => ({
    name,
    type: 'text' as const,
    role: 'field' as const,
    values: [`${at}.123456789012345`, `adam ${name}`],
  })),
]);
const answers = [{ to: 'compare' as const, sheet }, ...replies];
const state = typed(opened('runs', { columns: 120, rows: 40 }, answers), '  3', answers);

function lines(of: State, width: number): readonly string[] {
  const { length, at } = sheetLines(of, 'compare', width);
  return Array.from({ length }, (_, row) =>
    (at(row) ?? [])
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

test('where there is room values have all their digits, else the widest columns give way', () => {
  const whole = runs.map((_, at) => `${at}\\.123456789012345`).join(' +');
  expect(lines(state, 120)[1]).toMatch(new RegExp(`^params +lr +${whole}$`));
  expect(lines(state, 66)).toEqual(
    [
      'section  name  first       second       third       fourth',
      'params   lr    0.1235      1.123        2.123       3.123',
      'params   opt   adam first  adam second  adam third  adam fourth',
    ].map((line) => expect.stringMatching(new RegExp(`^${line.replaceAll(/ +/g, ' +')}$`))),
  );
});

test('of long names the end is seen', () => {
  const long = makeSheet('diff', [
    { name: 'section', type: 'text', role: 'field', values: ['params'] },
    { name: 'name', type: 'text', role: 'field', values: ['lr'] },
    { name: 'mlp_lr=0.01_w=32/seed_0', type: 'text', role: 'field', values: ['a'] },
    { name: 'mlp_lr=0.01_w=32/精度_1', type: 'text', role: 'field', values: ['b'] },
  ]);
  const narrow = typed(opened('runs', { columns: 120, rows: 40 }, replies), '  3', [
    { to: 'compare', sheet: long },
    ...replies,
  ]);
  expect(lines(narrow, 40)[0]).toMatch(/^section +name +…=32\/seed_0 +…=32\/精度_1$/);
});

test('a difference whose run has a long name is seen to be one; what a row is keeps its room', () => {
  const long = makeSheet('diff', [
    { name: 'section', type: 'text', role: 'field', values: ['params'] },
    { name: 'name', type: 'text', role: 'field', values: ['a name of some length'] },
    { name: 'mlp_lr=0.01_w=32/seed_0', type: 'text', role: 'field', values: ['1'] },
    { name: 'mlp_lr=0.01_w=32/seed_1', type: 'text', role: 'field', values: ['2'] },
  ]);
  const all = [{ to: 'compare' as const, sheet: long }, ...replies];
  const narrow = typed(opened('runs', { columns: 120, rows: 40 }, all), '  3', all);
  expect(lines(narrow, 72).slice(0, 2)).toEqual([
    expect.stringMatching(/^section +name +…\S+seed_0 +…\S+seed_1 +Δ…\S+seed_1$/),
    expect.stringMatching(/^params +a name of some … +1 +2 +\+1$/),
  ]);
});

test('what has no room comes in sight when those before it are left out; what a row is stays', () => {
  expect(lines(state, 40)[0]?.slice(0, 40)).not.toContain('fourth');
  const right = typed(state, 'll', answers);
  expect(lines(right, 40)[0]?.slice(0, 40)).toMatch(/^section +name +third +fourth/);
  expect(lines(typed(right, 'llllll', answers), 40)[0]).toMatch(/^section +name +fourth$/);
  expect(lines(typed(right, 'hhhh', answers), 40)).toEqual(lines(state, 40));
});

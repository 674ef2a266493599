import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, replies, typed } from '../../test/make-state.ts';
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

test('of long names is seen in what they differ', () => {
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
  expect(lines(narrow, 40)[0]).toMatch(/^section +name +…seed_0 +…精度_1$/);
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
    expect.stringMatching(/^section +name +…w=32\/seed_0 +…w=32\/seed_1 +Δ …seed_1$/),
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

/** Differences of so many runs of one name, whose values are numbers of many digits in columns that have texts too. */
function alike(runs: number): typeof replies {
  const ids = Array.from({ length: runs }, (_, at) => `run000${at}`);
  const names = ['dataset', 'learning rate of some length', 'tiny', 'version'];
  const values = (at: number) => [`digits ${at}`, String(0.05 + at * 0.45), String(1e-10 * (1 + at / 3)), '3.10'];
  const differing = makeSheet('diff', [
    { name: 'section', type: 'text', role: 'field', values: names.map(() => 'metrics').fill('params', 0, 3) },
    { name: 'name', type: 'text', role: 'field', values: names },
    ...ids.map((id, at) => ({
      name: `mlp-lr0.1-w64-s${at % 2} (${id})`,
      type: 'text' as const,
      role: 'field' as const,
      values: values(at),
    })),
  ]);
  return [{ to: 'compare', sheet: differing }, ...replies];
}

test('a cell is cut from its own text: differences keep their numbers, with fewer digits, and what is empty stays so', () => {
  const two = alike(2);
  const narrow = typed(opened('runs', { columns: 120, rows: 40 }, two), '  3', two);
  const [title = '', ...rows] = lines(narrow, 52);
  expect(title).toMatch(/^section {2}name +…w64-s0 +…w64-s1 +Δ …s1$/);
  expect(rows).toEqual([
    expect.stringMatching(/^params +dataset +digits 0 +digits 1$/),
    expect.stringMatching(/^params +learning r… +0\.05 +0\.5 +\+0\.45$/),
    expect.stringMatching(/^params +tiny +1e-10 +1\.333e-10 +\+3\.3e-11$/),
    expect.stringMatching(/^metrics +version +3\.10 +3\.10$/),
  ]);
});

test('of more runs than have room the border counts the columns that are out of sight; names have what differs and a short id', () => {
  const six = alike(6);
  const small = typed(opened('runs', { columns: 80, rows: 24 }, six), '      3', six);
  const table = (state: State) => frameText(state).split('\n').slice(3, 9);
  const [border = '', title = '', ...rows] = table(small);
  expect(border).toMatch(/^┌─ 3 compare ─+ 7› ─┐$/);
  expect(title).toMatch(/^│section {2}name +…s0 \(run0000\) +…s1 \(run0001\) +Δ…\S+\) /);
  expect(rows[1]).toMatch(/^│params {3}learning rate … +0\.05 +0\.5 +\+0\.45 +0\.95/);
  expect(
    rows
      .slice(0, 4)
      .join('')
      .match(/(?<!learning rate )…/g),
  ).toBeNull();
  expect(lines(small, 400)[2]).toMatch(/ 0\.9500 /);
  expect(table(typed(small, 'll', six))[0]).toMatch(/^┌─ 3 compare ─+ ‹2 \d› ─┐$/);
});

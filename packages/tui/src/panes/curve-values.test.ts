import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { curvesSheet, frameText, opened, replies, typed } from '../../test/make-state.ts';
import { chartsOf } from './charts-of.ts';
import { curveTable } from './curve-table.ts';
import { valueLines, valuesAt } from './curve-values.ts';

const steps = [0, 7, 123_457, 1_234_567_891];
const values = [0.1, 0.912_345_678_901_234_5, Number.NaN, 1e-300];
const sheet = makeSheet('curves', [
  { name: 'id', type: 'text', role: 'id', values: [...steps.map(() => 'a'), 'b'] },
  { name: 'run', type: 'text', role: 'run', values: [...steps.map(() => 'first'), 'second'] },
  { name: 'metric', type: 'text', role: 'metric', values: [...steps, 0].map(() => 'metrics.acc') },
  { name: 'step', type: 'number', role: 'x', values: [...steps, 3] },
  { name: 'relative', type: 'duration', role: 'x', values: [0, 0.5, 61.25, 3600.125, 1] },
  { name: 'value', type: 'number', role: 'value', values: [...values, Number.POSITIVE_INFINITY] },
  { name: 'raw', type: 'number', role: 'field', values: [...steps.map((_, at) => at / 8), 2] },
]);

function at(axis: string, place: number): readonly (readonly [x: string, value: string, raw: string | undefined])[] {
  const found = valuesAt(axis, place);
  return (chartsOf(sheet, axis, ['a', 'b'])[0]?.series ?? []).map((series) => {
    const here = found(series);
    return [here?.x ?? '', here?.value ?? '', here?.raw];
  });
}

test('a curve is shown at its point nearest to the cursor, with all digits', () => {
  expect(at('step', 5.2)).toEqual([
    ['7', '0.9123456789012345', '0.125'],
    ['3', 'inf', '2'],
  ]);
  expect(at('step', 100_000)[0]).toEqual(['123457', 'NaN', '0.25']);
  expect(at('step', 1e12)[0]).toEqual(['1234567891', '1e-300', '0.375']);
  expect(at('relative', 60)).toEqual([
    ['61.25s', 'NaN', '0.25'],
    ['1s', 'inf', '2'],
  ]);
});

test('as many curves as there is room for have a line', () => {
  const series = chartsOf(sheet, 'step', ['a', 'b'])[0]?.series ?? [];
  const lines = (rows: number) =>
    valueLines(series, valuesAt('step', 5.2), { columns: 60, rows }).map((line) =>
      line.map(({ text }) => text).join(''),
    );
  expect(lines(5)).toEqual([' ● 7  0.9123456789012345  first  raw 0.125', ' ● 3                 inf  second  raw 2']);
  expect(lines(1)).toEqual(['   and 2 more: T shows all']);
  expect(lines(0)).toEqual([]);
});

test('with the cursor every chart says what its curves are there, and so does the table', () => {
  const state = typed(opened('runs where val/acc > 0.9', { columns: 120, rows: 40 }, replies), ' 2t', replies);
  expect(frameText(state)).toMatch(/● (?:2900|3000) +0\.8\d{10,} {2}sweep-17-0/);
  expect(frameText(typed(state, 'T', replies))).toMatch(/● sweep-17-0 +(?:2900|3000) +0\.8\d{10,}/);
});

test('the last value of a curve is its last point, NaN too; one that is NaN throughout was logged all the same', () => {
  const points = [
    ['a', 0, 0.5],
    ['a', 1, Number.POSITIVE_INFINITY],
    ['a', 2, Number.NaN],
    ['b', 0, Number.NaN],
    ['b', 1, Number.NaN],
  ] as const;
  const diverged = makeSheet('curves', [
    { name: 'id', type: 'text', role: 'id', values: points.map(([id]) => id) },
    { name: 'run', type: 'text', role: 'run', values: points.map(([id]) => id) },
    { name: 'metric', type: 'text', role: 'metric', values: points.map(() => 'metrics.acc') },
    { name: 'step', type: 'number', role: 'x', values: points.map(([, step]) => step) },
    { name: 'value', type: 'number', role: 'value', values: points.map(([, , value]) => value) },
  ]);
  const lines = chartsOf(diverged, 'step', ['a', 'b']).flatMap((chart) => curveTable([chart], undefined));
  const [, first, second] = lines.map((line) => line.map(({ text }) => text).join(''));
  expect(first).toMatch(/^● a +NaN +0\.5 +Infinity +3 +1$/);
  expect(second).toMatch(/^● b +NaN +NaN +NaN +2 +2$/);
});

test('smoothing that begins at the edge of a window says so', () => {
  const open = (answers: typeof replies) =>
    typed(opened('runs where val/acc > 0.9', { columns: 120, rows: 40 }, answers), ' 2eee', answers);
  expect(frameText(typed(open(replies), '+', replies))).toMatch(/ema 0\.\d+ · step/);
  const notes = [{ code: 'sampled', severity: 'note', message: '60 of 6,000 points' }] as const;
  const reduced = [{ to: 'curves' as const, sheet: { ...curvesSheet, notes } }, ...replies];
  const state = open(reduced);
  expect(frameText(state)).toMatch(/ema 0\.\d+ · step/);
  expect(frameText(typed(state, '+', reduced))).toMatch(/ema 0\.\d+ of this window · step/);
});

test('runs of one name are told apart at the ends of curves, in values and table; without colours by dashes too', () => {
  const ids = ['5338aa614cae438f', 'b6a696af920e4f63'];
  const twins = makeSheet('curves', [
    { name: 'id', type: 'text', role: 'id', values: ids.flatMap((id) => [id, id]) },
    { name: 'run', type: 'text', role: 'run', values: [0, 1, 2, 3].map(() => 'mlp-lr0.1-w64-s2') },
    { name: 'metric', type: 'text', role: 'metric', values: [0, 1, 2, 3].map(() => 'metrics.val/acc') },
    { name: 'step', type: 'number', role: 'x', values: [0, 9, 0, 9] },
    { name: 'value', type: 'number', role: 'value', values: [0.25, 0.5, 0.25, 0.500_000_000_000_000_1] },
  ]);
  const answers = [{ to: 'curves' as const, sheet: twins }, ...replies];
  const open = (text: string, dashes: boolean) => {
    const state = opened('runs where val/acc > 0.9', { columns: 120, rows: 40 }, answers);
    return frameText(typed({ ...state, session: { ...state.session, dashes } }, text, answers));
  };
  const [first, second] = ['mlp-lr0.1-w64-s2 (5338aa61)', 'mlp-lr0.1-w64-s2 (b6a696af)'];
  const values = open(' j 2t', false);
  for (const [name, end] of [
    [first, '…s2 (5338aa61)'],
    [second, '…s2 (b6a696af)'],
  ] as const) {
    expect(values).toContain(end);
    expect(values).toContain(`● 0  0.25  ${name}`);
    expect(open(' j 2T', false)).toContain(`● ${end}`);
    expect(open(' j 2Tz', false)).toContain(`● ${name}`);
  }
  expect(open(' j 2t', true)).toMatch(/│ ━━━ [09] .*\n.*│ ╺━━ [09] /);
  expect(open(' j 2Tz', true)).toMatch(/│━━━ mlp.*\n.*│╺━━ mlp/);
  expect(open(' j 2tlllT', true)).toMatch(/│╺━━ …lr0.1-w64-s2 \(b6a696af\) +9 +0\.5000000000000001│/);
});

import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, replies, typed } from '../../test/make-state.ts';
import { openView, viewText } from '../views/view-settings.ts';

const steps = Array.from({ length: 100 }, (_, step) => step);
const calm = steps.map((step) => 1 / (1 + step));
const diverging = steps.map((step) => (step < 50 ? 1 : step < 99 ? 10 ** (5 * (step - 49)) : Number.POSITIVE_INFINITY));

const sheet = makeSheet('curves', [
  { name: 'id', type: 'text', role: 'id', values: [...steps.map(() => 'run0000'), ...steps.map(() => 'run0001')] },
  { name: 'run', type: 'text', role: 'run', values: [...steps.map(() => 'calm'), ...steps.map(() => 'wild')] },
  { name: 'metric', type: 'text', role: 'metric', values: [...steps, ...steps].map(() => 'metrics.val/acc') },
  { name: 'step', type: 'number', role: 'x', values: [...steps, ...steps] },
  { name: 'value', type: 'number', role: 'value', values: [...calm, ...diverging] },
]);
const answers = [{ to: 'curves' as const, sheet }, ...replies];
const start = typed(opened('runs', { columns: 120, rows: 40 }, answers), '  ', answers);

test('one curve that diverges leaves the others their room when the scale is over most values', () => {
  expect(frameText(start)).toMatch(/e\+?\d{3}/);
  const [less, half] = ['O', 'OOO'].map((keys) => frameText(typed(start, keys, answers)));
  expect(less).toMatch(/step · 98 % of values, 3 ▲▼ · 1 infinite/);
  expect(half).toMatch(/step · 75 % of values, 49 ▲▼ · 1 infinite/);
  expect(half).not.toMatch(/e\+?\d{3}/);
  expect(half).toMatch(/▲/);
  expect(typed(start, 'OOOOO', answers).curves).toEqual(start.curves);
});

test('the cursor and the table have the values as they are, and a view keeps the share', () => {
  const robust = typed(start, '2OOO', answers);
  expect(frameText(typed(robust, 'T', answers))).toMatch(/wild +Infinity/);
  expect(viewText(robust)).toMatch(/most=75/);
  const view = openView(start, 'robust', '# tui: curves most=90\nruns');
  expect(view.curves.most).toBe(90);
  expect(openView(start, 'odd', '# tui: curves most=100\nruns').message?.text).toContain('`most=100`');
});

test('on a logarithmic scale, and where all values are equal, nothing breaks', () => {
  expect(frameText(typed(start, 'OOOL', answers))).toMatch(/log · 75 % of values, \d+ ▲▼/);
  const equal = makeSheet('curves', [
    ...(['id', 'run', 'metric'] as const).map(
      (name) => ({ name, type: 'text', role: name, values: steps.map(() => 'run0000') }) as const,
    ),
    { name: 'step', type: 'number', role: 'x', values: steps },
    { name: 'value', type: 'number', role: 'value', values: steps.map(() => 3) },
  ]);
  const same = opened('runs', { columns: 120, rows: 40 }, [{ to: 'curves', sheet: equal }, ...replies]);
  expect(frameText(typed(same, 'O', [{ to: 'curves', sheet: equal }, ...replies]))).toContain('98 % of values');
});

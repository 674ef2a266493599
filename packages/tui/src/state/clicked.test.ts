import { expect, test } from 'vitest';
import { frameText, opened, replies, settled } from '../../test/make-state.ts';
import { reduce } from './reduce.ts';
import type { State } from './state.ts';

const size = { columns: 120, rows: 40 };
const start = opened('runs where val/acc > 0.9', size, replies);

/** Clicks where a text is seen. */
function click(state: State, text: string): State {
  const lines = frameText(state).split('\n');
  const row = lines.findIndex((line) => line.includes(text));
  const column = lines[row]?.indexOf(text) ?? -1;
  expect(column, `${text} in\n${lines.join('\n')}`).toBeGreaterThanOrEqual(0);
  return settled(reduce(state, { kind: 'key', key: { name: 'click', cell: { column, row } } }), replies);
}

function press(state: State, name: string): State {
  return settled(reduce(state, { kind: 'key', key: { name } }), replies);
}

test('a click on a row takes the cursor there, on a cell its column too', () => {
  expect(click(start, '0.9152').runs).toMatchObject({ row: 2, column: 1 });
  expect(click(click(start, '2 curves'), 'sweep-17-6').layout.focus).toBe('runs');
});

test('a click on the title of a column sorts by it', () => {
  const sorted = click(start, 'params.lr');
  expect(sorted.query.text).toBe('runs where val/acc > 0.9 sort by params.lr desc');
  expect(sorted.message?.says).toBe('sort by params.lr desc');
});

test('a click on a pane gives it the focus, on a line of a list the cursor', () => {
  const lineage = press(start, '4');
  expect(click(press(lineage, '1'), 'fork-b').layout.focus).toBe('lineage');
  expect(click(lineage, 'fork-b').lists.lineage.row).toBeGreaterThan(0);
  expect(click(start, '2 curves').layout.focus).toBe('curves');
});

test('a click on the query edits it there', () => {
  const editing = click(start, '> 0.9');
  expect(editing.query.editor?.cursor).toBe('runs where val/acc '.length);
  expect(click(editing, 'where').query.editor?.cursor).toBe('runs '.length);
});

test('in a list it takes what is clicked, or picks; beside the list that closes', () => {
  const palette = press(start, ':');
  expect(click(palette, 'Go to the last').runs.row).toBe(11);
  expect(click(palette, ' xt  digits').overlay).toBeUndefined();
  const metrics = press(start, 'm');
  const picked = click(metrics, '● val/acc').overlay;
  expect(picked).toMatchObject({ kind: 'choose', picked: ['train/loss'] });
  expect(click(metrics, 'space picks')).toEqual(metrics);
});

test('a question is answered by keys alone', () => {
  const overlay = { kind: 'confirm', question: 'remove?', details: [], yes: { kind: 'quit' } } as const;
  const asked = reduce(start, { kind: 'opened', overlay });
  expect(click(asked, 'y yes')).toEqual(asked);
  expect(click(asked, ' xt  digits')).toEqual(asked);
});

test('the wheel turns the pane under it, which has no focus for that', () => {
  const wheel = (state: State, name: string, column: number) =>
    settled(reduce(state, { kind: 'key', key: { name, cell: { column, row: 20 } } }), replies);
  expect(wheel(start, 'wheel-down', 10).runs.row).toBe(3);
  const zoomed = wheel(start, 'wheel-up', 110);
  expect(zoomed.runs.row).toBe(0);
  expect(zoomed.curves.window).toEqual({ from: 1475, to: 4425 });
  expect(zoomed.layout.focus).toBe('runs');
  const details = wheel(press(press(start, '6'), '1'), 'wheel-down', 110);
  expect(details.lists.details.row).toBe(3);
  expect(details.runs.row).toBe(0);
  expect(wheel(press(start, '6'), 'wheel-down', 10).runs.row).toBe(3);
});

test('keys go to the first and the last column, of the curves to their ends', () => {
  expect(press(start, '$').runs.column).toBe(3);
  expect(press(press(start, '$'), '^').runs.column).toBe(0);
  expect(press(press(start, '2'), '$').curves.cursor).toBe(1);
});

import { parse, print } from '@xt/grammar';
import { expect, test } from 'vitest';
import { opened, replies, typed } from '../../test/make-state.ts';
import type { State } from '../state/state.ts';
import { openView, startView, viewText } from './view-settings.ts';

const size = { columns: 120, rows: 40 };
const start = opened('runs sort by val/acc desc', size, replies);

function withCurves(state: State, curves: Partial<State['curves']>): State {
  return { ...state, curves: { ...state.curves, ...curves } };
}

test('a view is the query below a comment with the pane and its settings', () => {
  expect(viewText(typed(start, '4', []))).toBe('# tui: lineage\nruns sort by val/acc desc');
  const set = withCurves(start, { metrics: ['val/acc', 'a, b%'], smooth: 0.9, axis: 'time', log: true });
  expect(viewText({ ...set, size: { columns: 200, rows: 60 } })).toBe(
    '# tui: curves metrics=val/acc,a%2C%20b%25 smooth=0.9 axis=time log\nruns sort by val/acc desc',
  );
});

test('it comes back as it was, also as the store prints it', () => {
  const set = withCurves(
    { ...start, size: { columns: 200, rows: 60 } },
    { metrics: ['val/acc', 'a, b%'], smooth: 0.9, log: true, window: { from: -5, to: 1e6 }, table: true },
  );
  const text = print(
    parse(viewText(set)).value ?? {
      kind: 'query',
      span: { start: 0, end: 0 },
      source: { kind: 'runs', span: { start: 0, end: 0 } },
      clauses: [],
      comments: [],
    },
  );
  const other = openView(
    { ...withCurves(start, { smooth: 0.5 }), query: { ...start.query, text: 'runs' } },
    'best',
    text,
  );
  expect(other.query.text).toBe('runs sort by val/acc desc');
  expect(other.query.past.map(({ text }) => text)).toEqual(['runs']);
  expect(other.layout.side).toBe('curves');
  const { metrics, smooth, axis, log, window, table } = other.curves;
  expect({ metrics, smooth, axis, log, window, table }).toEqual({
    metrics: ['val/acc', 'a, b%'],
    smooth: 0.9,
    axis: 'step',
    log: true,
    window: { from: -5, to: 1e6 },
    table: true,
  });
  expect(viewText(other)).toBe(viewText(set));
});

test('other comments stay in the query, and a view without settings leaves them as they are', () => {
  const commented = openView(start, 'why', '# why\n# tui: lineage\nruns limit 3');
  expect(commented.query.text).toBe('# why\nruns limit 3');
  expect(commented.layout.side).toBe('lineage');
  const plain = openView(withCurves(start, { smooth: 0.5 }), 'plain', 'runs limit 3');
  expect(plain.curves.smooth).toBe(0.5);
});

test('words that make no sense are passed over', () => {
  const odd = openView(start, 'odd', '# tui: curves smooth=7 axis=depth window=9..2 shiny metrics=%E0%A4%A\nruns');
  expect(odd.curves).toMatchObject({ smooth: 0, axis: 'step', window: undefined, metrics: ['%E0%A4%A'] });
  expect(openView(start, 'odd', '# tui: kitchen smooth=0.9\nruns').curves.smooth).toBe(0);
});

test('`xt tui @view` starts with its settings', () => {
  const started = startView({ ...start, query: { ...start.query, text: '# tui: curves smooth=0.9\nruns limit 3' } });
  expect(started.query.text).toBe('runs limit 3');
  expect(started.curves.smooth).toBe(0.9);
});

import { parse, print } from '@xt/grammar';
import { expect, test } from 'vitest';
import { frameText, opened, replies, typed } from '../../test/make-state.ts';
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
    { metrics: ['val/acc', 'a, b%'], picked: true, smooth: 0.9, log: true, window: { from: -5, to: 1e6 }, table: true },
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

test('chosen metrics are kept where not all have room, which the pane says; of all that there are those that are shown', () => {
  const small = { columns: 120, rows: 24 };
  const view = openView({ ...start, size: small }, 'both', '# tui: curves metrics=val/acc,train/loss\nruns');
  const open = typed(view, '2', replies);
  expect(viewText(open)).toBe('# tui: curves metrics=val/acc,train/loss\nruns');
  expect(frameText(open)).toContain('1 of 2 charts: z gives them room, ] shows the next');
  expect(frameText(typed(open, 'z', replies))).not.toContain('of 2 charts');
  const narrow = { ...open, size: { columns: 80, rows: 24 } };
  expect(frameText(narrow)).toContain('1 of 2 charts: ] shows the next');
  expect(viewText(typed(open, ']', replies))).toBe('# tui: curves metrics=train/loss,val/acc\nruns');
  const unchosen = typed({ ...start, size: small }, '2]', replies);
  expect(viewText(unchosen)).toMatch(/^# tui: curves metrics=[^,]*\n/);
  expect(frameText(unchosen)).not.toContain('of 2 charts');
  const chosen = typed(unchosen, 'm \u001b[B \r', replies);
  expect(chosen.curves.stepped).toBe(false);
});

test('other comments stay in the query, and a view without settings leaves them as they are', () => {
  const commented = openView(start, 'why', '# why\n# tui: lineage\nruns limit 3');
  expect(commented.query.text).toBe('# why\nruns limit 3');
  expect(commented.layout.side).toBe('lineage');
  const plain = openView(withCurves(start, { smooth: 0.5 }), 'plain', 'runs limit 3');
  expect(plain.curves.smooth).toBe(0.5);
});

test('words that make no sense are passed over, which is said', () => {
  const odd = openView(start, 'odd', '# tui: curves smooth=7 axis=depth window=9..2 shiny metrics=%E0%A4%A\nruns');
  expect(odd.curves).toMatchObject({ smooth: 0, axis: 'step', window: undefined, metrics: ['%E0%A4%A'] });
  expect(odd.message).toEqual({
    kind: 'problem',
    text: 'opened `odd`; its comment `# tui:` is passed over in `smooth=7`, `axis=depth`, `window=9..2`, `shiny`',
  });
  const kitchen = openView(start, 'odd', '# tui: kitchen smooth=0.9\nruns');
  expect(kitchen.curves.smooth).toBe(0);
  expect(kitchen.message?.text).toContain('passed over: `kitchen` is no pane');
  const started = startView({ ...start, query: { ...start.query, text: '# tui: curves smooth=7\nruns' } });
  expect(started.message?.text).toBe('the comment `# tui:` is passed over in `smooth=7`');
});

test('`xt tui @view` starts with its settings', () => {
  const started = startView({ ...start, query: { ...start.query, text: '# tui: curves smooth=0.9\nruns limit 3' } });
  expect(started.query.text).toBe('runs limit 3');
  expect(started.curves.smooth).toBe(0.9);
});

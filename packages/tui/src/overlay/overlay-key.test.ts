import { describe, expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, replies as paneReplies, typed } from '../../test/make-state.ts';
import { reduce } from '../state/reduce.ts';
import type { State } from '../state/state.ts';
import { selectPlace } from './columns-offered.ts';

const size = { columns: 120, rows: 40 };
const query = 'runs where val/acc > 0.9';
const text = (name: string, values: readonly string[]) => ({ name, type: 'text', role: 'field', values }) as const;
const replies = [
  ...paneReplies,
  {
    to: 'views' as const,
    sheet: makeSheet('views', [text('name', ['best']), text('query', ['# tui: lineage\nruns limit 3'])]),
  },
  { to: 'metrics' as const, sheet: makeSheet('metrics', [text('name', ['val/acc', 'val/loss'])]) },
  { to: 'note' as const, sheet: makeSheet('runs', [text('notes', ['as before'])]) },
];
const start = opened(query, size, replies);
const keys = (state: State, written: string): State => typed(state, written, replies);
const down = '\u001b[B';

describe('the palette', () => {
  test('does what it finds, and says what was written', () => {
    const sorted = keys(start, 'l:largest\r');
    expect(sorted.overlay).toBeUndefined();
    expect(sorted.query.text).toBe(`${query} sort by val/acc desc`);
    expect(sorted.message).toEqual({ kind: 'done', text: 'wrote', says: 'sort by val/acc desc' });
  });

  test('finds an action by its name and by what it writes too', () => {
    expect(keys(start, ':smooth ema\r').curves.smooth).toBeGreaterThan(0);
    expect(keys(start, ':quit\r').effects).toEqual([{ kind: 'quit' }]);
    expect(keys(start, ':\u001b').overlay).toBeUndefined();
    expect(keys(start, ':nothing like it\r').overlay).toMatchObject({ kind: 'choose' });
  });
});

describe('columns', () => {
  const known = {
    of: selectPlace(query) ?? '',
    items: [
      { text: 'val/acc', kind: 'metric' as const, runs: 3 },
      { text: '`my lr`', kind: 'param' as const, runs: 2 },
      { text: 'val/loss', kind: 'metric' as const, runs: 1 },
      { text: 'log(', kind: 'function' as const },
    ],
  };
  const choosing = reduce(keys(start, 'c'), { kind: 'named', known });

  test('space takes and leaves, Enter writes all that are picked', () => {
    const chosen = keys(choosing, `loss \u0015my \u0015state \r`);
    expect(chosen.query.text).toBe(`${query} select name, val/acc, params.lr, val/loss, \`my lr\``);
    expect(chosen.message?.says).toBe('select name, val/acc, params.lr, val/loss, `my lr`');
  });

  test('the cursor brings the first new column in sight', () => {
    const measured = { type: 'number', role: 'value', values: [1] } as const;
    const wide = makeSheet('runs', [
      { name: 'name', type: 'text', role: 'run', values: ['a'] },
      ...['val/acc', 'params.lr', 'state', 'my lr'].map((name) => ({ ...measured, name })),
    ]);
    const answers = [{ to: /^runs .*my lr/, sheet: wide }, ...replies];
    expect(typed(choosing, 'my\r', answers).runs).toMatchObject({ column: 4 });
    expect(keys(choosing, 'state \r').runs.column).toBe(0);
  });

  test('Enter alone adds the one under the cursor', () => {
    expect(keys(choosing, 'my\r').query.text).toBe(`${query} select name, val/acc, params.lr, state, \`my lr\``);
  });

  test('that nothing is picked is said, and Escape changes nothing', () => {
    const none = keys(choosing, '    \r');
    expect(none.message?.text).toContain('no column is picked');
    expect(none.query.text).toBe(query);
    expect(keys(choosing, ' \u001b').query.text).toBe(query);
  });

  test('a query that has no columns to choose says so', () => {
    const failed = keys(opened('runs whoops', size, []), 'c');
    expect(keys(failed, '\r').message?.kind).toBe('problem');
  });
});

describe('metrics', () => {
  test('those that are picked are shown, in order; Enter alone shows one', () => {
    expect(keys(start, `mloss\r`).curves.metrics).toEqual(['train/loss']);
    const both = keys(start, `m\u0015val/loss \r`);
    expect(both.curves.metrics).toContain('val/loss');
    expect(both.curves.metrics.length).toBeGreaterThan(1);
    expect(both.layout.side).toBe('curves');
  });
});

describe('views', () => {
  test('open with their pane and settings, and can be gone back from', () => {
    const open = keys(start, 'v\r');
    expect(open.query.text).toBe('runs limit 3');
    expect(open.layout.side).toBe('lineage');
    expect(open.message).toMatchObject({ says: 'xt query @best' });
    expect(keys(open, 'u').query.text).toBe(query);
  });

  test('are saved with them', () => {
    const saved = keys(start, 'Vmy-view\r');
    expect(saved.effects).toMatchObject([
      { kind: 'change', change: { kind: 'save-view', name: 'my-view', replace: false }, says: 'xt query @my-view' },
    ]);
    expect(keys(start, 'Vmy view\r').overlay).toMatchObject({ kind: 'prompt', problem: expect.any(String) });
    // It is said before Enter what makes no name.
    expect(frameText(keys(start, 'Vmy '))).not.toContain('make the name of a view');
    expect(frameText(keys(start, 'Vmy v'))).toContain('make the name of a view');
    expect(frameText(keys(start, 'V'))).not.toContain('make the name of a view');
  });

  test('are opened by `@` in the bar, with what follows', () => {
    const asked = keys(start, '/\u0015@best limit 1\r');
    expect(asked.effects).toEqual([{ kind: 'open-view', name: 'best', rest: ' limit 1' }]);
    const open = reduce(asked, {
      kind: 'viewed',
      name: 'best',
      text: '# tui: details\nruns limit 3 where val/acc > 1',
    });
    expect(open.query.text).toBe('runs limit 3 where val/acc > 1');
    expect(open.layout.side).toBe('details');
  });
});

describe('changes of runs', () => {
  const change = (state: State) => state.effects.map((effect) => (effect.kind === 'change' ? effect.change : effect));

  test('are of the run under the cursor, or of those that are marked', () => {
    expect(change(keys(start, 'tgood\r'))).toEqual([
      { kind: 'tag', of: { kind: 'texts', texts: ['run0000'] }, name: 'good' },
    ]);
    expect(change(keys(start, '  tteam=vision\r'))).toEqual([
      { kind: 'tag', of: { kind: 'texts', texts: ['run0000', 'run0001'] }, name: 'team', value: 'vision' },
    ]);
    expect(keys(start, '  tx\r').effects[0]).toMatchObject({ says: 'xt tag run0000 run0001 x' });
  });

  test('an empty tag and an empty name are refused where they are typed', () => {
    expect(keys(start, 'tx\u007f\r').overlay).toMatchObject({ problem: 'a label, or NAME=VALUE' });
    expect(keys(start, 'R\u0015\r').overlay).toMatchObject({ problem: 'a name is not empty' });
  });

  test('a run is renamed from the name that it has', () => {
    expect(change(keys(start, 'R-best\r'))).toEqual([
      { kind: 'set', of: { kind: 'texts', texts: ['run0000'] }, field: 'name', text: 'sweep-17-0-best' },
    ]);
  });

  test('a note is written on from what is there; Enter alone changes nothing, an empty one takes it off', () => {
    const set = (note: string | null) => ({
      kind: 'set',
      of: { kind: 'texts', texts: ['run0000'] },
      field: 'notes',
      text: note,
    });
    expect(change(keys(start, 'n but slower\r'))).toEqual([set('as before but slower')]);
    expect(change(keys(start, 'n\u0015\r'))).toEqual([set(null)]);
    expect(change(keys(start, 'n\r'))).toEqual([]);
  });

  test('a removal asks first; only y agrees', () => {
    const asked = keys(start, 'X');
    expect(asked.effects).toEqual([{ kind: 'plan-remove', ids: ['run0000'] }]);
    const yes = { kind: 'quit' } as const;
    const overlay = { kind: 'confirm', question: 'remove?', details: [], yes } as const;
    const asking = reduce(start, { kind: 'opened', overlay });
    expect(keys(asking, 'n').effects).toEqual([]);
    expect(keys(asking, '\r').overlay).toEqual(overlay);
    expect(keys(asking, 'y')).toMatchObject({ overlay: undefined, effects: [yes] });
  });

  test('a question that comes while something is typed is not answered by that', () => {
    const overlay = { kind: 'confirm', question: 'remove?', details: [], yes: { kind: 'quit' } } as const;
    for (const typing of ['/', ':', 't']) {
      const late = reduce(keys(start, typing), { kind: 'opened', overlay });
      expect(late.message).toMatchObject({ kind: 'problem', text: expect.stringContaining('`remove?`') });
      expect(keys(late, 'y').effects).toEqual([]);
    }
  });

  test('what was removed is no longer marked', () => {
    const gone = reduce(keys(start, '  b'), { kind: 'removed', ids: ['run0001', 'run0002'] });
    expect(gone.runs.marked).toEqual(['run0000']);
  });
});

describe('a condition on a column', () => {
  test('is written into the query, or refused where it is none', () => {
    expect(keys(start, 'l&between 0.1 and 0.2\r').query.text).toBe(`${query} and val/acc between 0.1 and 0.2`);
    expect(keys(start, 'l&betwixt\r').overlay).toMatchObject({ problem: expect.stringContaining('no condition') });
  });
});

describe('the help', () => {
  test('scrolls to its end and no further', () => {
    const end = keys(start, '?G');
    expect(keys(end, `jj${down}`).overlay).toEqual(end.overlay);
    expect(keys(end, 'g').overlay).toEqual({ kind: 'help', top: 0 });
    expect(keys(end, 'q').overlay).toBeUndefined();
  });
});

test('what is saved is what the focused pane asks', () => {
  expect(keys(start, 'oruns.csv\r').effects).toEqual([
    { kind: 'save-file', query, file: 'runs.csv', replace: false, log: false },
  ]);
  const [effect] = keys(start, '2ocurves.parquet\r').effects;
  // What the pane has room for is nothing to a file: rows are all points, a picture has as many as at the prompt.
  const saved = effect?.kind === 'save-file' ? effect : undefined;
  expect(saved?.query).toMatch(/^curves metrics\.val\/acc, \S+ of run '\w+'$/);
  expect(saved?.rows).toBe(`${saved?.query} sample none`);
  const [id = ''] = /'\w+'/.exec(saved?.query ?? '') ?? [];
  expect(saved?.title).toMatch(/ of run '[^']+'$/);
  expect(saved?.title).not.toContain(id);
  const [details] = keys(start, '6odetails.json\r').effects;
  expect(details).toMatchObject({ query: expect.stringMatching(/^run '\w+' select \*$/) });
  expect(keys(start, 'o\r').overlay).toMatchObject({ problem: expect.stringContaining('a file name') });
});

import { describe, expect, test } from 'vitest';
import { wantedAsks } from '../src/asks/wanted.ts';
import type { Event } from '../src/state/event.ts';
import { reduce } from '../src/state/reduce.ts';
import type { AskFailure, State } from '../src/state/state.ts';
import { makeSheet } from './make-sheet.ts';
import { frameText, opened, replies, typed } from './make-state.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;
const query = 'runs where val/acc > 0.9 sort by val/acc desc';

function failed(state: State, failure: AskFailure): State {
  const ask = state.answers.runs?.asked;
  if (ask === undefined) throw new Error('nothing was asked');
  return reduce(state, { kind: 'failed', ask, failure } satisfies Event);
}

const words = Array.from({ length: 90 }, (_, index) => `word${index}`);
const wrong = (message: string, start: number, end: number) =>
  ({ code: 'unknown-name', severity: 'error', message, hint: `hint of ${message}`, span: { start, end } }) as const;

describe.each(sizes)('$columns x $rows', (size) => {
  const name = `${size.columns}x${size.rows}`;

  test('an error is wrapped under the query, and the rest of it is a key away', async () => {
    const state = failed(opened(query, size, replies), {
      message: 'the query is wrong',
      diagnostics: [wrong(words.join(' '), 11, 18), wrong('another', 35, 42)],
    });
    await expect(frameText(state)).toMatchFileSnapshot(`golden/long-error-${name}.txt`);
    const all = typed(state, '!', replies);
    await expect(frameText(all)).toMatchFileSnapshot(`golden/long-error-all-${name}.txt`);
    const seen = frameText(all) + frameText(typed(all, 'G', replies));
    for (const word of [...words, 'hint of another']) expect(seen).toContain(word);
    expect(typed(all, '!', replies).overlay).toBeUndefined();
  });

  test('an error of the store is wrapped, too', () => {
    const state = failed(opened(query, size, replies), {
      message: `the store \`/a/${'long/'.repeat(30)}path\` cannot be opened`,
      hint: 'the last word',
      diagnostics: [],
    });
    const text = frameText(state);
    expect(text.replaceAll(/[\s│┌─┐]|1 runs|2 curves/g, '')).toContain(`${'long/'.repeat(30)}path`);
    expect(text).toContain('the last word');
    expect(text).toContain('sweep-17');
  });

  test('notes that have no room are read by a key', () => {
    const notes = ['one', 'two', 'three'].map(
      (each) =>
        ({
          code: 'lacking',
          severity: 'note',
          message: `${each} of these runs has no metric by this long name`,
        }) as const,
    );
    const sheet = makeSheet('runs', [{ name: 'name', type: 'text', role: 'run', values: ['a'] }], { notes });
    const state = opened(query, size, [{ to: 'runs', sheet }]);
    expect(frameText(state).split('\n')[2]).toMatch(/^ {3}one of these runs .*… ! shows all$/);
    const all = frameText(typed(state, '!', replies));
    for (const { message } of notes) expect(all).toContain(message);
  });

  test('a message that is longer than its line is read by a key', () => {
    const state = reduce(opened(query, size, replies), {
      kind: 'said',
      message: { kind: 'problem', text: `it went wrong: ${words.slice(0, 30).join(' ')}` },
    });
    expect(frameText(state).trimEnd()).toMatch(/it went wrong: .*… ! shows all$/);
    expect(frameText(typed(state, '!', replies))).toContain('word29');
  });

  test.each([
    [
      'an empty store',
      'runs',
      [{ code: 'no-runs', message: 'there are no runs yet', hint: '`xt import PATH` brings them in' }],
    ],
    [
      'nothing that meets a condition',
      query,
      [
        { code: 'lacking', message: '13 of 27 runs have no `val/acc`' },
        { code: 'nothing-meets', message: 'no run meets `val/acc > 0.9`' },
      ],
    ],
  ])('%s', async (title, text, told) => {
    const notes = told.map((note) => ({ ...note, severity: 'note' as const }));
    const columns = [
      { name: 'id', type: 'text', role: 'id', values: [] },
      { name: 'name', type: 'text', role: 'run', values: [] },
    ] as const;
    const state = opened(text, size, [{ to: 'runs', sheet: makeSheet('runs', columns, { notes }) }]);
    await expect(frameText(state)).toMatchFileSnapshot(`golden/${title.replaceAll(' ', '-')}-${name}.txt`);
  });
});

test('where a text is typed, all that is wrong with it stands under it', () => {
  const open = typed(opened('runs', sizes[0], replies), '/\u0015runs where aa > 1 and bb > 2', replies);
  const diagnostics = [wrong('no metric `aa`', 11, 13), wrong('no metric `bb`', 22, 24)];
  const text = frameText(reduce(open, { kind: 'checked', of: 'runs where aa > 1 and bb > 2', diagnostics }));
  expect(text).toMatch(
    /\n {14}~~ no metric `aa` · hint of no metric `aa`\n {3}no metric `bb` · hint of no metric `bb`/,
  );
});

test('a store that is lost says what that means and what to do, and errors of panes are read whole', () => {
  const state = reduce(opened(query, sizes[1], replies), { kind: 'connection', connection: 'lost' });
  expect(frameText(state)).toMatch(
    /\n {3}the process that has the store open is gone: .* · r starts one and asks again\n/,
  );
  const ask = { slot: 'lineage', text: '', limit: 1, revision: 0 } as const;
  const asked = reduce(typed(state, '4', []), { kind: 'asked', asks: [ask] });
  const message = `it went ${'very '.repeat(30)}wrong`;
  const text = frameText(reduce(asked, { kind: 'failed', ask, failure: { message, diagnostics: [] } }));
  expect(text.match(/very/g)).toHaveLength(30);
});

test('an answer that takes long says for how long', () => {
  const start = opened(query, sizes[1], replies);
  const again = reduce(typed(start, 'r', []), { kind: 'asked', asks: wantedAsks(typed(start, 'r', [])) });
  expect(frameText(again)).toContain('digits  loading · 12 rows · 4 ms');
  expect(frameText(reduce(again, { kind: 'clock', now: 10_000 }))).toContain(
    'digits  loading for 10 s · 12 rows · 4 ms',
  );
});

test('the last line has the query of the curves that are drawn, also when other metrics come with the answer', () => {
  const names = (...metrics: readonly string[]) =>
    makeSheet('metrics', [
      { name: 'name', type: 'text', role: 'field', values: metrics },
      { name: 'runs', type: 'integer', role: 'field', values: metrics.map(() => 2) },
      { name: 'points', type: 'integer', role: 'field', values: metrics.map(() => 60) },
    ]);
  const answers = [
    { to: /^metrics of run 'run0000', /, sheet: names('lr', 'train/loss') },
    { to: 'names' as const, sheet: names('hparam') },
    ...replies,
  ];
  const state = typed(opened('runs', sizes[1], answers), '  ', answers);
  const asked = wantedAsks(state).find(({ slot }) => slot === 'curves')?.text;
  expect(asked).toContain("curves metrics.lr, metrics.train/loss of run 'run0000', 'run0001'");
  expect(state.message).toMatchObject({ text: 'asks', says: asked });
  // In a pane with room for one.
  const small = reduce(state, { kind: 'resized', size: { columns: 120, rows: 24 } });
  expect(small.message?.says).toMatch(/^curves metrics\.lr of /);
});

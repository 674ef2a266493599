import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wantedAsks } from '../src/asks/wanted.ts';
import { readKeys } from '../src/keys/read-keys.ts';
import { appended } from '../src/plain/typed-line.ts';
import { plainFace } from '../src/screen/faces.ts';
import type { Event } from '../src/state/event.ts';
import { reduce } from '../src/state/reduce.ts';
import { startState } from '../src/state/start.ts';
import type { State } from '../src/state/state.ts';
import { makeSheet } from './make-sheet.ts';
import { opened, type Replies, replies, session, settled } from './make-state.ts';

const size = { columns: 80, rows: 24 };
const query = 'runs where val/acc > 0.9 sort by val/acc desc';

/** What is written to a terminal for keys, one step after the other, with the answers in between. */
function heard(start: State, steps: readonly (string | Event)[], given: Replies = replies): string {
  let written = '';
  const face = plainFace(
    (text) => {
      written += text;
    },
    () => 80,
  );
  face.show(start);
  let state = start;
  for (const step of steps) {
    const events = typeof step === 'string' ? readKeys(step, true).events : [step];
    written += `\r\n[${typeof step === 'string' ? JSON.stringify(step) : step.kind}]\r\n`;
    for (const event of events) {
      state = settled(reduce(state, event as Event), given);
      face.show(state);
    }
  }
  return `${written.replaceAll('\r\n', '\n').replaceAll('\b \b', '<')}\n`;
}

const transcripts: Readonly<Record<string, readonly (string | Event)[]>> = {
  rows: ['j', 'l', 'll', ' ', 'b', 's', 'u', 'u', 'G', 'x'],
  panes: ['2', 'ee', 'L', 'tl', '4', 'j', '5', '6', '1'],
  typing: [
    '/',
    '\u0015runs where val',
    '\u007f\u007f',
    '\u001b[D',
    'x',
    '\u001b',
    '/\u0015runs where and\r',
    '\u001b\u001b',
    '/\u0015runs limit 3\r',
  ],
  lists: [
    ':',
    'sort',
    '\u001b[B',
    '\u001b',
    'o',
    '\r',
    'runs.csv\r',
    'n',
    'a\r',
    '&',
    'between 1 and 2\r',
    '!',
    '\u001b',
  ],
  connection: [
    { kind: 'connection', connection: 'lost' },
    { kind: 'connection', connection: 'ok' },
    { kind: 'said', message: { kind: 'problem', text: 'not allowed\u001b[31m' } },
  ],
};

test.each(Object.entries(transcripts))('%s', async (name, steps) => {
  await expect(heard(opened(query, size, replies), steps)).toMatchFileSnapshot(`golden/plain-${name}.txt`);
});

test('the page shows how the first of them begins', () => {
  const page = readFileSync(new URL('../../../docs/tui.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/^```text\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  expect(shown).toHaveLength(1);
  expect(heard(opened(query, size, replies), ['j'])).toContain(shown[0]);
});

test('of what was written nothing is taken back but the end of the line that is typed', () => {
  let written = '';
  const face = plainFace(
    (text) => {
      written += text;
    },
    () => 80,
  );
  let state = opened(query, size, replies);
  face.show(state);
  const keys = Object.values(transcripts)
    .flat()
    .filter((step) => typeof step === 'string');
  for (const event of readKeys(keys.join(''), true).events) {
    state = settled(reduce(state, event as Event), replies);
    face.show(state);
  }
  expect(written.replaceAll('\b \b', '').replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
});

test('backspaces stay in the line of the terminal in which the text ends; from its beginning the text is written again', () => {
  const sent = (columns: number, before: string, now: string) => appended(before, [], now, columns);
  expect(sent(40, 'query> runs', 'query> run')).toBe('\b \b');
  const text = `query> ${'x'.repeat(37)}`;
  expect(sent(40, text, text.slice(0, -4))).toBe('\b \b'.repeat(4));
  expect(sent(40, text, text.slice(0, -5))).toBe(`\r\n${text.slice(0, -5)}`);
  // At the end of a line a terminal waits for the next letter.
  expect(sent(44, text, text.slice(0, -1))).toBe(`\r\n${text.slice(0, -1)}`);
  // Of a wide letter that has no room at the end of a line the cell before stays empty.
  expect(sent(40, `${'x'.repeat(39)}精度`, `${'x'.repeat(39)}`)).toBe('\b \b'.repeat(4));
});

test('the first row waits for what is best in it; who goes on hears the next one', () => {
  const late = replies.filter(({ to }) => to !== 'goals');
  const waiting = opened(query, size, late);
  const ask = wantedAsks(waiting).find(({ slot }) => slot === 'goals');
  const goals = replies.find(({ to }) => to === 'goals')?.sheet;
  if (ask === undefined || goals === undefined) throw new Error('no goals were asked');
  const answer: readonly Event[] = [
    { kind: 'asked', asks: [ask] },
    { kind: 'answered', ask, sheet: goals },
  ];
  expect(heard(waiting, answer, [])).toMatch(
    /\n12 rows\n\n\[asked\]\n\n\[answered\]\nrow 1 of 12: .*val\/acc 0.9412, best;/,
  );
  expect(heard(waiting, ['j'], [])).toMatch(/\n12 rows\n\n\["j"\]\nrow 2 of 12: /);
});

test('an empty store says what to do, and so does what is wrong', () => {
  const notes = [{ code: 'no-runs', severity: 'note', message: 'there are no runs yet' }] as const;
  const empty = makeSheet('runs', [{ name: 'name', type: 'text', role: 'run', values: [] }], { notes });
  expect(heard(opened('runs', size, [{ to: 'runs', sheet: empty }]), [], [])).toContain('xt import runs/ mlruns/');
  const before = settled(startState(query, session, size), []);
  const ask = { slot: 'runs', text: query, limit: 200, revision: 0 } as const;
  const span = { start: 11, end: 18 };
  const diagnostics = [
    { code: 'unknown-name', severity: 'error', message: 'no metric', hint: 'nearest: `val/loss`', span },
  ] as const;
  const failure = { message: 'the query is wrong', diagnostics };
  const text = heard(
    before,
    [
      { kind: 'asked', asks: [ask] },
      { kind: 'failed', ask, failure },
    ],
    [],
  );
  expect(text).toContain('error: no metric · at `val/acc` · nearest: `val/loss` · at character 12\n');
});

test('what changes in the store is a word, and the row under the cursor is not said again', () => {
  const start = opened(query, size, replies);
  const more = makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: ['run0000', 'new'] },
    { name: 'name', type: 'text', role: 'run', values: ['sweep-17-0', 'new'] },
  ]);
  const ask = { ...(start.answers.runs?.asked ?? { slot: 'runs' as const, text: '', limit: 0 }), revision: 1 };
  const text = heard(
    start,
    [
      { kind: 'changed', revision: 1 },
      { kind: 'asked', asks: [ask] },
      { kind: 'answered', ask, sheet: more },
    ],
    [],
  );
  expect(text).toMatch(/\[answered\]\nnow 2 rows\n\n$/);
});

test('a sort is said with its first row once that is there, and escape out of a list that nobody sees is told', () => {
  const start = opened(query, size, replies);
  expect(heard(start, ['s'], [])).toMatch(/\["s"\]\nwrote sort by name desc\n\n$/);
  const typed = ['/', ' and v'];
  const items = [{ text: 'val/acc', kind: 'metric' as const, runs: 12 }];
  const of = `${query} and v`;
  const completion = { of, span: { start: of.length - 1, end: of.length }, items };
  expect(heard(start, [...typed, { kind: 'completed', completion }, '\u001b'])).toContain(
    'the list is closed; escape again',
  );
});

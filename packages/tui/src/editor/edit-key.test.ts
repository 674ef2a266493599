import type { CompletionItem } from '@xt/engine';
import { describe, expect, test } from 'vitest';
import { opened, replies } from '../../test/make-state.ts';
import { reduce } from '../state/reduce.ts';
import type { State } from '../state/state.ts';

const size = { columns: 120, rows: 40 };
const items: readonly CompletionItem[] = [
  { text: 'val/acc', kind: 'metric', runs: 14 },
  { text: 'val/loss', kind: 'metric', runs: 14 },
  { text: 'var(', kind: 'function' },
];

function press(state: State, ...keys: readonly string[]): State {
  return keys.reduce((next, name) => reduce(next, { kind: 'key', key: { name } }), state);
}

function write(state: State, text: string): State {
  return press(state, ...[...text].map((letter) => (letter === ' ' ? 'space' : letter)));
}

function editing(text: string): State {
  const state = press(opened('runs', size, replies), '/', 'ctrl-u');
  return write(state, text);
}

function complete(state: State, found: readonly CompletionItem[], start: number): State {
  const of = before(state);
  return reduce(state, { kind: 'completed', completion: { of, span: { start, end: of.length }, items: found } });
}

function before(state: State): string {
  const { text = '', cursor = 0 } = state.query.editor ?? {};
  return text.slice(0, cursor);
}

describe('completion', () => {
  const state = complete(editing('runs where va'), items, 11);

  test('Tab takes what all have in common, then the best; a keyword has a blank behind it', () => {
    const some = complete(editing('runs where val/'), items.slice(0, 2), 11);
    expect(press(some, 'tab').query.editor?.text).toBe('runs where val/acc');
    const shared = complete(editing('runs where v'), items.slice(0, 2), 11);
    expect(press(shared, 'tab').query.editor?.text).toBe('runs where val/');
    const keyword = complete(editing('runs whe'), [{ text: 'where', kind: 'keyword' }], 5);
    expect(press(keyword, 'tab').query.editor?.text).toBe('runs where ');
  });

  test('arrows choose in the list, Enter takes what is chosen, and only then Enter runs', () => {
    const chosen = press(state, 'down', 'down');
    expect(chosen.query.editor?.completion?.chosen).toBe(1);
    const taken = press(chosen, 'enter');
    expect(taken.query.editor?.text).toBe('runs where val/loss');
    expect(press(chosen, 'up', 'up').query.editor?.completion?.chosen).toBe(-1);
    expect(press(taken, 'enter').query.text).toBe('runs where val/loss');
  });

  test('Tab before the answer waits for it; another key does not', () => {
    const waiting = press(editing('runs whe'), 'tab');
    const keyword = [{ text: 'where', kind: 'keyword' }] as const;
    expect(complete(waiting, keyword, 5).query.editor?.text).toBe('runs where ');
    const gone = press(waiting, 'x');
    expect(complete(gone, keyword, 5).query.editor?.text).toBe('runs whex');
  });

  test('what was chosen is no longer where something was typed since', () => {
    const back = press(press(state, 'down'), 'l', 'backspace');
    expect(press(back, 'enter').query.text).toBe('runs where va');
  });

  test('an answer for another text changes nothing', () => {
    const late = { of: 'runs wh', span: { start: 5, end: 7 }, items };
    expect(reduce(state, { kind: 'completed', completion: late })).toBe(state);
  });

  test('Escape closes the list, then leaves the query as it was', () => {
    const closed = press(state, 'escape');
    expect(closed.query.editor?.text).toBe('runs where va');
    const left = press(closed, 'escape');
    expect(left.query.editor).toBeUndefined();
    expect(left.query.text).toBe('runs');
  });
});

describe('running', () => {
  test('Enter runs the query, remembers it and asks for it to be kept', () => {
    const run = press(editing('runs limit 3'), 'enter');
    expect(run.query.text).toBe('runs limit 3');
    expect(run.query.past.map(({ text }) => text)).toEqual(['runs']);
    expect(run.query.history).toEqual(['runs limit 3']);
    expect(run.effects).toEqual([{ kind: 'remember', query: 'runs limit 3' }]);
  });

  test('a text that is known to be wrong is not run: by the parser, or by what the store said', () => {
    const wrong = press(editing('runs foo'), 'enter');
    expect(wrong.query.text).toBe('runs');
    expect(wrong.query.editor).toMatchObject({ text: 'runs foo', refused: true });
    const bound = editing('runs where nope > 1');
    const error = { code: 'unknown-name', severity: 'error', message: 'no `nope`' } as const;
    const told = reduce(bound, { kind: 'checked', of: 'runs where nope > 1', diagnostics: [error] });
    expect(press(told, 'enter').query.editor?.refused).toBe(true);
    expect(press(told, 'backspace', '2', 'enter').query.text).toBe('runs where nope > 2');
  });

  test('no text at all is all runs; the same text again asks again', () => {
    expect(press(editing(''), 'enter').query.text).toBe('runs');
    const again = editing('runs');
    expect(press(again, 'enter').session.revision).toBe(again.session.revision + 1);
  });

  test('a paste on the panes opens the bar with it; a whole query takes the place of one that nobody changed', () => {
    const start = opened('runs', size, replies);
    const paste = (state: State, text: string) => reduce(state, { kind: 'paste', text });
    const whole = 'runs where val/acc > 0.9\nlimit 5';
    expect(paste(start, `${whole}\n`).query.editor?.text).toBe(whole);
    expect(paste(start, `${whole}\n`).query.text).toBe('runs');
    expect(paste(press(start, '/'), whole).query.editor?.text).toBe(whole);
    expect(paste(press(start, '/'), ' limit 3').query.editor?.text).toBe('runs limit 3');
    expect(paste(write(press(start, '/'), ' limit 3 '), whole).query.editor?.text).toBe(`runs limit 3 ${whole}`);
    expect(paste(start, '\n').query.editor).toBeUndefined();
  });

  test('a paste keeps its lines, and comments their ends', () => {
    const pasted = reduce(editing(''), { kind: 'paste', text: '# why\nruns\tlimit 3' });
    expect(pasted.query.editor?.text).toBe('# why\nruns limit 3');
    expect(press(pasted, 'enter').query.text).toBe('# why\nruns limit 3');
    expect(press(editing('runs # a'), 'alt-enter').query.editor?.text).toBe('runs # a\n');
  });
});

describe('history', () => {
  const ran = press(press(editing('runs limit 1'), 'enter'), '/', 'ctrl-u', ...'runs limit 2', 'enter');
  const draft = write(press(ran, '/', 'ctrl-u'), 'runs sta');

  test('goes back with up and comes back to what was being typed', () => {
    const shown = (state: State) => state.query.editor?.text;
    expect(shown(press(draft, 'up'))).toBe('runs limit 2');
    expect(shown(press(draft, 'up', 'up'))).toBe('runs limit 1');
    expect(shown(press(draft, 'up', 'up', 'up'))).toBe('runs limit 1');
    expect(shown(press(draft, 'up', 'up', 'down'))).toBe('runs limit 2');
    expect(shown(press(draft, 'up', 'down', 'down'))).toBe('runs sta');
    expect(shown(press(draft, 'ctrl-p', 'ctrl-p', 'ctrl-n'))).toBe('runs limit 2');
  });

  test('a query that is run again is the newest', () => {
    const again = press(press(draft, 'ctrl-p', 'ctrl-p'), 'enter');
    expect(again.query.history).toEqual(['runs limit 2', 'runs limit 1']);
  });
});

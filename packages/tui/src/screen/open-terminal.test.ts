import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Event } from '../state/event.ts';
import { openTerminal } from './open-terminal.ts';
import { screenModes } from './terminal-modes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A terminal whose keys the test types. */
function fakeTerminal() {
  const input = Object.assign(new EventEmitter(), {
    setRawMode: () => {},
    setEncoding: () => {},
    resume: () => {},
    pause: () => {},
  });
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  const output = Object.assign(new EventEmitter(), { columns: 80, rows: 24, write });
  const told: (readonly Event[])[] = [];
  const streams = {
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream,
    modes: screenModes(false),
  };
  const terminal = openTerminal(
    streams,
    (events) => told.push(events),
    () => {},
  );
  terminal.reopen();
  const names = () =>
    told
      .flat()
      .map((event) => (event.kind === 'key' ? event.key.name : event.kind === 'paste' ? event.text : event.kind));
  return {
    terminal,
    written,
    listeners: () => input.listenerCount('data'),
    type: (text: string) => input.emit('data', text),
    told,
    names,
  };
}

test('keys in a burst come in one call', () => {
  const { type, told } = fakeTerminal();
  type('jjj');
  expect(told).toHaveLength(1);
  expect(told[0]).toHaveLength(3);
});

test('a sequence in two pieces is one key; a lone escape is one after a moment', () => {
  const { type, names } = fakeTerminal();
  type('\u001b[');
  type('A');
  type('\u001b');
  expect(names()).toEqual(['up']);
  vi.advanceTimersByTime(50);
  expect(names()).toEqual(['up', 'escape']);
});

test('a paste that comes slowly stays a paste: none of it is ever a key', () => {
  const { type, names } = fakeTerminal();
  type('\u001b[200~runs');
  vi.advanceTimersByTime(2000);
  type('\nXy');
  vi.advanceTimersByTime(2000);
  type(' limit 3\u001b[201~j');
  expect(names()).toEqual(['runs\nXy limit 3', 'j']);
});

const attributes = '\u001b[?62;4;22c';

test('who leaves waits for what was asked, and takes nothing for keys meanwhile', async () => {
  const { terminal, written, listeners, type, told } = fakeTerminal();
  terminal.ask('\u001b[16t');
  expect(written.at(-1)).toBe('\u001b[16t\u001b[c');
  const left = terminal.leave();
  type('X');
  type('\u001b[6;20;10t');
  type(attributes.slice(0, 4));
  expect(listeners()).toBe(1);
  type(attributes.slice(4));
  await left;
  expect([listeners(), written.at(-1), told]).toEqual([0, screenModes(false).close, []]);
  expect(vi.getTimerCount()).toBe(0);
});

test('who leaves does not wait for an answer that is there, and not long for one that does not come', async () => {
  const answered = fakeTerminal();
  answered.terminal.ask('');
  answered.terminal.ask('');
  answered.type(`${attributes}${attributes}`);
  await answered.terminal.leave();
  expect(answered.listeners()).toBe(0);
  const silent = fakeTerminal();
  silent.terminal.ask('');
  const left = silent.terminal.leave();
  vi.advanceTimersByTime(499);
  expect(silent.listeners()).toBe(1);
  vi.advanceTimersByTime(1);
  await left;
  expect(silent.listeners()).toBe(0);
  // Opened again, it is asked anew.
  silent.terminal.reopen();
  await silent.terminal.leave();
  expect(silent.listeners()).toBe(0);
});

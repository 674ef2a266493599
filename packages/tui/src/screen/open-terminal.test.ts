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
  const output = Object.assign(new EventEmitter(), { columns: 80, rows: 24, write: () => true });
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
  return { type: (text: string) => input.emit('data', text), told, names };
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

import { buildTable, encode } from '@xt/engine/arrow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeQuery } from './query.ts';
import type { Session } from './session.ts';
import { makeWatch } from './watch.ts';

const holder = globalThis as { __tslab__?: unknown };
let shown: string[] = [];

beforeEach(() => {
  shown = [];
  const jupyter = {
    filename: '/x/tslab/dist/jupyter.js',
    exports: {
      lastWriteDisplayData: ({ data }: { data: Record<string, string> }, isUpdate: boolean) =>
        void shown.push(`${isUpdate ? 'again' : 'new'} ${data['text/plain']?.split('\n').at(2)}`),
    },
  };
  holder.__tslab__ = { require: Object.assign(() => ({}), { cache: { jupyter } }) };
});

afterEach(() => {
  delete holder.__tslab__;
});

/** A store of one run whose last value is counted up by each of its changes; it is over after the last of them. */
function storeOf(changes: number) {
  let change = 0;
  const bytes = (values: readonly number[]) =>
    Buffer.concat([...encode(buildTable([{ name: 'loss', type: 'number', values }]))]);
  const session: Session = {
    open: async () => {},
    ask: async (text) => {
      const isLive = text.includes("state in ('queued', 'running')");
      return { text, bytes: bytes(isLive ? (change < changes ? [1] : []) : [change]), notes: [], zone: 'UTC' };
    },
    follow: async (signal, onChange) => {
      while (!signal.aborted && change < changes) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        // The next change comes when the last one was shown.
        if (!shown.some((line) => line.endsWith(` ${change}`))) continue;
        change++;
        onChange();
      }
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
    close: async () => {},
  };
  return session;
}

test('a live cell is drawn again with each change, in the same place, and ends with the last answer', async () => {
  const last = await makeWatch(storeOf(3))`runs where name = ${'x'} select loss`;
  expect(last.text).toBe("runs where name = 'x' select loss");
  expect(last.toArray()).toEqual([{ loss: 3 }]);
  expect(shown).toEqual(['new    0', 'again    1', 'again    2', 'again    3']);
});

test('of runs that are over already it is drawn once', async () => {
  await makeWatch(storeOf(0))`runs select loss`;
  expect(shown).toEqual(['new    0']);
});

test('whoever aborts it gets what was shown', async () => {
  const session = { ...storeOf(1), follow: async () => new Promise<void>(() => {}) };
  const stopping = new AbortController();
  const watching = makeWatch(session)(makeQuery(session, 'runs select loss'), { signal: stopping.signal });
  while (shown.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  stopping.abort();
  expect((await watching).toArray()).toEqual([{ loss: 0 }]);
  expect(shown.at(-1)).toBe('again    0');
});

test('interrupting the cell ends it too, and nothing listens any more', async () => {
  const before = process.listenerCount('SIGINT');
  const session = { ...storeOf(1), follow: async () => new Promise<void>(() => {}) };
  const watching = makeWatch(session)`runs select loss`;
  while (shown.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  process.emit('SIGINT');
  await watching;
  expect(process.listenerCount('SIGINT')).toBe(before);
});

import type { Batch, OpenStores } from '@xt/engine/stores';
import { expect, test } from 'vitest';
import { keepPositions } from '../src/local/kept-positions.ts';

/** A writer over positions of its own, which counts how often it is asked and fails when told to. */
function makeWriter() {
  const stored = new Map<string, unknown>([['run:a', { offset: 1 }]]);
  const state = { asked: 0, fails: false, stored };
  const writer = {
    positions: async () => {
      state.asked++;
      return new Map(stored);
    },
    write: async ({ positions = [] }: Batch) => {
      if (state.fails) throw new Error('no room');
      for (const { key, position } of positions) stored.set(key, position);
      return { sequence: 1, newRuns: 0, points: 0, edgesLeftOut: 0, superseded: 0, runs: [] };
    },
    edit: async () => {
      stored.clear();
      return { changed: 1, sequence: 2 };
    },
  } as unknown as OpenStores['writer'];
  return { state, kept: keepPositions(writer) };
}

const batch = (offset: number, project = 'vision'): Batch => ({
  source: 'tensorboard',
  project,
  runs: [],
  positions: [
    { key: 'run:a', position: { offset } },
    { key: 'run:b', position: null },
  ],
});

test('positions are read once, and are as they were written since', async () => {
  const { state, kept } = makeWriter();
  const before = await kept.positions('vision', 'tensorboard');
  await kept.write(batch(2));
  expect(await kept.positions('vision', 'tensorboard')).toEqual(state.stored);
  expect(state.asked).toBe(1);
  // What somebody holds does not change under his hands.
  expect(before).toEqual(new Map([['run:a', { offset: 1 }]]));
  await kept.positions('nlp', 'tensorboard');
  await kept.positions('vision', 'mlflow');
  expect(state.asked).toBe(3);
});

test('after a write that failed, and after an edit, they are read again', async () => {
  const { state, kept } = makeWriter();
  await kept.positions('vision', 'tensorboard');
  state.fails = true;
  await expect(kept.write(batch(3))).rejects.toThrow('no room');
  expect(await kept.positions('vision', 'tensorboard')).toEqual(new Map([['run:a', { offset: 1 }]]));
  expect(state.asked).toBe(2);
  await kept.edit({ kind: 'restore', runs: [1] });
  expect(await kept.positions('vision', 'tensorboard')).toEqual(new Map());
});

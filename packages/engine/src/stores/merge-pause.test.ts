import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMergePause } from './merge-pause.ts';
import { openTemporaryFolder } from './testing/index.ts';
import { clickhouse } from './writer/statement.ts';

let calls: string[];
const pauseOf = (times: { quiet: number; longest: number }) =>
  createMergePause(
    () => calls.push('stop'),
    () => calls.push('start'),
    times,
  );

beforeEach(() => {
  calls = [];
});
afterEach(() => {
  vi.useRealTimers();
});

test('merges stop with the first insert and go on when inserts have been quiet', () => {
  vi.useFakeTimers();
  const pause = pauseOf({ quiet: 10, longest: 1000 });
  for (let i = 0; i < 5; i++) {
    pause.touch();
    vi.advanceTimersByTime(9);
  }
  expect(calls).toEqual(['stop']);
  vi.advanceTimersByTime(1);
  expect(calls).toEqual(['stop', 'start']);
  vi.advanceTimersByTime(5000);
  pause.touch();
  vi.advanceTimersByTime(10);
  expect(calls).toEqual(['stop', 'start', 'stop', 'start']);
});

test('a long import stops them for a while only, and again when it is long over', () => {
  vi.useFakeTimers();
  const pause = pauseOf({ quiet: 10, longest: 30 });
  for (let i = 0; i < 20; i++) {
    pause.touch();
    vi.advanceTimersByTime(5);
  }
  expect(calls).toEqual(['stop', 'start']);
  vi.advanceTimersByTime(10);
  pause.touch();
  expect(calls).toEqual(['stop', 'start', 'stop']);
});

test('nothing is called any more once it is closed', () => {
  vi.useFakeTimers();
  const pause = pauseOf({ quiet: 10, longest: 30 });
  pause.touch();
  pause.close();
  pause.touch();
  vi.advanceTimersByTime(1000);
  expect(calls).toEqual(['stop']);
});

test('large inserts are merged after all', async () => {
  const { writer, columnar, close } = await openTemporaryFolder();
  try {
    const column = (pick: (i: number) => number) => Float64Array.from({ length: 40_000 }, (_, i) => pick(i));
    const parts = async () => {
      const text = "SELECT count() AS n FROM system.parts WHERE active AND database = 'xt' AND table = 'points'";
      return Number((await columnar.query(clickhouse(text))).getChild('n')?.get(0));
    };
    const batches = 8;
    for (let batch = 0; batch < batches; batch++) {
      const [steps, times, values] = [column((i) => batch * 40_000 + i), column((i) => i), column((i) => i / 7)];
      const points = [{ run: 0, metric: 'loss', steps, times, values, order: steps }];
      await writer.write({ source: 'test', project: 'p', runs: [{ sourceId: 'a' }], points });
    }
    await expect.poll(parts, { timeout: 30_000 }).toBeLessThan(batches);
  } finally {
    await close();
  }
});

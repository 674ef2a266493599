import { parentPort, workerData } from 'node:worker_threads';
import { readCorpus, readWrong } from '../../grammar/corpus/read-corpus.ts';
import { parse } from '../../grammar/src/index.ts';
import { randomText } from '../../grammar/testing/random-text.ts';
import { ann, worldCatalog } from '../../packages/engine/src/bind/testing/catalog.ts';
import { bind } from '../../packages/engine/src/index.ts';
import { broken, brokenAt } from '../../packages/engine/test/fuzz/holds.ts';

/** What `fuzz.mjs` gives: seeds from `first` on; the seed at work stands in `at`, for whoever watches. */
interface Task {
  readonly first: number;
  readonly count: number;
  readonly at: Int32Array;
}

// Every so many texts completion is tried too: it parses each some forty times.
const completeEvery = 20;
const slowest: { seed: number; milliseconds: number; length: number }[] = [];
const { first, count, at } = workerData as Task;
const texts = [...readCorpus(), ...readWrong()].map(({ text }) => text);
const catalog = worldCatalog(true);

/**
 * Of what may be slow, parser and binder alone: the check prints and parses once more. They may only have been compiled
 * or collected meanwhile, so the fastest of five counts.
 */
function settled(text: string, milliseconds: number): number {
  if (milliseconds <= 10) return milliseconds;
  const times = Array.from({ length: 5 }, () => {
    const began = process.cpuUsage();
    const { value } = parse(text);
    if (value !== undefined) bind(value, catalog, ann);
    return spentSince(began);
  });
  return Math.min(...times);
}

/** Milliseconds of the processor, not of the clock: a million texts are tried beside other work. */
function spentSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

for (let seed = first; seed < first + count; seed++) {
  Atomics.store(at, 0, seed);
  const text = randomText(seed, texts);
  const began = process.cpuUsage();
  const what = broken(text, catalog);
  const milliseconds = settled(text, spentSince(began));
  if (what !== undefined) parentPort?.postMessage({ seed, text, what });
  if (milliseconds > (slowest.at(-1)?.milliseconds ?? 0) || slowest.length < 5) {
    slowest.push({ seed, milliseconds, length: text.length });
    slowest.sort((a, b) => b.milliseconds - a.milliseconds);
    slowest.length = Math.min(slowest.length, 5);
  }
  if (seed % completeEvery !== 0 || text.length > 4_000) continue;
  const completed = brokenAt(text, seed % (text.length + 1));
  if (completed !== undefined) parentPort?.postMessage({ seed, text, what: completed });
}
parentPort?.postMessage({ slowest, memory: process.memoryUsage().rss });

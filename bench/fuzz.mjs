import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { bundle } from './bundle.mjs';

// `npm run fuzz` sends a million random texts through parser, printer and binder, `npm run fuzz -- 5000 42` five thousand
// from seed 42 on. What breaks is told with its seed; the same seed is the same text.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [count = 1_000_000, firstSeed = 0] = process.argv.slice(2).map(Number);
const chunk = 50_000;
const hangMs = 180_000;
const program = await bundle(root, 'bench/fuzz/run.ts');
const slowest = [];
const memory = [];
let found = 0;
const started = Date.now();

for (let first = firstSeed; first < firstSeed + count; first += chunk) {
  const ended = await runChunk(first, Math.min(chunk, firstSeed + count - first));
  slowest.push(...ended.slowest);
  memory.push(ended.memory);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  const worst = Math.max(...ended.slowest.map(({ milliseconds }) => milliseconds)).toFixed(1);
  const size = (ended.memory / 2 ** 20).toFixed(0);
  console.log(`up to seed ${first + chunk}: ${found} found, slowest ${worst} ms, ${size} MiB, ${seconds} s`);
}
slowest.sort((a, b) => b.milliseconds - a.milliseconds);
console.log(`${count} texts, ${found} found; memory at most ${(Math.max(...memory) / 2 ** 20).toFixed(0)} MiB`);
for (const { seed, milliseconds, length } of slowest.slice(0, 5))
  console.log(`  ${milliseconds.toFixed(1)} ms of the processor for seed ${seed}, ${length} characters (bar 50 ms)`);
process.exitCode = found === 0 ? 0 : 1;

/** A chunk in a thread of its own, so that one text that never ends is told instead of waited for. */
function runChunk(first, size) {
  return new Promise((resolve, reject) => {
    const at = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(program, { workerData: { first, count: size, at } });
    let last = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(at, 0);
      if (now === last) {
        worker.terminate();
        reject(new Error(`seed ${now} does not end within ${hangMs / 1000} s`));
      }
      last = now;
    }, hangMs);
    worker.on('message', (message) => {
      if (message.what === undefined) return resolve(message);
      found += 1;
      if (found <= 20)
        console.log(`seed ${message.seed}: ${message.what}\n  ${JSON.stringify(message.text.slice(0, 300))}`);
    });
    worker.on('error', reject);
    worker.on('exit', () => clearInterval(watch));
  });
}

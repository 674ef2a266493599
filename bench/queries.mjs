import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadBundled } from './bundle.mjs';

// At 100,000 runs a series has fewer points, so that the store fits a common disk.
const sizes = [
  { runs: 1_000, params: 20, metrics: 50, points: 100 },
  { runs: 10_000, params: 20, metrics: 50, points: 100 },
  { runs: 100_000, params: 20, metrics: 50, points: 10 },
];

/**
 * 30 queries beside SQL written by hand for the same answer. The stores are kept in ~/.cache/xt-bench for the next time;
 * XT_BENCH_RUNS=1000,100000 chooses among the sizes, of which the largest takes long to make.
 */
export async function queries({ root }) {
  const { measureQueries } = await loadBundled(root, 'bench/queries/measure.ts');
  const wanted = process.env.XT_BENCH_RUNS?.split(',').map(Number) ?? [1_000, 10_000];
  for (const size of sizes.filter(({ runs }) => wanted.includes(runs))) {
    console.log(
      `-- ${size.runs} runs x 20 params x 50 metrics x ${size.points} points: ms of xt, by hand, ratio; rows`,
    );
    const folder = join(homedir(), '.cache/xt-bench', `store-${size.runs}`);
    await measureQueries({ ...size, folder, rounds: 7, hand: join(root, 'bench/hand') }, print);
  }
}

function print({ name, xt, byHand, rows, error }) {
  if (error !== undefined) return console.log(`${name.padEnd(28)} ${error}`);
  const ms = (x) => x.toFixed(1).padStart(8);
  console.log(`${name.padEnd(28)}${ms(xt)}${ms(byHand)}${(xt / byHand).toFixed(2).padStart(8)}   ${rows.join(' / ')}`);
}

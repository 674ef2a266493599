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
 * 30 queries beside SQL written by hand for the same answer, and beside DuckDB where it is installed. The stores are kept in
 * ~/.cache/xt-bench for the next time; XT_BENCH_RUNS=1000,100000 chooses among the sizes, XT_BENCH_QUERIES=01,22 among
 * the queries.
 */
export async function queries({ root }) {
  const { measureQueries } = await loadBundled(root, 'bench/queries/measure.ts');
  const wanted = process.env.XT_BENCH_RUNS?.split(',').map(Number) ?? [1_000, 10_000];
  const only = process.env.XT_BENCH_QUERIES?.split(',');
  const grown = new Map();
  for (const size of sizes.filter(({ runs }) => wanted.includes(runs))) {
    console.log(`-- ${size.runs} runs x 20 params x 50 metrics x ${size.points} points, ms`);
    console.log(`${''.padEnd(26)}${['xt', 'by hand', 'ratio', 'DuckDB', 'rows'].map((x) => x.padStart(9)).join('')}`);
    const folder = join(homedir(), '.cache/xt-bench', `store-${size.runs}`);
    const bench = { ...size, folder, rounds: 7, hand: join(root, 'bench/hand'), ...(only && { only }) };
    await measureQueries(bench, (measured) => {
      print(measured);
      grown.set(measured.name, [...(grown.get(measured.name) ?? []), measured.xt]);
    });
  }
  if (wanted.length > 1) printGrowth(wanted, grown);
}

function print({ name, xt, byHand, duckdb, rows, error }) {
  if (error !== undefined) {
    process.exitCode = 1;
    return console.log(`${name.padEnd(26)} error: ${error}`);
  }
  const cells = [ms(xt), ms(byHand), (xt / byHand).toFixed(2), duckdb === undefined ? '-' : ms(duckdb), String(rows)];
  console.log(`${name.padEnd(26)}${cells.map((cell) => cell.padStart(9)).join('')}`);
}

/** How the time of each query grows with the runs that there are. */
function printGrowth(sizes, grown) {
  console.log(`-- ms of xt by the number of runs`);
  console.log(`${''.padEnd(26)}${sizes.map((runs) => String(runs).padStart(9)).join('')}`);
  for (const [name, times] of grown) {
    console.log(`${name.padEnd(26)}${times.map((xt) => (xt === undefined ? '-' : ms(xt)).padStart(9)).join('')}`);
  }
}

function ms(x) {
  return x.toFixed(1);
}

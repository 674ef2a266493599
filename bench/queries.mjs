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
    const places = { folder, hand: join(root, 'bench/hand'), duck: join(root, 'bench/queries/duck-process.mjs') };
    const bench = { ...size, ...places, rounds: 7, ...(only && { only }) };
    await measureQueries(bench, (measured) => {
      print(measured);
      grown.set(measured.name, { ...grown.get(measured.name), [size.runs]: measured });
    });
  }
  if (grown.size > 0) printTable(grown);
}

function print({ name, xt, byHand, duckdb, rows, error }) {
  if (error !== undefined) {
    process.exitCode = 1;
    return console.log(`${name.padEnd(26)} error: ${error}`);
  }
  const cells = [ms(xt), ms(byHand), (xt / byHand).toFixed(2), duckdb === undefined ? '-' : ms(duckdb), String(rows)];
  console.log(`${name.padEnd(26)}${cells.map((cell) => cell.padStart(9)).join('')}`);
}

/** All sizes beside each other, as a table for the documentation; by hand and DuckDB at 10,000 runs. */
function printTable(grown) {
  const of = (measured) => (measured?.xt === undefined ? '-' : ms(measured.xt));
  console.log(
    '\n| query | rows | 1,000 | 10,000 | 100,000 | by hand | ratio | DuckDB |\n|---|--:|--:|--:|--:|--:|--:|--:|',
  );
  for (const [name, { 1000: small, 10000: usual, 100000: large }] of grown) {
    const beside =
      usual?.xt === undefined ? ['-', '-', '-'] : [ms(usual.byHand), (usual.xt / usual.byHand).toFixed(2), '-'];
    if (usual?.duckdb !== undefined) beside[2] = ms(usual.duckdb);
    console.log(`| ${[name, usual?.rows ?? '-', of(small), of(usual), of(large), ...beside].join(' | ')} |`);
  }
}

function ms(x) {
  return x.toFixed(1);
}

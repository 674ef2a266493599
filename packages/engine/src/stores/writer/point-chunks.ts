import { type NativeColumn, nativeBlock } from '../native-block.ts';
import type { Series } from './series.ts';

/** Rows of one insert: few parts to merge, yet the next can be made while one is written. */
const chunkRows = 1_000_000;

export const pointColumns = ['project', 'metric', 'run', 'step', 'time', 'value', 'seq'] as const;

/** Blocks of `xt.points`, each sorted by the table's key when the series are; a series is never divided. */
export function* pointChunks(project: number, series: readonly Series[]): Generator<readonly Uint8Array[]> {
  let chunk: Series[] = [];
  let rows = 0;
  for (const one of series) {
    if (rows > 0 && rows + one.count > chunkRows) {
      yield toBlock(project, chunk, rows);
      chunk = [];
      rows = 0;
    }
    chunk.push(one);
    rows += one.count;
  }
  if (rows > 0) yield toBlock(project, chunk, rows);
}

function toBlock(project: number, series: readonly Series[], rows: number): readonly Uint8Array[] {
  const metric = new Uint32Array(rows);
  const run = new Uint32Array(rows);
  let at = 0;
  for (const one of series) {
    metric.fill(one.metric, at, at + one.count);
    run.fill(one.run, at, at + one.count);
    at += one.count;
  }
  const pieces = series.flatMap((one) => one.stretches);
  const columns: readonly NativeColumn[] = [
    { name: 'project', type: 'UInt32', values: new Uint32Array(rows).fill(project) },
    { name: 'metric', type: 'UInt32', values: metric },
    { name: 'run', type: 'UInt32', values: run },
    { name: 'step', type: 'Float64', values: pieces.map((piece) => piece.steps) },
    { name: 'time', type: 'Int64', values: pieces.map((piece) => piece.times) },
    { name: 'value', type: 'Float64', values: pieces.map((piece) => piece.values) },
    { name: 'seq', type: 'UInt64', values: pieces.map((piece) => piece.order) },
  ];
  return nativeBlock(columns, rows);
}

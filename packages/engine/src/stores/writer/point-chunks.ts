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
  const numbers = (name: string, pick: (one: Series) => number) => repeated(name, series, rows, pick);
  const pieces = series.flatMap((one) => one.stretches);
  const columns: readonly NativeColumn[] = [
    numbers('project', () => project),
    numbers('metric', (one) => one.metric),
    numbers('run', (one) => one.run),
    { name: 'step', type: 'Float64', values: pieces.map((piece) => piece.steps) },
    { name: 'time', type: 'Int64', values: pieces.map((piece) => piece.times) },
    { name: 'value', type: 'Float64', values: pieces.map((piece) => piece.values) },
    { name: 'seq', type: 'UInt64', values: pieces.map((piece) => piece.order) },
  ];
  return nativeBlock(columns, rows);
}

/** One number for all points of a series; no wider than needed, since the bytes pass through a file. */
function repeated(name: string, series: readonly Series[], rows: number, pick: (one: Series) => number): NativeColumn {
  const greatest = series.reduce((most, one) => Math.max(most, pick(one)), 0);
  const fill = <T extends Uint8Array | Uint16Array | Uint32Array>(values: T): T => {
    let at = 0;
    for (const one of series) {
      values.fill(pick(one), at, at + one.count);
      at += one.count;
    }
    return values;
  };
  if (greatest < 2 ** 8) return { name, type: 'UInt8', values: fill(new Uint8Array(rows)) };
  if (greatest < 2 ** 16) return { name, type: 'UInt16', values: fill(new Uint16Array(rows)) };
  return { name, type: 'UInt32', values: fill(new Uint32Array(rows)) };
}

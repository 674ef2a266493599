import type { Result } from './read-result.ts';

/** The result with some of its rows: what is left out must not stretch an axis or name a category. */
export function keepRows(result: Result, isKept: (row: number) => boolean): Result {
  const kept = Array.from({ length: result.rows }, (_, row) => row).filter(isKept);
  return kept.length === result.rows ? result : takeRows(result, kept);
}

/** These rows of a result, in this order. */
export function takeRows(result: Result, rows: readonly number[]): Result {
  return {
    ...result,
    rows: rows.length,
    columns: result.columns.map(({ text, numbers, ...column }) => ({
      ...column,
      text: (row) => text(rows[row] ?? -1),
      ...(numbers === undefined ? {} : { numbers: Float64Array.from(rows, (row) => numbers[row] ?? Number.NaN) }),
    })),
  };
}

import type { Result } from './read-result.ts';

/** The result with some of its rows: what is left out must not stretch an axis or name a category. */
export function keepRows(result: Result, isKept: (row: number) => boolean): Result {
  const kept = Array.from({ length: result.rows }, (_, row) => row).filter(isKept);
  if (kept.length === result.rows) return result;
  return {
    ...result,
    rows: kept.length,
    columns: result.columns.map(({ text, numbers, ...column }) => ({
      ...column,
      text: (row) => text(kept[row] ?? -1),
      ...(numbers === undefined ? {} : { numbers: Float64Array.from(kept, (row) => numbers[row] ?? Number.NaN) }),
    })),
  };
}

import type { Cell } from '../arrow/index.ts';

/** A number with the fewest digits that read back to the same double; -0 keeps its sign. */
export function numberText(value: number | bigint): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A time of microseconds since 1970 as ISO 8601 in UTC with milliseconds; beyond the years that dates have, the microseconds. */
export function timeText(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : String(microseconds);
}

/** The cell of a column that holds numbers, as a number. */
export function asNumber(cell: Cell): number {
  return typeof cell === 'number' ? cell : Number(cell);
}

import type { Vector } from 'apache-arrow';
import type { ColumnType } from './result.ts';

/** One cell as it is handed to `buildTable`; null and undefined are a missing value. */
export type CellInput = number | bigint | string | boolean | readonly string[] | null | undefined;

/**
 * The values of a column, one a row. A number or duration column takes numbers, an integer column whole numbers or
 * bigints, a time column microseconds since 1970 as either, a text column strings, a mixed column JSON texts, a list
 * column arrays of strings. An Arrow vector of the column's own Arrow type is taken over without a copy, any other is
 * read cell by cell.
 */
export type ColumnValues = Float64Array | BigInt64Array | Vector | readonly CellInput[];

/** One column of an answer, before it is Arrow. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** True where the machine formats alone show the column. */
  readonly machine?: boolean;
  readonly values: ColumnValues;
  /** One byte a row for `Float64Array` and `BigInt64Array`, 0 where the value is missing; without it nothing is. */
  readonly present?: Uint8Array;
}

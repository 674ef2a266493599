import type { Value } from './values/value.ts';

/** An answer of the reference. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** False where the language leaves the order of the rows open. */
  readonly ordered: boolean;
  /** True where there may be no other columns, but for the project. */
  readonly exact?: boolean;
  /** Columns that the engine shows and whose values the language leaves open. */
  readonly open?: readonly string[];
  /** Columns of lists as text, whose order is open. */
  readonly lists?: readonly string[];
}

/** A column of rows of some kind. */
export interface Shown<Row> {
  readonly name: string;
  readonly of: (row: Row) => Value;
}

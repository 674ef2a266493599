import type { AnswerSource, Cell, ColumnRole, ColumnType } from '@xt/engine/arrow';
import type { TimePrecision } from '@xt/engine/show';
import type { Diagnostic } from '@xt/grammar';

/** A column of an answer: what people see of a row, and what is there. */
export interface SheetColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What it is for, as the engine says. */
  readonly role: ColumnRole;
  /** True if its cells stand on the right, as numbers do. */
  readonly right: boolean;
  /** Null where the value is missing. */
  readonly text: (row: number) => string | null;
  readonly read: (row: number) => Cell;
  /** Of times: how much of them the texts show, and the texts with more or less of them. */
  readonly times?: {
    readonly precision: TimePrecision;
    readonly text: (row: number, precision: TimePrecision) => string | null;
  };
}

/** An answer as the panes read it: columns over `length` fetched rows of `total`, those behind the first `from`. */
export interface Sheet {
  /** What the rows are. */
  readonly source: AnswerSource;
  readonly length: number;
  readonly total: number;
  readonly from: number;
  /** What people see, in order. */
  readonly columns: readonly SheetColumn[];
  /** Columns of the machine formats alone, such as a run's `id`. */
  readonly machine: readonly SheetColumn[];
  /** The columns by their names, people's before those of the machine. */
  readonly named: ReadonlyMap<string, SheetColumn>;
  readonly notes: readonly Diagnostic[];
  readonly milliseconds: number;
}

/** The column of that name. */
export function columnNamed(sheet: Sheet, name: string): SheetColumn | undefined {
  return sheet.named.get(name);
}

/** The columns by their names, of several with one name the first. */
export function byName(columns: readonly SheetColumn[]): ReadonlyMap<string, SheetColumn> {
  return new Map(columns.toReversed().map((column) => [column.name, column]));
}

/** The text in a row of the column of that name; undefined where there is no such column or no value. */
export function textAt(sheet: Sheet, name: string, row: number): string | undefined {
  const value = columnNamed(sheet, name)?.read(row) ?? null;
  return value === null ? undefined : String(value);
}

/** The id of the run in a row. */
export function idAt(sheet: Sheet, row: number): string | undefined {
  return row < 0 || row >= sheet.length ? undefined : textAt(sheet, 'id', row);
}

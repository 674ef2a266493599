import type { ParameterValue } from '../../src/stores/store.ts';
import type { Operands, OperandType, Value } from './operands.ts';

/** SQL text over the columns `x` and, where the case has one, `y`; `parameters` fill its placeholders. */
export interface Sql {
  readonly text: string;
  readonly parameters?: readonly ParameterValue[];
}

/** A column of a case's grid: a second operand, or a constant that the SQL is made for. */
export interface CaseColumn<C = unknown> {
  readonly label: string;
  readonly constant: C;
  /** Given where the second operand is a column `y`. */
  readonly y?: Value;
}

/** One operation in one table: what each database does with it, what xt says instead, what the language wants. */
export interface Case {
  readonly name: string;
  readonly title: string;
  readonly rows: Operands;
  readonly yType?: OperandType;
  readonly columns: readonly CaseColumn[];
  readonly result: OperandType;
  readonly language: (x: Value, constant: unknown) => Value;
  readonly clickhouse: Forms;
  readonly postgres: Forms;
}

export interface Forms {
  /** The plain spelling, to show why a form is needed; absent where the database has none. */
  readonly raw: ((constant: unknown) => Sql) | undefined;
  /** What xt says; absent where the operation does not run in this database, or not for this constant. */
  readonly xt: ((constant: unknown) => Sql | undefined) | undefined;
}

/** A column per value of the second operand. */
export function operandColumns(operands: Operands): CaseColumn[] {
  return operands.values.map((value) => ({ label: show(value), constant: value, y: value }));
}

/** The one column of an operation of one operand. */
export const noColumns: readonly CaseColumn[] = [{ label: '', constant: undefined }];

/** A value as the tables show it. */
export function show(value: Value): string {
  if (value === null) return '?';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return JSON.stringify(value).replace(/[^\x20-\x7e]/gu, codePoint);
  if (Object.is(value, -0)) return '-0';
  return String(Number.isFinite(value) ? Number(value.toPrecision(12)) : value).replace('Infinity', 'inf');
}

const codePoint = (c: string): string => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;

/** Whether a database's answer is the language's: equal, or equal to the last digits of a double. */
export function agrees(actual: Value, wanted: Value): boolean {
  if (typeof actual !== 'number' || typeof wanted !== 'number') return actual === wanted;
  if (Number.isNaN(actual) || Number.isNaN(wanted)) return Number.isNaN(actual) && Number.isNaN(wanted);
  return actual === wanted || (Number.isFinite(wanted) && Math.abs(actual - wanted) <= 1e-15 * Math.abs(wanted));
}

/** A table as text, and every answer of xt in it that is not the language's. */
export interface Page {
  readonly text: string;
  readonly disagreements: readonly string[];
}

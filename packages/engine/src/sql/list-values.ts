import type { ConstantValue } from '../bind/bound.ts';

/** The values of an `in` that can be equal to something, and whether one was missing or NaN: then no match is unknown, not false. */
export interface ListValues {
  readonly values: readonly (number | string | boolean)[];
  readonly unknown: boolean;
}

/** Splits the values of an `in`; -0 becomes 0, which ClickHouse tells apart in a set. */
export function listValues(values: readonly ConstantValue[]): ListValues {
  const known: (number | string | boolean)[] = [];
  for (const value of values) {
    if (value === null || Number.isNaN(value)) continue;
    known.push(value === 0 ? 0 : value);
  }
  return { values: known, unknown: known.length < values.length };
}

/**
 * The types of a value. `mixed` is a param that holds values of several types; a metric outside a series function is a
 * number (its last value).
 */
export type ValueType = 'number' | 'text' | 'bool' | 'time' | 'duration' | 'list' | 'mixed';

/** Which types a param's or tag's values have, as a bit set; kept in the names table. */
export const typeBits = {
  number: 1,
  /** Text that does not read as a number. */
  text: 2,
  bool: 4,
  list: 8,
  null: 16,
  /** Text that reads as a number. */
  numericText: 32,
  /** Text that reads as true or false. */
  boolText: 64,
} as const;

import { Bool, type DataType, Field, Float64, Int64, List, TimestampMicrosecond, Utf8 } from 'apache-arrow';
import type { ColumnType } from './result.ts';

const number = new Float64();
const text = new Utf8();

/** The Arrow type in which the values of each column type are kept. */
export const arrowTypes = {
  number,
  integer: new Int64(),
  text,
  bool: new Bool(),
  time: new TimestampMicrosecond('UTC'),
  duration: number,
  list: new List(new Field('item', text, true)),
  mixed: text,
} as const satisfies Readonly<Record<ColumnType, DataType>>;

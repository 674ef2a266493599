import { type Data, makeData } from 'apache-arrow';
import { arrowTypes } from './arrow-types.ts';
import type { CellInput } from './column.ts';
import { encodeTexts } from './encode-texts.ts';
import type { ColumnType } from './result.ts';

type Values = Float64Array | BigInt64Array | readonly CellInput[];

/** One column as Arrow data of its type's Arrow type, in one chunk; throws where a value is not of the column's type. */
export function buildData(name: string, type: ColumnType, values: Values, present: Uint8Array | undefined): Data {
  const length = values.length;
  if (present !== undefined && present.length !== length) {
    throw new Error(`column \`${name}\` has ${length} values and ${present.length} marks of which are there`);
  }
  const valid = validity(values, present);
  const props = {
    length,
    nullCount: valid.missing,
    ...(valid.bitmap === undefined ? {} : { nullBitmap: valid.bitmap }),
  };
  switch (type) {
    case 'number':
    case 'duration':
      return makeData({ type: arrowTypes[type], ...props, data: doubles(name, values) });
    case 'integer':
      return makeData({ type: arrowTypes[type], ...props, data: integers(name, values) });
    case 'time':
      return makeData({ type: arrowTypes[type], ...props, data: integers(name, values) });
    case 'bool':
      return makeData({ type: arrowTypes[type], ...props, data: bits(name, values) });
    case 'text':
    case 'mixed':
      return makeData({ type: arrowTypes[type], ...props, ...encodeTexts(texts(name, values)) });
    case 'list': {
      const { items, valueOffsets } = lists(name, values);
      const child = makeData({ type: arrowTypes.text, length: items.length, nullCount: 0, ...encodeTexts(items) });
      return makeData({ type: arrowTypes[type], ...props, valueOffsets, child });
    }
  }
}

interface Validity {
  readonly missing: number;
  readonly bitmap?: Uint8Array;
}

function validity(values: Values, present: Uint8Array | undefined): Validity {
  if (present === undefined && !Array.isArray(values)) return { missing: 0 };
  const length = values.length;
  const bitmap = new Uint8Array(((length + 63) >> 6) << 3);
  let there = 0;
  for (let row = 0; row < length; row++) {
    const isThere = present === undefined ? (values[row] ?? null) !== null : present[row] !== 0;
    if (!isThere) continue;
    bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7));
    there++;
  }
  return there === length ? { missing: 0 } : { missing: length - there, bitmap };
}

function doubles(name: string, values: Values): Float64Array {
  if (values instanceof Float64Array) return values;
  const data = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === 'number') data[row] = value;
    else if (typeof value === 'bigint') data[row] = Number(value);
    else if (value !== null && value !== undefined) throw wrongValue(name, row, 'a number', value);
  }
  return data;
}

function integers(name: string, values: Values): BigInt64Array {
  if (values instanceof BigInt64Array) return values;
  const data = new BigInt64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === 'bigint') data[row] = value;
    else if (typeof value === 'number' && Number.isInteger(value)) data[row] = BigInt(value);
    else if (value !== null && value !== undefined) throw wrongValue(name, row, 'a whole number', value);
  }
  return data;
}

function bits(name: string, values: Values): Uint8Array {
  const data = new Uint8Array(((values.length + 63) >> 6) << 3);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === true) data[row >> 3] = (data[row >> 3] ?? 0) | (1 << (row & 7));
    else if (value !== false && value !== null && value !== undefined) throw wrongValue(name, row, 'a bool', value);
  }
  return data;
}

function texts(name: string, values: Values): string[] {
  const found = new Array<string>(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === 'string') found[row] = value;
    else if (value === null || value === undefined) found[row] = '';
    else throw wrongValue(name, row, 'a text', value);
  }
  return found;
}

function lists(name: string, values: Values): { readonly items: readonly string[]; readonly valueOffsets: Int32Array } {
  const items: string[] = [];
  const valueOffsets = new Int32Array(values.length + 1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Array.isArray(value)) for (const item of value) items.push(item);
    else if (value !== null && value !== undefined) throw wrongValue(name, row, 'a list', value);
    valueOffsets[row + 1] = items.length;
  }
  return { items, valueOffsets };
}

function wrongValue(name: string, row: number, expected: string, value: unknown): TypeError {
  return new TypeError(`column \`${name}\`, row ${row}: expected ${expected}, found \`${String(value)}\``);
}

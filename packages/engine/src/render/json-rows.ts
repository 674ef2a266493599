import type { Table } from 'apache-arrow';
import type { Cell } from '../arrow/index.ts';
import { type ReadColumn, readColumns } from './columns.ts';
import { asNumber, numberText, timeTexts } from './machine-text.ts';
import { readMixed } from './mixed-value.ts';

/**
 * Writes a row as a JSON object in one line, its keys the columns in order: missing is null; NaN, Infinity, -Infinity and
 * integers beyond 2^53 are strings; times are ISO 8601 in UTC; a mixed cell is the value it holds.
 */
export function jsonRows(table: Table): (row: number) => string {
  const fields = readColumns(table, 'machines').map((column, index) => ({
    key: `${index === 0 ? '' : ','}${JSON.stringify(column.name)}:`,
    value: valueWriter(column),
  }));
  return (row) => {
    let object = '{';
    for (const { key, value } of fields) object += key + value(row);
    return `${object}}`;
  };
}

function valueWriter({ type, read }: ReadColumn): (row: number) => string {
  const written = (text: (cell: NonNullable<Cell>) => string) => (row: number) => {
    const cell = read(row);
    return cell === null ? 'null' : text(cell);
  };
  switch (type) {
    case 'number':
    case 'duration':
    case 'integer':
      return written((cell) => (typeof cell === 'bigint' ? integer(cell) : number(asNumber(cell))));
    case 'time': {
      const text = timeTexts();
      return written((cell) => `"${text(asNumber(cell))}"`);
    }
    case 'bool':
      return written(String);
    case 'text':
      return written((cell) => jsonText(String(cell)));
    case 'list':
      return written((cell) => JSON.stringify(cell));
    case 'mixed':
      return written((cell) => mixed(String(cell)));
  }
}

/** What needs no escape is most of what is named, and telling so is faster than writing it. */
function jsonText(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function number(value: number): string {
  return Number.isFinite(value) ? numberText(value) : `"${value}"`;
}

function integer(value: bigint): string {
  const widest = 2n ** 53n;
  return value > widest || value < -widest ? `"${value}"` : String(value);
}

function mixed(json: string): string {
  const value = readMixed(json);
  switch (value.kind) {
    case 'missing':
      return 'null';
    case 'number':
      return typeof value.value === 'bigint' ? integer(value.value) : number(value.value);
    case 'text':
      return jsonText(value.text);
    case 'bool':
    case 'json':
      return value.text;
  }
}

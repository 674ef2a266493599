import type { ColumnType, Reader } from '@xt/engine/arrow';
import type { Cell } from '../index.d.cts';

/** Reads the cells of a column as JavaScript has them: times as dates, the values of a mixed column each as what it is. */
export function cellReader(read: Reader, type: ColumnType): (row: number) => Cell {
  switch (type) {
    case 'time':
      return (row) => {
        const cell = read(row);
        return cell === null ? null : new Date(Number(cell) / 1000);
      };
    case 'mixed':
      return (row) => {
        const cell = read(row);
        return cell === null ? null : mixedValue(String(cell));
      };
    case 'number':
    case 'integer':
    case 'duration':
    case 'text':
    case 'bool':
    case 'list':
      return read;
  }
}

/** What is no JSON is text; arrays and objects stay as their JSON. */
function mixedValue(json: string): Cell {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(json)) return BigInt(json);
    return value === null || typeof value === 'object' ? (value === null ? null : json) : (value as Cell);
  } catch {
    return json;
  }
}

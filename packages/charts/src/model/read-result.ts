import {
  type AnswerShape,
  type AnswerSource,
  type Cell,
  type ColumnRole,
  type ColumnType,
  columnType,
  reader,
  shapeOf,
  type Table,
} from '@xt/engine/arrow';
import { safeText, showDuration, showNumber, timeShower } from '@xt/engine/show';
import type { Measure } from './chart.ts';

/** A table with its shape, as charts read it. */
export interface Result {
  readonly source: AnswerSource;
  readonly shape: AnswerShape;
  readonly rows: number;
  readonly columns: readonly ResultColumn[];
}

export interface ResultColumn {
  readonly name: string;
  readonly role: ColumnRole;
  /** The value to which an end of a band belongs. */
  readonly of?: string;
  readonly type: ColumnType;
  /** The text of a cell as people read it; null where it is missing. */
  readonly text: (row: number) => string | null;
  /** The numbers of a column that has no others; NaN where they are missing. */
  readonly numbers?: Float64Array;
}

/**
 * Reads an answer's table; what names and texts hold besides characters that are seen is shown as signs, as terminals and pictures
 * cannot have it. One without a shape is read as rows of runs.
 */
export function readResult(table: Table): Result {
  const shape: AnswerShape = shapeOf(table) ?? { source: 'runs', roles: [] };
  const columns = table.schema.fields.flatMap((field, index): ResultColumn[] => {
    const vector = table.getChildAt(index);
    if (vector === null) return [];
    const read = reader(vector);
    const cells = Array.from({ length: table.numRows }, (_, row) => read(row));
    const type = columnType(field);
    const { role = 'field', of } = shape.roles[index] ?? {};
    const numbers = numbersOf(cells, type, role);
    return [
      {
        name: safeText(field.name),
        role,
        type,
        text: textOf(cells, type),
        ...(of === undefined ? {} : { of: safeText(of) }),
        ...(numbers === undefined ? {} : { numbers }),
      },
    ];
  });
  return { source: shape.source, shape, rows: table.numRows, columns: [...columns, ...runColumns(shape, columns)] };
}

/** Which runs the rows are, where no column says it. */
function runColumns({ runs }: AnswerShape, columns: readonly ResultColumn[]): readonly ResultColumn[] {
  if (runs === undefined || columns.some(({ role }) => role === 'run')) return [];
  const column = (role: 'run' | 'id', texts: readonly string[]): ResultColumn => ({
    name: role,
    role,
    type: 'text',
    text: (row) => safeText(texts[row] ?? ''),
  });
  const known = columns.some(({ role }) => role === 'id') ? [] : [column('id', runs.ids)];
  return [...known, column('run', runs.names)];
}

/** The axis of a column of numbers. */
export function measureOf({ name, type, numbers }: ResultColumn, log: boolean): Measure {
  if (type === 'time') return { title: `${name} (UTC)`, type: 'time', log: false };
  if (type === 'duration') return { title: `${name} (s)`, type, log };
  const finite = numbers?.filter(Number.isFinite) ?? [];
  const isWhole = finite.length > 0 && finite.every(Number.isInteger);
  return { title: name, type: 'number', log, ...(isWhole ? { whole: true } : {}) };
}

/** The distinct values of a column, and which one each row has; -1 where it is missing. */
export interface Categories {
  readonly labels: readonly string[];
  readonly of: Int32Array;
}

/** The categories of a column: numbers by value, all else in the order in which it comes. */
export function categoriesOf({ text, numbers }: ResultColumn, rows: number): Categories {
  const keyOf = (row: number) => (text(row) === null ? null : numbers === undefined ? text(row) : String(numbers[row]));
  const rowOf = new Map<string, number>();
  const keys = Array.from({ length: rows }, (_, row) => keyOf(row));
  for (const [row, key] of keys.entries()) if (key !== null && !rowOf.has(key)) rowOf.set(key, row);
  const distinct = [...rowOf.keys()];
  if (numbers !== undefined) distinct.sort((a, b) => Number(a) - Number(b));
  const short = distinct.map((key) => text(rowOf.get(key) ?? 0) ?? '');
  const isPlain = new Set(short).size === short.length;
  const places = new Map(distinct.map((key, at) => [key, at]));
  return {
    labels: isPlain ? short : distinct,
    of: Int32Array.from(keys, (key) => (key === null ? -1 : (places.get(key) ?? -1))),
  };
}

function numbersOf(cells: readonly Cell[], type: ColumnType, role: ColumnRole): Float64Array | undefined {
  switch (type) {
    case 'number':
    case 'integer':
    case 'duration':
    case 'time':
      return Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
    case 'text':
    case 'mixed':
      return role === 'param' || role === 'tag' || role === 'key' ? writtenNumbers(cells) : undefined;
    case 'bool':
    case 'list':
      return undefined;
  }
}

/** Some tools log every param as text: where each of them reads as a number, numbers they are. */
function writtenNumbers(cells: readonly Cell[]): Float64Array | undefined {
  const numbers = Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : readNumber(String(cell))));
  const isNumeric = cells.every((cell, row) => cell === null || !Number.isNaN(numbers[row]));
  return isNumeric && cells.some((cell) => cell !== null) ? numbers : undefined;
}

function readNumber(text: string): number {
  return text.trim() === '' || /^[+-]?0[xob]/i.test(text) ? Number.NaN : Number(text);
}

function textOf(cells: readonly Cell[], type: ColumnType): (row: number) => string | null {
  const shown = (show: (cell: NonNullable<Cell>) => string) => (row: number) => {
    const cell = cells[row] ?? null;
    return cell === null ? null : show(cell);
  };
  switch (type) {
    case 'number':
    case 'integer':
      return shown((cell) => (typeof cell === 'bigint' ? String(cell) : showNumber(Number(cell))));
    case 'duration':
      return shown((cell) => showDuration(Number(cell)));
    case 'time':
      return shown((cell) => timeShower('UTC', 'seconds')(Number(cell)));
    case 'text':
      return shown((cell) => safeText(String(cell)));
    case 'bool':
    case 'mixed':
      return shown((cell) => safeText(String(cell).replace(/^"(.*)"$/, '$1')));
    case 'list':
      return shown((cell) => safeText(Array.isArray(cell) ? cell.join(', ') : String(cell)));
  }
}

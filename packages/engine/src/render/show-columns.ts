import type { Table } from 'apache-arrow';
import type { Cell, ColumnType } from '../arrow/index.ts';
import { type ReadColumn, readColumns } from './columns.ts';
import { asNumber } from './machine-text.ts';
import { readMixed } from './mixed-value.ts';
import { showDuration } from './show-duration.ts';
import { showNumber } from './show-number.ts';
import { precisionOfSpan, type TimePrecision, timeShower } from './show-time.ts';

/** A column as people see it. */
export interface ShownColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** True if its cells stand on the right, as numbers do. */
  readonly right: boolean;
  /** Of times: how much of them the texts show. */
  readonly precision?: TimePrecision;
  /** The text of a row's cell, which may hold anything that somebody named a run; null where the value is missing. */
  readonly text: (row: number) => string | null;
}

/** The columns that people see of the first `rows` rows, times in a zone. */
export function showColumns(table: Table, rows: number, zone: string): readonly ShownColumn[] {
  return readColumns(table, 'people').map((column) => {
    const precision = column.type === 'time' ? precisionOf(column, rows) : undefined;
    return {
      name: column.name,
      type: column.type,
      right: standsRight(column, rows),
      ...(precision === undefined ? {} : { precision }),
      text: textOf(column, precision ?? 'milliseconds', zone),
    };
  });
}

function standsRight({ type, read }: ReadColumn, rows: number): boolean {
  switch (type) {
    case 'number':
    case 'integer':
    case 'duration':
      return true;
    case 'text':
    case 'bool':
    case 'time':
    case 'list':
      return false;
    case 'mixed': {
      let numbers = 0;
      for (let row = 0; row < rows; row++) {
        const cell = read(row);
        const { kind } = readMixed(cell === null ? 'null' : String(cell));
        if (kind === 'number') numbers++;
        else if (kind !== 'missing') return false;
      }
      return numbers > 0;
    }
  }
}

function textOf({ type, read }: ReadColumn, precision: TimePrecision, zone: string): (row: number) => string | null {
  const shown = (text: (cell: NonNullable<Cell>) => string | null) => (row: number) => {
    const cell = read(row);
    return cell === null ? null : text(cell);
  };
  switch (type) {
    case 'number':
    case 'integer':
      return shown((cell) => showNumber(typeof cell === 'bigint' ? cell : asNumber(cell)));
    case 'duration':
      return shown((cell) => showDuration(asNumber(cell)));
    case 'time': {
      const show = timeShower(zone, precision);
      return shown((cell) => show(asNumber(cell)));
    }
    case 'text':
    case 'bool':
      return shown(String);
    case 'list':
      return shown((cell) => (Array.isArray(cell) ? cell.join(', ') : String(cell)));
    case 'mixed':
      return shown((cell) => {
        const value = readMixed(String(cell));
        if (value.kind === 'number') return showNumber(value.value);
        return value.kind === 'missing' ? null : value.text;
      });
  }
}

function precisionOf({ read }: ReadColumn, rows: number): TimePrecision {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    const cell = read(row);
    if (cell === null) continue;
    const time = asNumber(cell);
    if (time < least) least = time;
    if (time > greatest) greatest = time;
  }
  return precisionOfSpan(least, greatest);
}

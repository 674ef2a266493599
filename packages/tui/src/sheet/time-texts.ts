import type { Cell } from '@xt/engine/arrow';
import { type TimePrecision, timeShower } from '@xt/engine/show';
import type { SheetColumn } from './sheet.ts';

/** The texts of times of microseconds in a zone, with as much of them as is asked for. */
export function timeTexts(
  read: (row: number) => Cell,
  zone: string,
): (row: number, precision: TimePrecision) => string | null {
  const show = {
    minutes: timeShower(zone, 'minutes'),
    seconds: timeShower(zone, 'seconds'),
    milliseconds: timeShower(zone, 'milliseconds'),
  };
  return (row, precision) => {
    const cell = read(row);
    return cell === null ? null : show[precision](Number(cell));
  };
}

/** The text of a cell where it stands for itself: of a time all of it, without zeros behind its seconds. */
export function exactCell({ text, times }: SheetColumn, row: number): string | null {
  return times === undefined ? text(row) : (times.text(row, 'milliseconds')?.replace(/\.000$/, '') ?? null);
}

/** The column with as much of its times as another one shows. */
export function timesAs(column: SheetColumn, { times }: SheetColumn): SheetColumn {
  const own = column.times;
  if (own === undefined || times === undefined || own.precision === times.precision) return column;
  const { precision } = times;
  return { ...column, text: (row) => own.text(row, precision), times: { ...own, precision } };
}

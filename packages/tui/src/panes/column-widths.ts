import { textWidth } from '@xt/engine/render';
import type { Sheet, SheetColumn } from '../sheet/sheet.ts';

export interface ColumnRoom {
  /** The rows that are shown. */
  readonly top: number;
  readonly rows: number;
  readonly width: number;
  /** Widths that a person chose, by name. */
  readonly chosen: Readonly<Record<string, number>>;
  /** The column of the cursor, which must be seen. */
  readonly column: number;
}

export interface ColumnPlace {
  readonly index: number;
  readonly width: number;
}

const gap = 2;
const mostText = 36;
const leastText = 10;

/**
 * The columns that have room, in order, with their widths: texts give way before numbers do, the first column stays, and of
 * the others a run of neighbours is shown with the cursor's column in it.
 */
export function columnWidths(sheet: Sheet, room: ColumnRoom): readonly ColumnPlace[] {
  const first = placeOf(sheet, 0, room);
  if (first === undefined) return [];
  let left = room.width - first.width - gap;
  const places: ColumnPlace[] = [];
  // To the left of the cursor's column nothing is shown that would push it out.
  let start = 1;
  let used = 0;
  for (let index = 1; index <= room.column && index < sheet.columns.length; index++) {
    used += (placeOf(sheet, index, room)?.width ?? 0) + gap;
    while (used > left && start < index) {
      used -= (placeOf(sheet, start, room)?.width ?? 0) + gap;
      start++;
    }
  }
  for (let index = start; index < sheet.columns.length && left > 3; index++) {
    const place = placeOf(sheet, index, room);
    if (place === undefined) break;
    const width = Math.min(place.width, left);
    const column = sheet.columns[index];
    if (width < place.width && (column?.right === true || width < leastText) && index !== room.column) break;
    places.push({ index, width });
    left -= width + gap;
  }
  return [{ ...first, width: Math.min(first.width, Math.max(room.width, 1)) }, ...places];
}

function placeOf(sheet: Sheet, index: number, { top, rows, chosen }: ColumnRoom): ColumnPlace | undefined {
  const column = sheet.columns[index];
  if (column === undefined) return undefined;
  const wanted = chosen[column.name];
  return { index, width: wanted ?? naturalWidth(column, top, rows) };
}

function naturalWidth(column: SheetColumn, top: number, rows: number): number {
  // The mark of the order needs a cell behind the name.
  let widest = Math.min(textWidth(column.name) + 1, column.right ? 18 : mostText);
  for (let row = top; row < top + rows; row++) widest = Math.max(widest, textWidth(column.text(row) ?? '-'));
  return column.right ? widest : Math.min(widest, mostText);
}

import { textWidth } from '@xt/engine/render';
import type { TableColumn } from '../state/table-columns.ts';

export interface ColumnRoom {
  readonly width: number;
  /** Widths that a person chose, by name. */
  readonly chosen: Readonly<Record<string, number>>;
  /** The column of the cursor, which must be seen. */
  readonly cursor: number;
}

export interface ColumnPlace {
  readonly index: number;
  readonly width: number;
}

const gap = 2;
const mostText = 36;
const mostNumberTitle = 18;
const leastText = 10;

/**
 * The columns that have room, in order, with their widths by the texts that are seen: the first column stays, the others are
 * neighbours among which the cursor's is; a number is never cut.
 */
export function columnWidths(
  columns: readonly TableColumn[],
  texts: (column: TableColumn) => readonly (string | null)[],
  room: ColumnRoom,
): readonly ColumnPlace[] {
  const known = new Map<number, number>();
  const widthOf = (index: number): number => {
    const column = columns[index];
    if (column === undefined) return 0;
    const width = known.get(index) ?? room.chosen[column.column.name] ?? naturalWidth(column, texts(column));
    known.set(index, width);
    return width;
  };
  if (columns.length === 0) return [];
  const first = Math.min(widthOf(0), Math.max(room.width, 1));
  let left = room.width - first - gap;
  const places: ColumnPlace[] = [{ index: 0, width: first }];
  for (let index = firstSeen(widthOf, room.cursor, left); index < columns.length && left > 0; index++) {
    const wanted = widthOf(index);
    const width = Math.min(wanted, left);
    const mayBeCut = columns[index]?.column.right !== true && width >= leastText;
    if (width < wanted && !mayBeCut && index !== room.cursor) break;
    places.push({ index, width });
    left -= width + gap;
  }
  return places;
}

/** The column behind the first from which on there is room up to the cursor's. */
function firstSeen(widthOf: (index: number) => number, cursor: number, room: number): number {
  let used = 0;
  let start = Math.max(cursor, 1);
  while (start >= 1) {
    used += widthOf(start) + gap;
    if (used > room + gap && start < cursor) return start + 1;
    start--;
  }
  return 1;
}

function naturalWidth({ title, column }: TableColumn, texts: readonly (string | null)[]): number {
  // The mark of the order needs a cell behind the title, that of the best two behind the number.
  const name = Math.min(textWidth(title) + 1, column.right ? mostNumberTitle : mostText);
  const extra = column.type === 'number' ? 2 : 0;
  const widest = texts.reduce((most, text) => Math.max(most, textWidth(text ?? '-') + extra), name);
  return column.right ? widest : Math.min(widest, mostText);
}

import { safeWidth } from '../frame/fit.ts';
import type { TableColumn } from '../state/table-columns.ts';

export interface ColumnRoom {
  readonly width: number;
  /** Widths that a person chose, by name. */
  readonly chosen: Readonly<Record<string, number>>;
  /** The column of the cursor, which must be seen. */
  readonly cursor: number;
  /** The column that says what a row is: it is always seen. */
  readonly head: number;
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
 * The columns that have room, in order, with their widths by the texts that are seen: neighbours among which the cursor's is,
 * and before them the `head` where it is none of them; a number is never cut.
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
  const indices = [...columns.keys()];
  const all = neighbours(columns, indices, widthOf, room);
  if (all.some(({ index }) => index === room.head)) return all;
  const head = Math.min(widthOf(room.head), Math.max(room.width, 1));
  const others = indices.filter((index) => index !== room.head);
  const left = { ...room, width: room.width - head - gap };
  return [{ index: room.head, width: head }, ...neighbours(columns, others, widthOf, left)];
}

/** As many of these columns as there is room for, the cursor's among them, as far to the left as that allows. */
function neighbours(
  columns: readonly TableColumn[],
  indices: readonly number[],
  widthOf: (index: number) => number,
  { cursor, width: room }: ColumnRoom,
): readonly ColumnPlace[] {
  const places: ColumnPlace[] = [];
  let left = room;
  for (let at = firstSeen(indices, widthOf, cursor, room); at < indices.length && left > 0; at++) {
    const index = indices[at] ?? 0;
    const wanted = widthOf(index);
    const width = Math.min(wanted, left);
    const mayBeCut = columns[index]?.column.right !== true && width >= leastText;
    // What stands at the left end is cut rather than missing.
    if (width < wanted && !mayBeCut && index !== cursor && places.length > 0) break;
    places.push({ index, width });
    left -= width + gap;
  }
  return places;
}

/** Where the columns begin that have room up to the cursor's. */
function firstSeen(
  indices: readonly number[],
  widthOf: (index: number) => number,
  cursor: number,
  room: number,
): number {
  const end = Math.max(
    indices.findLastIndex((index) => index <= cursor),
    0,
  );
  let used = 0;
  for (let at = end; at >= 0; at--) {
    used += widthOf(indices[at] ?? 0) + gap;
    if (used > room + gap && at < end) return at + 1;
  }
  return 0;
}

function naturalWidth({ title, column }: TableColumn, texts: readonly (string | null)[]): number {
  // The mark of the order needs a cell behind the title, that of the best two behind the number.
  const name = Math.min(safeWidth(title) + 1, column.right ? mostNumberTitle : mostText);
  const extra = column.type === 'number' ? 2 : 0;
  const widest = texts.reduce((most, text) => Math.max(most, safeWidth(text ?? '-') + extra), name);
  return column.right ? widest : Math.min(widest, mostText);
}

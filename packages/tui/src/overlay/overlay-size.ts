import type { Size } from '../frame/line.ts';

/** The size of a box over the panes, with its border. */
export function boxSize({ columns, rows }: Size): Size {
  return { columns: Math.min(columns - 2, 110), rows: Math.min(rows - 3, 40) };
}

/** How many lines the box has inside of its border, above the line of its keys. */
export function boxRows(size: Size): number {
  return Math.max(1, boxSize(size).rows - 3);
}

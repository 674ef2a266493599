import type { Size } from '../frame/line.ts';

/** How many charts stand beside and above each other. */
export interface CurveGrid {
  readonly columns: number;
  readonly rows: number;
}

const leastWidth = 56;
const leastHeight = 13;

/** How many charts have room in a pane of this size. */
export function chartsThatFit({ columns, rows }: Size): number {
  return Math.max(1, Math.floor(columns / leastWidth)) * Math.max(1, Math.floor(rows / leastHeight));
}

/** The grid of so many charts: above each other first, since curves are wide. */
export function gridOf(charts: number, size: Size): CurveGrid {
  const most = Math.max(1, Math.floor(size.rows / leastHeight));
  const rows = Math.min(charts, most);
  const columns = Math.max(1, Math.ceil(charts / rows));
  return { columns, rows: Math.ceil(charts / columns) };
}

/** Values over runs and orders of them, over plain arrays: null is missing. */

export type Cell = number | string | boolean | null;

/** Values, then NaN, then missing, whichever way; texts by code point, false before true. */
export function compareCells(a: Cell, b: Cell, direction: 'asc' | 'desc' = 'asc'): number {
  const place = (cell: Cell) => (cell === null ? 2 : Number.isNaN(cell) ? 1 : 0);
  if (place(a) !== place(b)) return place(a) - place(b);
  if (a === null || b === null || Number.isNaN(a)) return 0;
  const order = typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : Number(a) - Number(b);
  // Two infinities of one sign are equal, though their difference is no number.
  const known = Number.isNaN(order) ? 0 : order;
  return direction === 'asc' ? known : -known;
}

/** Rows in groups of equal keys, in the order of the keys. */
export function groupRows<T>(rows: readonly T[], keysOf: (row: T) => readonly Cell[]) {
  const groups: { readonly keys: readonly Cell[]; readonly rows: T[] }[] = [];
  for (const row of rows) {
    const keys = keysOf(row);
    const same = groups.find((group) => group.keys.every((key, i) => compareCells(key, keys[i] ?? null) === 0));
    if (same === undefined) groups.push({ keys, rows: [row] });
    else same.rows.push(row);
  }
  return groups.sort((a, b) => a.keys.map((key, i) => compareCells(key, b.keys[i] ?? null)).find((o) => o !== 0) ?? 0);
}

/** The numbers among cells; undefined where there are none, NaN where they are all NaN. */
function numbers(cells: readonly Cell[]): readonly number[] | null | typeof Number.NaN {
  const there = cells.filter((cell): cell is number => typeof cell === 'number');
  if (there.length === 0) return null;
  const known = there.filter((cell) => !Number.isNaN(cell));
  return known.length === 0 ? Number.NaN : known;
}

function over(cells: readonly Cell[], of: (values: readonly number[]) => number | null): number | null {
  const found = numbers(cells);
  return typeof found === 'object' && found !== null ? of(found) : found;
}

export const mean = (cells: readonly Cell[]) => over(cells, (x) => x.reduce((a, b) => a + b, 0) / x.length);
export const sum = (cells: readonly Cell[]) => over(cells, (x) => x.reduce((a, b) => a + b, 0));
export const least = (cells: readonly Cell[]) => over(cells, (x) => Math.min(...x));
export const greatest = (cells: readonly Cell[]) => over(cells, (x) => Math.max(...x));
export const std = (cells: readonly Cell[]) =>
  over(cells, (x) => {
    if (x.length < 2) return null;
    const middle = x.reduce((a, b) => a + b, 0) / x.length;
    return Math.sqrt(x.reduce((a, b) => a + (b - middle) ** 2, 0) / (x.length - 1));
  });
export const count = (cells: readonly Cell[]) => cells.filter((cell) => cell !== null).length;
export const countTrue = (cells: readonly Cell[]) => cells.filter((cell) => cell === true).length;
export const size = (cells: readonly Cell[]) => over(cells, (x) => x.length) ?? 0;

export function quantile(cells: readonly Cell[], share: number): number | null {
  return over(cells, (x) => {
    const sorted = [...x].sort((a, b) => compareCells(a, b));
    const place = (sorted.length - 1) * share;
    const [a = 0, b = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return a === b ? a : a + (b - a) * (place - Math.floor(place));
  });
}

/** The places of rows by a cell: 1 is first, equal ones share, missing and NaN have none. */
export function ranks(cells: readonly Cell[], direction: 'asc' | 'desc'): readonly (number | null)[] {
  const ranked = (cell: Cell) => cell !== null && !Number.isNaN(cell);
  return cells.map((cell) => {
    if (!ranked(cell)) return null;
    return 1 + cells.filter((other) => ranked(other) && compareCells(other, cell, direction) < 0).length;
  });
}

/** How wide a column is when nothing is cut, and the least that still makes sense. */
export interface ColumnNeed {
  readonly natural: number;
  readonly least: number;
}

/** The widths of the leftmost columns, as many as fit. */
export interface Fit {
  readonly widths: readonly number[];
  readonly hidden: number;
}

/**
 * Shares `width` among columns with `gap` blanks between them: the widest give way first, then the columns on the right
 * are left out for one mark of a single column. The first column always stays.
 */
export function fitColumns(needs: readonly ColumnNeed[], gap: number, width: number): Fit {
  const wished = (columns: readonly number[]): number => total(columns) + gap * (columns.length - 1);
  const least = needs.map((need) => need.least);
  let kept = needs.length;
  while (kept > 1 && wished(kept < needs.length ? [...least.slice(0, kept), 1] : least) > width) kept--;
  const hidden = needs.length - kept;
  const room = width - gap * (kept - 1) - (hidden > 0 ? gap + 1 : 0);
  const widths = shrink(needs.slice(0, kept), Math.max(room, 1));
  return { widths, hidden };
}

function shrink(needs: readonly ColumnNeed[], room: number): readonly number[] {
  // A cell may be a whole file; more than the room is no column ever given.
  const widths = needs.map((need) => Math.min(need.natural, Math.max(room, need.least)));
  for (let excess = total(widths) - room; excess > 0; excess--) {
    const widest = widestThatMayShrink(widths, needs);
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

/** Where every column has its least, the first one, alone by then, goes below it. */
function widestThatMayShrink(widths: readonly number[], needs: readonly ColumnNeed[]): number {
  let found = -1;
  widths.forEach((width, index) => {
    const mayShrink = width > (needs[index]?.least ?? 0);
    if (mayShrink && (found < 0 || width >= (widths[found] ?? 0))) found = index;
  });
  return Math.max(found, 0);
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

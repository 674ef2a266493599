import { type CellInput, type Column, Vector } from '../arrow/index.ts';
import type { GroupRuns } from '../plan/steps.ts';
import { columnsOfRuns } from './assemble.ts';
import { type Results, runsOf } from './results.ts';
import type { StoredColumn } from './stored-column.ts';

/** Rows that are alike in all parts, in order of the parts (missing ones last); of each run the place of its group. */
export function groupRuns(
  { of, parts }: GroupRuns,
  results: Results,
): { readonly rows: readonly (readonly number[])[]; readonly columns: readonly StoredColumn[] } {
  const runs = runsOf(results, of);
  const rows = groupsOf(columnsOfRuns(parts, runs, results), runs.length);
  const places: number[] = new Array(runs.length).fill(0);
  for (const [place, members] of rows.entries()) for (const row of members) places[row] = place;
  return { rows, columns: [{ runs: Array.from(runs), values: places }] };
}

/** Rows stay in their order. */
function groupsOf(parts: readonly Column[], count: number): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < count; row++) {
    const key = parts.map((part) => keyText(cellAt(part, row))).join('\u0000');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  const compare = (a: readonly number[], b: readonly number[]) => {
    for (const part of parts) {
      const order = compareCells(cellAt(part, a[0] ?? 0), cellAt(part, b[0] ?? 0));
      if (order !== 0) return order;
    }
    return 0;
  };
  return [...groups.values()].sort(compare);
}

/** The cell of a row, null where it is missing. */
export function cellAt({ values, present }: Column, row: number): CellInput {
  if (present !== undefined && present[row] !== 1) return null;
  return values instanceof Vector ? values.get(row) : (values[row] ?? null);
}

/** Zeros are alike whatever their sign. */
function keyText(cell: CellInput): string {
  return `${typeof cell} ${cell === 0 ? 0 : String(cell)}`;
}

/** Numbers by value, NaN after them, text by code point, false before true; missing last. */
function compareCells(a: CellInput, b: CellInput): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a - b;
  }
  // UTF-8 has the order of code points.
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

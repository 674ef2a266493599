import { type CellInput, type Column, Vector } from '../arrow/index.ts';
import { type Band, bandOf } from '../local/bands.ts';
import { joinCurves } from '../local/join-curves.ts';
import { sample } from '../local/sample.ts';
import type { CurveGroupSteps, CurveSteps } from '../plan/steps.ts';
import { columnsOfRuns } from './assemble.ts';
import type { Curve } from './read-curves.ts';
import { curvesOf, type Results, runsOf } from './results.ts';

/** The curve of a group: what its keys are, and the band at each place; `of` places were there before it was sampled. */
export interface GroupCurve {
  readonly keys: readonly CellInput[];
  readonly series: number;
  readonly x: Float64Array;
  readonly bands: readonly Band[];
  readonly of: number;
  /** Whether more runs have a point at one place than at another. */
  readonly isUneven: boolean;
}

/** The curves of groups, groups in order of their keys (missing ones last), then by series. */
export function groupCurves(
  steps: CurveSteps,
  group: CurveGroupSteps,
  results: Results,
): { readonly curves: readonly GroupCurve[]; readonly shown: readonly Column[] } {
  const runs = runsOf(results, steps.rows);
  const curves = curvesOf(results, steps.curves);
  const shown = columnsOfRuns(group.shown, runs, results);
  const parts = columnsOfRuns(group.parts, runs, results);
  const members = groupsOf(parts, runs.length);
  const byRun = new Map<number, Curve[]>();
  for (const curve of curves) byRun.set(curve.run, [...(byRun.get(curve.run) ?? []), curve]);
  return {
    shown,
    curves: members.flatMap((rows) => {
      const keys = shown.map((column) => cellAt(column, rows[0] ?? 0));
      return steps.names.flatMap((_, series): GroupCurve[] => {
        const own = rows.flatMap((row) =>
          (byRun.get(runs[row] as number) ?? []).filter((one) => one.series === series),
        );
        if (own.length === 0) return [];
        return [joinGroup(own, keys, series, steps, group)];
      });
    }),
  };
}

function joinGroup(
  curves: readonly Curve[],
  keys: readonly CellInput[],
  series: number,
  { making }: CurveSteps,
  { band }: CurveGroupSteps,
): GroupCurve {
  const { x, values } = joinCurves(curves);
  const bands = values.map((of) => bandOf(of, band));
  const kept = sample(
    x,
    Float64Array.from(bands, ({ value }) => value),
    making.sample,
  );
  const counts = new Set(values.map((of) => of.length));
  const all = { keys, series, of: x.length, isUneven: counts.size > 1 };
  if (kept === undefined) return { ...all, x, bands };
  return {
    ...all,
    x: Float64Array.from(kept, (i) => x[i] as number),
    bands: Array.from(kept, (i) => bands[i] as Band),
  };
}

/** Rows that are alike in all parts, in order of the parts; rows stay in their order. */
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

function cellAt({ values, present }: Column, row: number): CellInput {
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

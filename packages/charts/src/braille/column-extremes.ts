import { firstAtLeast } from './extent.ts';
import type { MarkKind, PlotAxis } from './plot-types.ts';
import { valueAtPlace } from './scale.ts';

/** Of each column of dots what the points that fall into it reach; columns without a finite one have NaN. */
export interface ColumnExtremes {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** 1 where the curve is interrupted before the column's first point (or by all of its points), 2 after its last. */
  readonly gaps: Uint8Array;
  /** The part of the points that is shown. */
  readonly from: number;
  readonly to: number;
}

/** Called for what has no place on y, with the index of the point. */
export type OnMark = (kind: MarkKind, at: number) => void;

/** Reduces a curve of ascending x to what the columns of dots can show; no point that is shown is left out of its column's reach. */
export function columnExtremes(
  x: Float64Array,
  y: Float64Array,
  xAxis: PlotAxis,
  columns: number,
  isLog: boolean,
  onMark: OnMark,
): ColumnExtremes {
  const [least, greatest, first, last] = [nans(columns), nans(columns), nans(columns), nans(columns)];
  const gaps = new Uint8Array(columns);
  const boundary = (column: number) => valueAtPlace(xAxis, (column - 0.5) / Math.max(columns - 1, 1));
  const from = firstAtLeast(x, boundary(0));
  let at = from;
  for (let column = 0; column < columns && at < x.length; column++) {
    const end = firstAtLeast(x, boundary(column + 1), at);
    if (end === at) continue;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let firstFinite = -1;
    let lastFinite = -1;
    for (let point = at; point < end; point++) {
      const value = y[point] ?? Number.NaN;
      if (value - value !== 0 || (isLog && value <= 0)) {
        onMark(markKind(value), point);
        continue;
      }
      if (firstFinite < 0) firstFinite = point;
      lastFinite = point;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (firstFinite < 0) {
      gaps[column] = 3;
    } else {
      least[column] = low;
      greatest[column] = high;
      first[column] = y[firstFinite] ?? Number.NaN;
      last[column] = y[lastFinite] ?? Number.NaN;
      gaps[column] = (firstFinite > at ? 1 : 0) | (lastFinite < end - 1 ? 2 : 0);
    }
    at = end;
  }
  return { least, greatest, first, last, gaps, from, to: at };
}

/** What is marked where a value has no place. */
function markKind(value: number): MarkKind {
  if (value === Number.POSITIVE_INFINITY) return 'positive-infinity';
  if (value === Number.NEGATIVE_INFINITY) return 'negative-infinity';
  return Number.isNaN(value) ? 'nan' : 'not-positive';
}

function nans(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

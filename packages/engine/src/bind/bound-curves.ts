import type {
  BandKind,
  BoundColumn,
  BoundExpression,
  BoundRuns,
  Check,
  PointSeries,
  Scope,
  SeriesSmoothing,
} from './bound.ts';

/** A curve per run and series, or per group and series. */
export interface BoundCurves {
  readonly kind: 'curves';
  readonly scope: Scope;
  /** Where points are read: in the scope, and in the project of the baseline. */
  readonly points: Scope;
  readonly series: readonly BoundCurveSeries[];
  readonly of: BoundRuns;
  readonly making: CurveMaking;
  /** Of `x` another metric. */
  readonly axisSeries?: PointSeries;
  readonly group?: BoundCurveGroups;
  readonly checks: readonly Check[];
}

export interface BoundCurveSeries {
  readonly name: string;
  readonly of: PointSeries;
}

/** Runs that are alike in all keys have one curve: their mean (of an `iqr` band the median) at equal x. */
export interface BoundCurveGroups {
  readonly keys: readonly BoundExpression[];
  /** The keys as they are shown, read as `key 1`, `key 2` …. */
  readonly columns: readonly BoundColumn[];
  readonly band?: BandKind;
}

/** How a curve is made of points, in this order: history, windows, axis, smooth, relative to, every, then groups, sample. */
export interface CurveMaking {
  readonly axis: 'step' | 'time' | 'relative' | 'series';
  /** A fork's points after its parent's up to the fork step. */
  readonly history?: true;
  readonly steps?: Range;
  /** In seconds since the run's start. */
  readonly time?: Range;
  readonly smooth?: SeriesSmoothing;
  /** The run whose curve, made the same way, is taken off at equal steps. */
  readonly relativeTo?: number;
  /** The width of bins on the axis, of times in seconds. */
  readonly every?: number;
  readonly sample: { readonly kind: 'none' } | { readonly kind: 'minmax' | 'lttb' | 'last'; readonly count: number };
}

/** Ends included. */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

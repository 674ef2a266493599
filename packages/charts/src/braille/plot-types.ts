/** One curve of a plot, or one set of points. Colours are indices into a palette that the caller keeps. */
export interface PlotSeries {
  /** Ascending for a curve that is quick to draw; any order is drawn as it comes. As long as `y`. */
  readonly x: Float64Array;
  /** NaN is a gap and is marked on the axis, as infinities are. */
  readonly y: Float64Array;
  readonly color: number;
  /** Stands at the right end of the curve. */
  readonly label?: string;
  /** `line` without it. */
  readonly mark?: 'line' | 'points';
  /** A character of one column for each of the points. */
  readonly sign?: string;
  /** What was smoothed away: drawn dim and behind. */
  readonly raw?: Float64Array;
  /** The two edges of a band, which is filled behind everything else. */
  readonly lo?: Float64Array;
  readonly hi?: Float64Array;
}

/** What an axis measures: it decides where ticks stand and how they read. Durations are seconds, times microseconds since 1970. */
export type AxisKind = 'number' | 'duration' | 'time';

export interface AxisOptions {
  readonly kind?: AxisKind;
  readonly log?: boolean;
  /** Ticks stand at whole numbers only. */
  readonly whole?: boolean;
  /** What is shown; all finite values (on `y`: of the shown part of `x`) without it. */
  readonly range?: readonly [low: number, high: number];
  readonly title?: string;
  /** The time zone of times, by its IANA name; UTC without it. */
  readonly zone?: string;
}

export interface PlotOptions {
  /** Cells of everything, axes and labels among them. */
  readonly width: number;
  readonly height: number;
  /** `braille` has 2 x 4 dots a cell, `block` 2 x 2, `ascii` 1 x 2. */
  readonly glyphs?: GlyphSet;
  readonly x?: AxisOptions;
  readonly y?: AxisOptions;
  readonly title?: string;
  /** Labels at the right ends of curves; there unless false. */
  readonly labels?: boolean;
  /** Dashes alone tell the curves apart, for terminals without colours; else they tell those of one colour. */
  readonly dashes?: boolean;
  /** Where on x a rule stands. */
  readonly cursor?: number;
}

export type GlyphSet = 'braille' | 'block' | 'ascii';

/** A plot as plain data: as many lines as asked for, and what a caller must know to find a value under a cell. */
export interface Plot {
  readonly lines: readonly PlotLine[];
  /** The cells between the axes; undefined where there is no room for a plot and the lines say so. */
  readonly area: PlotArea | undefined;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  /** What could not be drawn as a point, by series and kind. */
  readonly marks: readonly PlotMark[];
  /** Series whose labels found no room. */
  readonly unlabelled: number;
}

export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The range that an axis shows. */
export interface PlotAxis {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/** Points that have no place: not numbers, infinite, or not positive on a log axis. */
export interface PlotMark {
  /** The index of the series. */
  readonly series: number;
  readonly kind: MarkKind;
  readonly count: number;
  /** The x of the first. */
  readonly first: number;
}

export type MarkKind = 'nan' | 'positive-infinity' | 'negative-infinity' | 'not-positive';

export type PlotLine = readonly PlotSpan[];

/** Neighbouring cells of one look. Their texts have no control characters; the lines are at most as wide as asked for. */
export interface PlotSpan {
  readonly text: string;
  /** The palette's index, -1 for none. */
  readonly color: number;
  readonly tone: Tone;
}

/** What a span shows, from which a caller makes its look: `dim` is raw behind smoothed, `band` a filled band. */
export type Tone = 'line' | 'dim' | 'band' | 'label' | 'mark' | 'axis' | 'title' | 'cursor';

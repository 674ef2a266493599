/** What an axis or a colour stands for. Times are microseconds since 1970, durations seconds. */
export interface Measure {
  readonly title: string;
  readonly type: 'number' | 'duration' | 'time';
  readonly log: boolean;
  /** All values are whole numbers, and so are the ticks. */
  readonly whole?: true;
}

/** A chart as data: what is drawn, not how. One kind of chart can be shown in many faces. */
export type Chart = { readonly title: string; readonly notes: readonly string[] } & ChartBody;

export type ChartBody =
  | LineChart
  | BarChart
  | ScatterChart
  | ParallelChart
  | HeatmapChart
  | HistogramChart
  | BoxChart
  | StripChart
  | TreeChart
  | EmptyChart;

/** Nothing to draw, and why. */
export interface EmptyChart {
  readonly kind: 'empty';
  readonly reason: string;
}

/** Curves over x, in panels of one metric each. */
export interface LineChart {
  readonly kind: 'line';
  readonly x: Measure;
  readonly panels: readonly Measure[];
  /** What the curves of one colour have in common: a run, or the keys of a group. */
  readonly series: Series;
  readonly curves: readonly Curve[];
}

export interface Series {
  readonly title: string;
  /** In the order of the legend: the one that ends highest first. */
  readonly labels: readonly string[];
}

export interface Curve {
  readonly panel: number;
  readonly series: number;
  readonly x: Float64Array;
  /** NaN where it is NaN or missing. */
  readonly y: Float64Array;
  readonly raw?: Float64Array;
  readonly lo?: Float64Array;
  readonly hi?: Float64Array;
  readonly n?: Float64Array;
}

/** One value per category: bars from zero, or points, with intervals where there are such. */
export interface BarChart {
  readonly kind: 'bar' | 'point';
  readonly category: { readonly title: string; readonly labels: readonly string[] };
  readonly series?: Series;
  readonly panels: readonly Measure[];
  readonly items: readonly BarItem[];
}

export interface BarItem {
  readonly panel: number;
  readonly category: number;
  readonly series?: number;
  /** NaN where there is none that can be drawn. */
  readonly value: number;
  /** What stands in the place of a value that cannot be drawn: `NaN`, `Infinity`, `-Infinity`, `missing`, `not above 0`. */
  readonly absent?: string;
  readonly lo?: number;
  readonly hi?: number;
  readonly n?: number;
}

export interface ScatterChart {
  readonly kind: 'scatter';
  readonly x: Measure;
  readonly y: Measure;
  readonly color?: PointColor;
  /** What a point is called. */
  readonly labelTitle: string;
  readonly points: readonly ScatterPoint[];
  /** Where the trend line begins and ends: it is straight on the axes as they are. */
  readonly trend?: Trend;
}

export interface Trend {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** Colours by number or by category. */
export type PointColor =
  | { readonly kind: 'number'; readonly measure: Measure }
  | { readonly kind: 'category'; readonly series: Series };

export interface ScatterPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** A number, or the index of a category. */
  readonly color?: number;
}

/** A line for each run over axes of their own; coloured by the last number. */
export interface ParallelChart {
  readonly kind: 'parallel';
  readonly axes: readonly ParallelAxis[];
  readonly color: Measure;
  readonly labelTitle: string;
  readonly lines: readonly ParallelLine[];
}

export interface ParallelAxis {
  readonly title: string;
  /** From 0 at the bottom to 1. */
  readonly ticks: readonly { readonly place: number; readonly text: string }[];
}

export interface ParallelLine {
  readonly label: string;
  readonly color: number;
  /** By axis; undefined where the run has no value. */
  readonly places: readonly ({ readonly place: number; readonly text: string } | undefined)[];
}

export interface HeatmapChart {
  readonly kind: 'heatmap';
  readonly x: { readonly title: string; readonly labels: readonly string[] };
  readonly y: { readonly title: string; readonly labels: readonly string[] };
  readonly value: Measure;
  /** What is counted in a cell, where that is more than one of them: `runs` or `rows`. */
  readonly counted?: string;
  readonly cells: readonly HeatmapCell[];
}

export interface HeatmapCell {
  readonly x: number;
  readonly y: number;
  /** NaN where none of its rows has a finite one. */
  readonly value: number;
  /** How many rows have one. */
  readonly n: number;
  /** What stands in the place of the value: `NaN`, `Infinity`, `-Infinity` or `missing`. */
  readonly absent?: string;
}

export interface HistogramChart {
  readonly kind: 'histogram';
  readonly value: Measure;
  readonly what: string;
  readonly bins: readonly Bin[];
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of a bin of one value: the bins of a chart are all of one value each, in their order, or none is. */
  readonly label?: string;
}

/** The spread of values per category, and the values themselves. */
export interface BoxChart {
  readonly kind: 'box';
  readonly category: { readonly title: string; readonly labels: readonly string[] };
  readonly value: Measure;
  readonly labelTitle: string;
  readonly points: readonly { readonly category: number; readonly value: number; readonly label: string }[];
}

/** Two samples beside each other with their means and the means' intervals. */
export interface StripChart {
  readonly kind: 'strip';
  readonly value: Measure;
  readonly sides: readonly {
    readonly label: string;
    readonly count: number;
    readonly mean: number;
    readonly lo?: number;
    readonly hi?: number;
    readonly values: readonly number[];
    /** The names of the runs that have the values. */
    readonly runs?: readonly string[];
  }[];
}

/** Runs and the edges between them, placed: parents on the left of their children. */
export interface TreeChart {
  readonly kind: 'tree';
  readonly color?: Measure;
  readonly nodes: readonly TreeNode[];
}

export interface TreeNode {
  readonly label: string;
  readonly depth: number;
  readonly row: number;
  readonly value?: number;
  /** The index of the parent among the nodes. */
  readonly parent?: number;
  readonly edge?: string;
  /** Other facts of the run, as columns and their texts. */
  readonly facts: readonly (readonly [string, string])[];
}

/** The kinds of charts, in the order in which help lists them. */
export const chartKinds = [
  'line',
  'bar',
  'point',
  'scatter',
  'parallel',
  'heatmap',
  'histogram',
  'box',
  'strip',
  'tree',
] as const;

export type ChartKind = (typeof chartKinds)[number];

/** What a chart is told beside the table that it shows. */
export interface ChartDescription {
  /** The query. */
  readonly title: string;
  /** What was reduced or left out: one line each. */
  readonly notes?: readonly string[];
  /** The kind that fits the table's shape without it. */
  readonly kind?: ChartKind;
  /** Which axes are logarithmic, whatever is on them. */
  readonly log?: { readonly x?: boolean; readonly y?: boolean };
  /** A trend line through the points. */
  readonly trend?: boolean;
}

/** True if it is the name of a kind. */
export function isChartKind(name: string): name is ChartKind {
  return (chartKinds as readonly string[]).includes(name);
}

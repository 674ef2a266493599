import type { Curve, LineChart } from './chart.ts';
import { extentOf } from './extent-of.ts';

/** Whether a band reaches to where a log axis has no place, and is drawn down to the end of the axis. */
export function isCut({ lo, hi, panel }: Curve, { panels }: Pick<LineChart, 'panels'>): boolean {
  return panels[panel]?.log === true && lo?.some((low, at) => low <= 0 && (hi?.[at] ?? Number.NaN) > 0) === true;
}

/** Where the log axis of a panel ends below: its least value above zero. */
export function bottomOf({ curves }: LineChart, panel: number): number {
  const own = curves.filter((curve) => curve.panel === panel);
  const arrays = own.flatMap(({ y, raw, lo, hi }) => [y, raw, lo, hi].filter((values) => values !== undefined));
  return Math.min(...arrays.map((values) => extentOf(values.filter((value) => value > 0))[0]));
}

/** Says of how many groups the bands are cut. */
export function cutNotes(chart: Pick<LineChart, 'curves' | 'panels'>): readonly string[] {
  const count = new Set(chart.curves.filter((curve) => isCut(curve, chart)).map(({ series }) => series)).size;
  if (count === 0) return [];
  const what = count === 1 ? 'the band of 1 group reaches' : `the bands of ${count} groups reach`;
  return [`${what} 0 or below: drawn to the edge of the log axis`];
}

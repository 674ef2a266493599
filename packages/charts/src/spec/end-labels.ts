import { placeLabels } from '../braille/place-labels.ts';
import { placeOf } from '../braille/scale.ts';
import type { Curve, LineChart, Measure } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';

/** Pixels from the middle of one name to that of the next. */
const lineHeight = 13;

/** How far from the top the names at the ends of curves stand, moved apart; those of curves without a number are left out. */
export interface EndLabels {
  readonly pixels: ReadonlyMap<Curve, number>;
  /** Series whose names found no room. */
  readonly hidden: number;
}

/** Places the names at the ends of the curves of all panels, which are so many pixels high. */
export function endLabels({ curves, panels, series }: LineChart, height: number): EndLabels {
  const pixels = new Map<Curve, number>();
  for (const [index, panel] of panels.entries()) {
    const own = curves.filter((curve) => curve.panel === index);
    for (const [curve, place] of placed(own, panel, height)) pixels.set(curve, place);
  }
  const told = new Set([...pixels.keys()].map((curve) => curve.series));
  return { pixels, hidden: series.labels.length - told.size };
}

function placed(curves: readonly Curve[], panel: Measure, height: number): ReadonlyMap<Curve, number> {
  const axis = { ...shownRange(curves, panel), log: panel.log };
  const ends = curves.flatMap((curve) => {
    const end = curve.y.findLast((value) => Number.isFinite(value) && (!panel.log || value > 0));
    if (end === undefined) return [];
    const place = axis.low < axis.high ? placeOf(axis, end) : 0.5;
    return [{ curve, row: ((1 - place) * height) / lineHeight - 0.5 }];
  });
  const rows = Math.floor(height / lineHeight);
  const sorted = ends.toSorted((a, b) => a.row - b.row);
  // Where there are too many, those in the middle are the ones that nobody looks for.
  const fromBothEnds = sorted.map((_, at) => (at % 2 === 0 ? sorted[at / 2] : sorted[sorted.length - (at + 1) / 2]));
  const wanted = fromBothEnds.flatMap((end, at) =>
    end === undefined ? [] : [{ row: end.row, text: String(at), color: 0 }],
  );
  const found = new Map<Curve, number>();
  for (const [row, { text }] of placeLabels(wanted, rows)) {
    const end = fromBothEnds[Number(text)];
    if (end !== undefined) found.set(end.curve, Math.round((row + 0.5) * lineHeight));
  }
  return found;
}

/** What Vega's axis shows of all that a panel draws: its ends are round, but for those of a log axis. */
function shownRange(curves: readonly Curve[], { log }: Measure): { readonly low: number; readonly high: number } {
  const ends = curves
    .flatMap(({ y, raw, lo, hi }) => [y, raw, lo, hi])
    .flatMap((values) => (values === undefined ? [] : [extentOf(log ? values.filter((value) => value > 0) : values)]));
  const low = Math.min(...ends.map(([least]) => least));
  const high = Math.max(...ends.map(([, greatest]) => greatest));
  if (!(low < high) || log) return { low, high };
  const step = roundStep((high - low) / 10);
  // Multiplied by the inverse of a small step, as d3 does: 0.45 is nine times 0.05.
  const inverse = Math.round(1 / step);
  return step < 1
    ? { low: Math.floor(low * inverse) / inverse, high: Math.ceil(high * inverse) / inverse }
    : { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step };
}

/** The step that d3 rounds the ends of an axis to. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const error = rough / power;
  if (error >= Math.sqrt(50)) return power * 10;
  if (error >= Math.sqrt(10)) return power * 5;
  return error >= Math.SQRT2 ? power * 2 : power;
}

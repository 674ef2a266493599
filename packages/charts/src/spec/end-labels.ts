import { placeLabels } from '../braille/place-labels.ts';
import { placeOf } from '../braille/scale.ts';
import type { Curve, LineChart, Measure } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { nameHeight } from './layout.ts';

/** Where the names at the ends of curves stand, moved apart; those of curves without a number are left out. */
export interface EndLabels {
  /** From 0 at the top to 1. */
  readonly places: ReadonlyMap<Curve, number>;
  /** By panel: of how many curves how many names found no room. */
  readonly hidden: readonly { readonly count: number; readonly of: number }[];
}

/** Places the names at the ends of the curves of all panels, which are so many pixels high. */
export function endLabels({ curves, panels }: LineChart, height: number): EndLabels {
  const byPanel = panels.map((panel, index) => {
    const own = curves.filter((curve) => curve.panel === index);
    return { own, found: placed(own, panel, height) };
  });
  return {
    places: new Map(byPanel.flatMap(({ found }) => [...found])),
    hidden: byPanel.map(({ own, found }) => ({ count: own.length - found.size, of: own.length })),
  };
}

function placed(curves: readonly Curve[], panel: Measure, height: number): ReadonlyMap<Curve, number> {
  const axis = { ...shownRange(curves, panel), log: panel.log };
  const ends = curves.flatMap((curve) => {
    const end = curve.y.findLast((value) => Number.isFinite(value) && (!panel.log || value > 0));
    if (end === undefined) return [];
    const place = axis.low < axis.high ? placeOf(axis, end) : 0.5;
    return [{ curve, row: ((1 - place) * height) / nameHeight - 0.5 }];
  });
  const rows = Math.floor(height / nameHeight);
  const sorted = ends.toSorted((a, b) => a.row - b.row);
  // Where there are too many, those in the middle are the ones that nobody looks for.
  const fromBothEnds = sorted.map((_, at) => (at % 2 === 0 ? sorted[at / 2] : sorted[sorted.length - (at + 1) / 2]));
  const wanted = fromBothEnds.flatMap((end, at) =>
    end === undefined ? [] : [{ row: end.row, text: String(at), color: 0 }],
  );
  const found = new Map<Curve, number>();
  for (const [row, { text }] of placeLabels(wanted, rows)) {
    const end = fromBothEnds[Number(text)];
    if (end !== undefined) found.set(end.curve, Number((((row + 0.5) * nameHeight) / height).toFixed(4)));
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

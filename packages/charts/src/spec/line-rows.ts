import { bottomOf, isCut } from '../model/band-edge.ts';
import type { Curve, LineChart } from '../model/chart.ts';
import { hasPlace } from '../model/measures.ts';
import type { Axis } from './axis.ts';
import type { EndLabels } from './end-labels.ts';
import { finiteOrNull, isoTime, type Row } from './spec.ts';

/** The rows of a curve: a point each, the last of them with the place of its name. */
export function rowsOf(
  curve: Curve,
  chart: LineChart,
  axis: Axis,
  ends: EndLabels | undefined,
  factor = 1,
): readonly Row[] {
  const { panels, series, x, curves } = chart;
  const panel = panels[curve.panel];
  const isLog = panel?.log === true;
  const [end, last] = [ends?.places.get(curve), curve.y.length - 1];
  const isNone = curves.find((each) => each.panel === curve.panel) === curve && isEmpty(chart, curve.panel);
  const shown = (value: number | undefined) =>
    finiteOrNull(value === undefined || (isLog && !(value > 0)) ? Number.NaN : value * factor);
  const bottom = isCut(curve, chart) ? bottomOf(chart, curve.panel) : Number.NaN;
  const isAnyCut = curves.some((each) => isCut(each, chart));
  const hasDots = isFew(curve) && !curves.every(isFew);
  return Array.from(curve.y, (value, at): Row => {
    const place = (curve.x[at] ?? Number.NaN) * axis.factor;
    return {
      ...(panels.length > 1 ? { panel: panel?.title ?? '' } : {}),
      series: series.labels[curve.series] ?? '',
      x: finiteOrNull(x.log && !(place > 0) ? Number.NaN : place),
      ...(axis.type === 'temporal' ? { at: isoTime(place) } : {}),
      value: shown(value),
      ...badness(curve, at, axis.factor, isLog),
      ...(isNone && at === 0 ? { none: 1 } : {}),
      ...(end !== undefined && at === last ? { end } : {}),
      ...(isLone(curve.y, at) ? { lone: 1 } : {}),
      ...(hasDots ? { few: 1 } : {}),
      ...(curve.raw === undefined ? {} : { raw: shown(curve.raw[at]) }),
      ...(curve.lo === undefined ? {} : { lo: shown(atLeast(bottom, curve.lo[at])) }),
      ...(curve.lo === undefined || !isAnyCut ? {} : { from: finiteOrNull((curve.lo[at] ?? Number.NaN) * factor) }),
      ...(curve.hi === undefined ? {} : { hi: shown(curve.hi[at]) }),
      ...(curve.n === undefined ? {} : { n: finiteOrNull(curve.n[at]) }),
    };
  });
}

/** A low edge that has no place stands at the bottom of the axis, where it is drawn to. */
function atLeast(bottom: number, low = Number.NaN): number {
  return low <= 0 && !Number.isNaN(bottom) ? bottom : low;
}

/** What is said of a value that a log axis has no place for. */
export const notAbove = 'not above 0';

/** The first of points that have no place tells why, and until where; the others do not stand in its way. */
function badness({ x, y }: Curve, at: number, factor: number, isLog: boolean): Row {
  const why = (index: number) => whyNot(y[index] ?? Number.NaN, isLog);
  const bad = why(at);
  if (bad === undefined || (at > 0 && bad === why(at - 1))) return {};
  let last = at;
  while (last + 1 < y.length && bad === why(last + 1)) last++;
  return { bad, ...(last > at ? { until: finiteOrNull((x[last] ?? Number.NaN) * factor) } : {}) };
}

/** Why a value has no place; undefined where it has one. */
export function whyNot(value: number, isLog: boolean): string | undefined {
  if (!Number.isFinite(value)) return String(value);
  return isLog && value <= 0 ? notAbove : undefined;
}

/** Whether a curve has so few points that each of them has a dot. */
export function isFew({ x }: Curve): boolean {
  return x.length <= 30;
}

/** A point between two gaps: no line shows it. */
export function isLone(values: Float64Array, at: number): boolean {
  const isThere = (index: number) => Number.isFinite(values[index] ?? Number.NaN);
  return isThere(at) && !isThere(at - 1) && !isThere(at + 1);
}

/** Whether no value of a panel can be drawn. */
export function isEmpty({ curves, panels }: LineChart, panel: number): boolean {
  const measure = panels[panel];
  return curves.every(
    (curve) => curve.panel !== panel || !curve.y.some((value) => measure === undefined || hasPlace(measure, value)),
  );
}

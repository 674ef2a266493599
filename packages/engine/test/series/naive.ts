// Values of a series as the language describes them, over plain arrays, one thought a line.

export interface Point {
  readonly step: number;
  readonly time: number;
  readonly value: number;
}

/** Points in order of steps. */
export type Points = readonly Point[];

/** A condition at a point; null is unknown. */
export type Truth = boolean | null;

const numbersOf = (points: Points) => points.map(({ value }) => value).filter((value) => !Number.isNaN(value));

/** What is asked of the numbers of a series: NaN where there are none but points, missing without points. */
function ofNumbers(points: Points, ask: (values: readonly number[]) => number | null): number | null {
  if (points.length === 0) return null;
  const values = numbersOf(points);
  return values.length === 0 ? Number.NaN : ask(values);
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));

export const count = (points: Points) => points.length;
export const last = (points: Points) => points.at(-1)?.value ?? null;
export const first = (points: Points) => points[0]?.value ?? null;
export const min = (points: Points) => ofNumbers(points, least);
export const max = (points: Points) => ofNumbers(points, greatest);
export const sum = (points: Points) => ofNumbers(points, sumOf);
export const mean = (points: Points) => ofNumbers(points, (values) => sumOf(values) / values.length);

export function argmin(points: Points): number | null {
  return ofNumbers(points, (values) => points.find(({ value }) => value === least(values))?.step ?? null);
}

export function argmax(points: Points): number | null {
  return ofNumbers(points, (values) => points.find(({ value }) => value === greatest(values))?.step ?? null);
}

/** The sample's. */
export function variance(points: Points): number | null {
  return ofNumbers(points, (values) => {
    if (values.length < 2) return null;
    const middle = sumOf(values) / values.length;
    return sumOf(values.map((value) => (value - middle) ** 2)) / (values.length - 1);
  });
}

export function std(points: Points): number | null {
  const of = variance(points);
  return of === null ? null : Math.sqrt(of);
}

export function quantile(points: Points, share: number): number | null {
  return ofNumbers(points, (values) => between(values, share));
}

export const median = (points: Points) => quantile(points, 0.5);

function between(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const place = (sorted.length - 1) * share;
  const [a = Number.NaN, b = Number.NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return a === b ? a : a + (b - a) * (place - Math.floor(place));
}

/** Least squares, per step. */
export function slope(points: Points): number | null {
  return ofNumbers(points, (values) => {
    if (values.length < 2) return null;
    const some = points.filter(({ value }) => !Number.isNaN(value));
    const x = sumOf(some.map(({ step }) => step)) / some.length;
    const y = sumOf(values) / values.length;
    const both = sumOf(some.map(({ step, value }) => (step - x) * (value - y)));
    return both / sumOf(some.map(({ step }) => (step - x) ** 2));
  });
}

export function any(points: Points, holds: (value: number) => Truth): Truth {
  const truths = points.map(({ value }) => holds(value));
  if (truths.length === 0) return null;
  return truths.includes(true) ? true : truths.includes(null) ? null : false;
}

export function all(points: Points, holds: (value: number) => Truth): Truth {
  const truths = points.map(({ value }) => holds(value));
  if (truths.length === 0) return null;
  return truths.includes(false) ? false : truths.includes(null) ? null : true;
}

export const countOf = (points: Points, holds: (value: number) => Truth) =>
  points.filter(({ value }) => holds(value) === true).length;
export const stepWhen = (points: Points, holds: (value: number) => Truth) =>
  points.find(({ value }) => holds(value) === true)?.step ?? null;
export const timeWhen = (points: Points, holds: (value: number) => Truth) =>
  points.find(({ value }) => holds(value) === true)?.time ?? null;

/** A comparison of what may be NaN. */
export const above = (bound: number) => (value: number) => (Number.isNaN(value) ? null : value > bound);

export const within = (points: Points, from: number, to: number) =>
  points.filter(({ step }) => step >= from && step <= to);
export const duringTime = (points: Points, from: number, to: number) =>
  points.filter(({ time }) => time >= from && time <= to);
export const firstPoints = (points: Points, size: number) => points.slice(0, size);
export const lastPoints = (points: Points, size: number) => points.slice(Math.max(0, points.length - size));

export function firstSeconds(points: Points, seconds: number): Points {
  const start = least(points.map(({ time }) => time).concat(Infinity));
  return points.filter(({ time }) => time <= start + seconds * 1e6);
}

export function lastSeconds(points: Points, seconds: number): Points {
  const end = greatest(points.map(({ time }) => time).concat(-Infinity));
  return points.filter(({ time }) => time >= end - seconds * 1e6);
}

export function firstPercent(points: Points, percent: number): Points {
  const [low = 0, high = 0] = [points[0]?.step, points.at(-1)?.step];
  return points.filter(({ step }) => step <= low + (high - low) * (percent / 100));
}

export function lastPercent(points: Points, percent: number): Points {
  const [low = 0, high = 0] = [points[0]?.step, points.at(-1)?.step];
  return points.filter(({ step }) => step >= high - (high - low) * (percent / 100));
}

/** The steps that both have, with the later of their times. */
export function together(a: Points, b: Points, compute: (a: number, b: number) => number): Points {
  return a.flatMap(({ step, time, value }) => {
    const other = b.find((point) => point.step === step);
    return other === undefined ? [] : [{ step, time: Math.max(time, other.time), value: compute(value, other.value) }];
  });
}

/** Every point replaced by a weighted mean of points around it; NaN stays. */
function smooth(points: Points, weight: (of: Point, at: Point, distance: number) => number): Points {
  return points.map((at, i) => {
    if (Number.isNaN(at.value)) return at;
    const weighed = points.flatMap((of, j) => {
      const w = Number.isNaN(of.value) ? 0 : weight(of, at, i - j);
      return w === 0 ? [] : [{ w, value: of.value }];
    });
    const total = sumOf(weighed.map(({ w }) => w));
    return { ...at, value: sumOf(weighed.map(({ w, value }) => (w / total) * value)) };
  });
}

/** Only the finite points, smoothed; the others as they are, in their places. */
function ofFinite(points: Points, smoothed: (finite: Points) => Points): Points {
  const made = new Map(smoothed(points.filter(({ value }) => Number.isFinite(value))).map((p) => [p.step, p]));
  return points.map((point) => made.get(point.step) ?? point);
}

export const ema = (points: Points, w: number) =>
  ofFinite(points, (finite) => smooth(finite, (_, __, age) => (age < 0 ? 0 : w ** age)));

export function twema(points: Points, p: number): Points {
  const w = Math.min(Math.sqrt(p), 0.999);
  const range = (points.at(-1)?.step ?? 0) - (points[0]?.step ?? 0);
  return ofFinite(points, (finite) =>
    smooth(finite, (of, at) => (of.step > at.step ? 0 : of === at ? 1 : w ** (((at.step - of.step) / range) * 1000))),
  );
}

export const rollingMean = (points: Points, size: number) =>
  smooth(points, (_, __, distance) => (Math.abs(distance) <= Math.floor(size / 2) ? 1 : 0));

export function rollingMedian(points: Points, size: number): Points {
  const half = Math.floor(size / 2);
  return points.map((at, i) => {
    const around = numbersOf(points.slice(Math.max(0, i - half), i + half + 1));
    return Number.isNaN(at.value) ? at : { ...at, value: between(around, 0.5) };
  });
}

export const gaussian = (points: Points, s: number) =>
  smooth(points, (of, at) => {
    const d = Math.abs(of.step - at.step);
    return d > 4 * s ? 0 : Math.exp(-(d * d) / (2 * s * s));
  });

import type { PlotAxis } from './plot-types.ts';

/** The round values of a linear axis, about as many as wanted: multiples of 1, 2 or 5 times a power of ten. */
export function roundTicks({ low, high }: PlotAxis, wanted: number, leastStep = 0): readonly number[] {
  return multiples(low, high, Math.max(roundStep((high - low) / Math.max(wanted, 1)), leastStep));
}

/** The round values of an axis of seconds: multiples of what clocks count in. */
export function durationTicks(axis: PlotAxis, wanted: number): readonly number[] {
  const rough = (axis.high - axis.low) / Math.max(wanted, 1);
  const step = clockSteps.find((seconds) => seconds >= rough) ?? day * roundStep(rough / day);
  return rough < 1 ? roundTicks(axis, wanted) : multiples(axis.low, axis.high, step);
}

/** Powers of ten, about as many as wanted; 2 and 5 times them where there are few; round values where there is none. */
export function logTicks(axis: PlotAxis, wanted: number): readonly number[] {
  const first = Math.ceil(Math.log10(axis.low) - 1e-9);
  const last = Math.floor(Math.log10(axis.high) + 1e-9);
  const decades = last - first + 1;
  if (decades < 2) {
    const finer = [first - 1, first, last].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
    const inside = [...new Set(finer)].filter((value) => value >= axis.low && value <= axis.high);
    return inside.length >= 2 ? inside : roundTicks(axis, wanted);
  }
  const stride = Math.ceil(decades / Math.max(wanted, 1));
  return Array.from({ length: Math.floor((decades - 1) / stride) + 1 }, (_, at) => 10 ** (first + at * stride));
}

const day = 86_400;
const clockSteps: readonly number[] = [
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1800,
  3600,
  7200,
  10_800,
  21_600,
  43_200,
  day,
  2 * day,
  7 * day,
];

function roundStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 5].find((d) => d * power >= rough * (1 - 1e-9)) ?? 10;
  return digit * power;
}

function multiples(low: number, high: number, step: number): readonly number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  if (!(last >= first) || last - first > 1000) return [];
  // Dividing by the inverse of a small step keeps 0.3 what it is; multiplying gives 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, at) =>
    step < 1 ? (first + at) / Math.round(1 / step) : (first + at) * step,
  );
}

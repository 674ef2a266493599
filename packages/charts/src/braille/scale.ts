import type { PlotAxis } from './plot-types.ts';

/** Where a value stands on an axis: 0 at its low end, 1 at its high end, NaN where it has no place. */
export function placeOf({ low, high, log }: PlotAxis, value: number): number {
  if (log) return value > 0 ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low)) : Number.NaN;
  // Halved, so that the span of huge values is no infinity.
  return (value / 2 - low / 2) / (high / 2 - low / 2);
}

/** The value at a place of an axis. */
export function valueAtPlace({ low, high, log }: PlotAxis, place: number): number {
  if (log) return Math.exp(Math.log(low) + place * (Math.log(high) - Math.log(low)));
  return low * (1 - place) + high * place;
}

/** An axis that shows these values, with some room where they are all the same; `least` is above zero on a log axis. */
export function axisOver(least: number, greatest: number, log: boolean): PlotAxis {
  if (!(least <= greatest)) return { low: log ? 1 : 0, high: log ? 10 : 1, log };
  if (least < greatest) return { low: least, high: greatest, log };
  if (log) return { low: least / 2, high: greatest * 2, log };
  const room = least === 0 ? 1 : Math.abs(least) * 0.1;
  return { low: least - room, high: greatest + room, log };
}

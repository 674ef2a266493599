import type { Summary } from '../writer/summary.ts';

/** One point as a test writes it. */
export interface TestPoint {
  readonly step: number;
  readonly time: number;
  readonly value: number;
  readonly order: number;
}

/** What survives of points written in this order: of a step's the one with the greatest order, of equals the last. */
export function surviving(points: readonly TestPoint[]): readonly TestPoint[] {
  const byStep = new Map<number, TestPoint>();
  for (const point of points) {
    const step = point.step + 0;
    const before = byStep.get(step);
    if (before === undefined || point.order >= before.order) byStep.set(step, { ...point, step });
  }
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

/** The summary as its definition has it, slowly. */
export function naiveSummary(points: readonly TestPoint[]): Summary {
  const alive = surviving(points);
  const [first, last] = [alive[0], alive.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no points');
  const numbers = alive.filter((point) => !Number.isNaN(point.value));
  const mean = numbers.reduce((sum, point) => sum + point.value, 0) / numbers.length;
  const min = Math.min(...numbers.map((point) => point.value));
  const max = Math.max(...numbers.map((point) => point.value));
  const stepOf = (value: number) => numbers.find((point) => point.value === value)?.step ?? Number.NaN;
  return {
    n: alive.length,
    nNan: alive.length - numbers.length,
    first: first.value,
    last: last.value,
    firstStep: first.step,
    lastStep: last.step,
    firstTime: Math.min(...alive.map((point) => point.time)),
    lastTime: Math.max(...alive.map((point) => point.time)),
    finite:
      numbers.length === 0
        ? undefined
        : {
            min,
            max,
            argmin: stepOf(min),
            argmax: stepOf(max),
            sum: numbers.reduce((sum, point) => sum + point.value, 0),
            m2: numbers.reduce((sum, point) => sum + (point.value - mean) ** 2, 0),
          },
  };
}

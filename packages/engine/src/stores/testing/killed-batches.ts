import type { Batch } from '../write.ts';
import type { TestPoint } from './reference.ts';

export const killedSource = 'test';
export const killedProject = 'killed';

/** How many runs the batches of the kill test are spread over. */
export const killedRuns = 4;

/** Points of batch `number` for a metric: a stretch beyond all earlier ones, and one that replaces an earlier point. */
export function killedPoints(number: number): readonly TestPoint[] {
  const point = (step: number): TestPoint => ({
    step,
    time: 1_700_000_000_000_000 + number * 1000 + step,
    value: number + step / 1000,
    order: number,
  });
  const fresh = Array.from({ length: 50 }, (_, i) => point(number * 50 + i));
  return number % 3 === 0 ? [...fresh, point(number * 25)] : fresh;
}

/** The metrics of batch `number`; new ones appear as the numbers grow. */
export function killedMetrics(number: number): readonly string[] {
  return ['loss', `m${Math.floor(number / 7)}`];
}

/** What the child of the kill test writes as its batch `number`. */
export function killedBatch(number: number): Batch {
  const column = (pick: (point: TestPoint) => number) => Float64Array.from(killedPoints(number), pick);
  return {
    source: killedSource,
    project: killedProject,
    runs: [
      {
        sourceId: `run${number % killedRuns}`,
        params: [
          { name: 'last', type: 'number', text: String(number) },
          { name: `p${number}`, type: 'text', text: 'x' },
        ],
      },
    ],
    points: killedMetrics(number).map((metric) => ({
      run: 0,
      metric,
      steps: column((point) => point.step),
      times: column((point) => point.time),
      values: column((point) => point.value),
      order: column((point) => point.order),
    })),
    positions: [{ key: 'at', position: number }],
  };
}

import { expect, test } from 'vitest';
import { progressLine } from './progress.ts';

test('a line of progress shows the share, the points and the rate, and never wraps', () => {
  const source = { kind: 'tensorboard', path: '/runs' } as const;
  const event = { ...source, bytes: 50, totalBytes: 200, points: 3_300_000 };
  expect(progressLine(event, 1000, 100)).toBe('██████░░░░░░░░░░░░░░░░░░  25%  3.3M points  3.3M points/s');
  expect(progressLine({ ...source, bytes: 0, totalBytes: 0, points: 0 }, 0, 100)).toBe('0 points  0 points/s');
  expect(progressLine(event, 1000, 20)).toHaveLength(20);
});

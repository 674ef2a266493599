import type { SourceReport } from '@xt/ingest';
import { expect, test } from 'vitest';
import { skippedLine, sourceLine } from './import-lines.ts';

const report: SourceReport = {
  kind: 'tensorboard',
  path: '/runs',
  projects: [{ name: 'digits', runs: 15, points: 12_000 }],
  runs: 15,
  newRuns: 1,
  changedRuns: 2,
  points: 12_000,
  superseded: 0,
  artifacts: 0,
  skipped: [],
  notes: [],
  lasting: [],
  damaged: false,
};

test('one line says what came in from a source, and where it went', () => {
  expect(sourceLine(report, false)).toBe('tensorboard /runs: 15 runs (1 new), 12,000 new points, in project `digits`');
  expect(sourceLine({ ...report, artifacts: 1, superseded: 2, projects: [] }, false)).toBe(
    'tensorboard /runs: 15 runs (1 new), 12,000 new points, 1 artifact, 2 points superseded',
  );
  const projects = [1, 2, 3, 4, 5, 6, 7].map((n) => ({ name: `p${n}`, runs: 1, points: 1 }));
  expect(sourceLine({ ...report, projects }, false)).toMatch(/in projects `p1`, `p2`, `p3`, `p4`, `p5` and 2 more$/);
});

test('a dry run says what would come in, or that nothing would', () => {
  const line = (changes: Partial<SourceReport>): string =>
    sourceLine({ ...report, projects: [], newRuns: 0, changedRuns: 0, points: 0, ...changes }, true);
  expect(line({})).toBe('tensorboard /runs: nothing new, its 15 runs are in already');
  expect(line({ runs: 1 })).toBe('tensorboard /runs: nothing new, its run is in already');
  expect(line({ newRuns: 15, points: 12_000, artifacts: 1 })).toBe(
    'tensorboard /runs: would bring in 15 new runs, 12,000 points, 1 artifact',
  );
  expect(line({ points: 7, changedRuns: 1 })).toBe(
    'tensorboard /runs: would bring in 7 points, more of 1 run that is in already',
  );
  expect(line({ changedRuns: 2 })).toBe('tensorboard /runs: would bring in more of 2 runs that are in already');
});

test('one line says where a file is damaged, and why', () => {
  const reason = 'wrong checksum of a length';
  expect(skippedLine('/runs', { file: 'a/events', offset: 1234, reason, count: 1 })).toBe(
    'damaged: /runs/a/events, byte 1234: wrong checksum of a length',
  );
  expect(skippedLine('/runs', { file: '/x/meta.yaml', line: 3, reason: 'no number', count: 9 })).toBe(
    'damaged: /x/meta.yaml, line 3: no number (9 times, here first)',
  );
});

import type { SourceReport } from '@xt/ingest';
import { expect, test } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { createTally } from './tally.ts';

test('the closing line counts all that came in, also what is not there any more', async () => {
  let said = '';
  const write = async (text: string | Uint8Array) => {
    said += String(text);
  };
  const tally = createTally({ quiet: true, out: { write } } as unknown as Terminal);
  const report = (runs: number, newRuns: number, points: number) => {
    const source: SourceReport = {
      kind: 'tensorboard',
      path: '/logs',
      runs,
      newRuns,
      changedRuns: 0,
      points,
      superseded: 0,
      artifacts: 0,
      projects: [],
      skipped: [],
      notes: [],
      lasting: [],
      damaged: false,
    };
    return { sources: [source], damaged: false };
  };
  await tally.whole(report(1, 0, 0));
  tally.part(report(2, 2, 30));
  tally.part(report(1, 1, 10));
  await tally.summary(report(2, 1, 9));
  expect(said).toBe('tensorboard /logs: 5 runs (4 new), 49 new points\n');
});

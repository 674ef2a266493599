import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';
import { curveNotes } from './curve-notes.ts';
import type { StepResult } from './results.ts';

test('a run whose points sampling dropped has points', () => {
  const { value } = compile('curves val.acc of runs sample 4 lttb', worldCatalog(), ann);
  if (value?.steps.kind !== 'curves') throw new Error('no curves');
  const { rows, curves } = value.steps;
  const none = { steps: new Float64Array(0), times: new Float64Array(0), values: new Float64Array(0) };
  const empty = { ...none, x: new Float64Array(0), series: 0, unplaced: 0, unpaired: 0 };
  const results = new Map<number, StepResult>([
    [rows, { kind: 'runs', runs: Uint32Array.of(1, 2) }],
    [
      curves,
      {
        kind: 'curves',
        curves: [
          { ...empty, run: 1, of: 6 },
          { ...empty, run: 2, of: 0 },
        ],
      },
    ],
  ]);
  expect(curveNotes(value.steps, results, undefined).map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "1 of 2 runs has no points of \`val.acc\`",
      "0 of the 6 points of 1 curve are shown: those that keep the shape, by largest triangles",
    ]
  `);
});

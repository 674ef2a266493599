import type { Diagnostic } from '@xt/grammar';
import type { Table } from '../arrow/index.ts';
import type { Steps } from '../plan/steps.ts';
import { assemble } from './assemble.ts';
import { assembleCompare } from './assemble-compare.ts';
import { assembleCurves } from './assemble-curves.ts';
import { assembleGroups } from './assemble-groups.ts';
import { assembleTable } from './assemble-table.ts';
import { curveNotes } from './curve-notes.ts';
import { countOf, type Results } from './results.ts';

/** The rows of an answer, how many there would be without a limit on what is shown, and what was left out of them. */
export interface Made {
  readonly table: Table;
  readonly rows: number;
  readonly notes: readonly Diagnostic[];
}

/** Makes the answer of the results of all steps. */
export function makeAnswer(steps: Steps, results: Results): Made {
  switch (steps.kind) {
    case 'runs':
      return { table: assemble(steps, results), rows: countOf(results, steps.all), notes: [] };
    case 'groups':
      return assembleGroups(steps, results);
    case 'compare':
      return assembleCompare(steps, results);
    case 'curves':
      return { ...assembleCurves(steps, results), notes: curveNotes(steps, results) };
    case 'table':
      return { ...assembleTable(steps, results), notes: [] };
  }
}

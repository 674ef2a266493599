import type { Diagnostic } from '@xt/grammar';
import type { Table } from '../arrow/index.ts';
import type { Samples } from '../arrow/shape.ts';
import type { Steps, TableSteps } from '../plan/steps.ts';
import { assemble } from './assemble.ts';
import { assembleArtifacts } from './assemble-artifacts.ts';
import { assembleCompare } from './assemble-compare.ts';
import { assembleCurves } from './assemble-curves.ts';
import { assembleDiff, assembleTextDiff } from './assemble-diff.ts';
import { assembleGroups } from './assemble-groups.ts';
import { assembleTable } from './assemble-table.ts';
import { curveNotes } from './curve-notes.ts';
import { answerNote, countText } from './diagnostics.ts';
import { countOf, listedOf, type Results } from './results.ts';

/** The rows of an answer, how many there would be without a limit on what is shown, and what was left out of them. */
export interface Made {
  readonly table: Table;
  readonly rows: number;
  readonly notes: readonly Diagnostic[];
  /** The finite values of the runs on each side of a comparison. */
  readonly samples?: Samples;
}

/** Makes the answer of the results of all steps. */
export function makeAnswer(steps: Steps, results: Results): Made {
  const made = makeRows(steps, results);
  return { ...made, notes: [...made.notes, ...relativeNotes(results)] };
}

function makeRows(steps: Steps, results: Results): Made {
  switch (steps.kind) {
    case 'runs':
      return { table: assemble(steps, results), rows: countOf(results, steps.all), notes: [] };
    case 'groups':
      return assembleGroups(steps, results);
    case 'compare':
      return assembleCompare(steps, results);
    case 'curves': {
      const { groups, ...made } = assembleCurves(steps, results);
      return { ...made, notes: curveNotes(steps, results, groups) };
    }
    case 'artifacts':
      return { ...assembleArtifacts(steps, results), notes: [] };
    case 'diff':
      return assembleDiff(steps, results);
    case 'text-diff':
      return assembleTextDiff(steps, results);
    case 'table':
      return { ...assembleTable(steps, results), notes: tableNotes(steps, results) };
  }
}

function tableNotes({ rows }: TableSteps, results: Results): readonly Diagnostic[] {
  const { listing } = listedOf(results, rows).listed;
  const { elsewhere = 0 } = listing;
  return [
    ...(listing.hasCycle === true ? [answerNote('lineage-cycle', undefined, {})] : []),
    ...(elsewhere === 0 ? [] : [answerNote('kin-elsewhere', undefined, { runs: countText(elsewhere) })]),
  ];
}

/** Of which runs only one of several parents or roots was asked. */
function relativeNotes(results: Results): readonly Diagnostic[] {
  const counts = new Map<string, number>();
  for (const result of results.values()) {
    if (result.kind !== 'relatives') continue;
    for (const [path, runs] of result.found.several ?? []) counts.set(path, Math.max(counts.get(path) ?? 0, runs));
  }
  return [...counts].flatMap(([path, runs]) =>
    runs === 0 ? [] : [answerNote('several-parents', undefined, { runs: countText(runs), path })],
  );
}

import type { Diagnostic } from '../diagnostic.ts';
import { limits } from '../limits.ts';
import { printClause } from '../print/print-query.ts';
import type { Clause, Source } from '../syntax.ts';
import { missingValue } from './off-clause.ts';
import { belongs, placeHint } from './places.ts';
import { problem } from './problem.ts';

/** One problem for each clause that the source does not have. */
export function placeProblems(source: Source, clauses: readonly Clause[], written: string): readonly Diagnostic[] {
  return clauses
    .filter((clause) => !belongs(clause.kind, source.kind))
    .slice(0, limits.problems)
    .map((clause) => swallowed(clause, written) ?? misplaced(clause, source));
}

function misplaced(clause: Clause, source: Source): Diagnostic {
  const text = printClause(clause);
  const hint = source.kind === 'compare' ? `choose runs in parentheses: \`(runs ${text})\`` : placeHint(clause, text);
  const name = source.kind === 'subquery' ? 'runs' : source.kind;
  return problem('misplaced-clause', clause.span, { clause: text, source: name, hint });
}

/** Of `where sort by x`: `sort` was taken for the condition, and `by x` is what is left. */
function swallowed(clause: Clause, written: string): Diagnostic | undefined {
  if (clause.kind !== 'by') return undefined;
  const from = Math.max(0, clause.span.start - 40);
  const word = /\b(sort|order|group)\s*$/i.exec(written.slice(from, clause.span.start));
  if (word?.[1] === undefined) return undefined;
  const start = from + word.index;
  return missingValue({ start, end: start + word[1].length }, word[1], 'before');
}

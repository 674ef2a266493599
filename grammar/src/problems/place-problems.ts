import type { Diagnostic } from '../diagnostic.ts';
import { printClause } from '../print/print-query.ts';
import type { Clause, Source } from '../syntax.ts';
import { belongs, placeHint } from './places.ts';
import { problem } from './problem.ts';

/** One problem for each clause that the source does not have. */
export function placeProblems(source: Source, clauses: readonly Clause[]): readonly Diagnostic[] {
  return clauses
    .filter((clause) => !belongs(clause.kind, source.kind))
    .map((clause) => {
      const text = printClause(clause);
      const hint =
        source.kind === 'compare' ? `choose runs in parentheses: \`(runs ${text})\`` : placeHint(clause, text);
      return problem('misplaced-clause', clause.span, { clause: text, source: nameOf(source), hint });
    });
}

function nameOf(source: Source): string {
  return source.kind === 'subquery' ? 'runs' : source.kind;
}

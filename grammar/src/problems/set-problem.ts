import type { Diagnostic } from '../diagnostic.ts';
import type { Query } from '../syntax.ts';
import { problem } from './problem.ts';

/** What is wrong with a query in parentheses as a set of runs: its rows must be runs. */
export function setProblem({ source, clauses }: Query): Diagnostic | undefined {
  if (source.kind !== 'runs' && source.kind !== 'run' && source.kind !== 'subquery') {
    return problem('not-runs', source.span, { found: source.kind });
  }
  const group = clauses.find((clause) => clause.kind === 'group');
  return group === undefined ? undefined : problem('not-runs', group.span, { found: 'group by' });
}

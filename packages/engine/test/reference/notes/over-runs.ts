import { type Clause, type Column, type Expression, printExpression, type Query } from '@xt/grammar';
import { isScalarCall } from '../evaluate.ts';

/** What is computed over the runs of a group. */
export interface OverRuns {
  readonly name: string;
  readonly item: Expression | undefined;
  /** The function as it is written; a `best run by` is none. */
  readonly call: Extract<Expression, { readonly kind: 'call' }> | undefined;
}

/** The clauses that choose runs, and those from where there are groups on. */
export function splitAtGroups({ source, clauses }: Query): {
  readonly choosing: readonly Clause[];
  readonly after: readonly Clause[];
} {
  if (source.kind === 'curves') return { choosing: clauses, after: [] };
  const group = clauses.findIndex(({ kind }) => kind === 'group');
  const at = group < 0 ? clauses.findIndex(countsRuns) : group;
  return at < 0 ? { choosing: clauses, after: [] } : { choosing: clauses.slice(0, at), after: clauses.slice(at) };
}

/** `select count()` makes one group by itself. */
function countsRuns(clause: Clause): boolean {
  return (
    clause.kind === 'select' &&
    clause.columns.some((column) => column.kind === 'column' && printExpression(column.expression) === 'count()')
  );
}

/** The functions over runs of a clause after `group by`. */
export function overRuns(of: object): readonly OverRuns[] {
  if ('kind' in of && of.kind === 'group') return [];
  if ('kind' in of && of.kind === 'best-run') {
    const { key } = of as Extract<Column, { readonly kind: 'best-run' }>;
    return [{ name: 'best run', item: key.expression, call: undefined }];
  }
  if ('kind' in of && of.kind === 'call' && !isScalarCall(of as Expression)) {
    const call = of as Extract<Expression, { readonly kind: 'call' }>;
    return [{ name: call.name.text, item: call.arguments[0], call }];
  }
  return Object.values(of).flatMap((part) => (typeof part === 'object' && part !== null ? overRuns(part) : []));
}

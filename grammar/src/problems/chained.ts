import type { Diagnostic } from '../diagnostic.ts';
import { printExpression, printOperand } from '../print/print-expression.ts';
import type { Span } from '../source.ts';
import type { CompareOp, Expression } from '../syntax.ts';
import { problem } from './problem.ts';

/** A chain as `a < b < c`, already reported: where it is, and its last comparison. */
export interface Chain {
  readonly span: Span;
  readonly again: Expression;
  readonly diagnostic: Diagnostic;
}

const mirrored: Readonly<Record<CompareOp, CompareOp>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** What to say of `first` with another comparison behind it; `again` is that one over the first's right side. */
export function chainedProblem(span: Span, first: Expression, again: Expression): Diagnostic {
  const hint = `join two comparisons: \`${printExpression(nameFirst(first))} and ${printExpression(again)}\``;
  return problem('chained', span, { hint });
}

function nameFirst(compare: Expression): Expression {
  if (compare.kind !== 'compare' || compare.left.kind === 'path' || compare.right.kind !== 'path') return compare;
  return { ...compare, op: mirrored[compare.op], left: compare.right, right: compare.left };
}

/** What to say instead where the chain ends a `when`: `step when a > 0.9 < 9` means the step. */
export function chainedWhenProblem(when: Expression, { again }: Chain): Diagnostic {
  const rest = again.kind === 'compare' ? `${again.op} ${printOperand(again.right)}` : '…';
  return problem('chained', when.span, { hint: `\`(${printExpression(when)}) ${rest}\`` });
}

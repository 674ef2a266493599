import type { Diagnostic } from '../diagnostic.ts';
import { printOperand } from '../print/print-expression.ts';
import type { Span } from '../source.ts';
import type { Expression } from '../syntax.ts';
import { problem } from './problem.ts';

/** What to say of `compare x between runs where … and runs where …`; the span starts at `between`. */
export function bareCompareProblem(span: Span, value: Expression, written: string): Diagnostic {
  const sets = written.slice(span.start, span.end).replace(/^between\s+/i, '');
  const [, left, right] = /^(.*?)\s+and\s+(\(?runs?\b.*)$/is.exec(sets) ?? [];
  const example =
    left === undefined || right === undefined
      ? ['(runs where …)', '(runs where …)']
      : [inParens(left), inParens(right)];
  const hint = `\`compare ${printOperand(value)} between ${example.join(' and ')}\``;
  return problem('foreign', span, { written: 'between runs … and runs …', hint });
}

function inParens(set: string): string {
  return set.startsWith('(') ? set : `(${set})`;
}

import { cover, type Span } from '../source.ts';
import type { ArithmeticOp, Expression } from '../syntax.ts';

/** One operand of a chain of arithmetic: where its minus signs stand, and the operand after them. */
export interface Signed {
  readonly signs: readonly Span[];
  readonly operand: Expression;
}

export interface Operation {
  readonly op: ArithmeticOp | '//';
  readonly right: Signed;
}

/**
 * The tree of `a + b * -c ^ d`: `^` binds tightest and to the right, then the sign before it, then `* / %`, then `+ -`.
 * Sum, Prod, Sign and Pow of the grammar are one flat rule of the parser, so that nesting costs less stack.
 */
export function arithmeticTree(first: Signed, rest: readonly Operation[]): Expression {
  return foldLeft(foldLeft(foldPowers(first, rest), '*/%'), '+-').first;
}

interface Chain {
  readonly first: Expression;
  readonly rest: readonly { readonly op: Operation['op']; readonly right: Expression }[];
}

function foldPowers(first: Signed, rest: readonly Operation[]): Chain {
  const folded: { op: Operation['op']; right: Expression }[] = [];
  let exponent: Expression | undefined;
  for (let i = rest.length; i >= 0; i -= 1) {
    const operation = rest[i - 1];
    const { signs, operand } = operation?.right ?? first;
    const power = exponent === undefined ? operand : binary('^', operand, exponent);
    const value = signs.reduceRight(negated, power);
    if (operation === undefined) return { first: value, rest: folded.reverse() };
    exponent = operation.op === '^' ? value : undefined;
    if (operation.op !== '^') folded.push({ op: operation.op, right: value });
  }
  throw new Error('a chain of arithmetic has a first operand');
}

function foldLeft({ first, rest }: Chain, ops: string): Chain {
  const kept: { op: Operation['op']; right: Expression }[] = [];
  let start = first;
  for (const { op, right } of rest) {
    const last = kept.at(-1);
    if (!ops.includes(op.charAt(0))) kept.push({ op, right });
    else if (last === undefined) start = binary(op, start, right);
    else last.right = binary(op, last.right, right);
  }
  return { first: start, rest: kept };
}

function negated(item: Expression, sign: Span): Expression {
  return { kind: 'negate', span: cover(sign, item.span), item };
}

function binary(op: Operation['op'], left: Expression, right: Expression): Expression {
  const span = cover(left.span, right.span);
  if (op !== '//') return { kind: 'arithmetic', span, op, left, right };
  const quotient: Expression = { kind: 'arithmetic', span, op: '/', left, right };
  return { kind: 'call', span, name: { kind: 'word', span, text: 'floor' }, arguments: [quotient] };
}

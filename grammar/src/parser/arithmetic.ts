import { cover, type Span } from '../source.ts';
import type { ArithmeticOp, Expression } from '../syntax.ts';

/** One operand of a chain of arithmetic: where its minus signs stand, and the operand after them. */
export interface Signed {
  readonly signs: readonly Span[];
  readonly operand: Expression;
}

/** An operator of arithmetic; `//` of other languages is one until it is reported. */
export type Operator = ArithmeticOp | '//';

/** An operand and the operator before it, which the first one has not. */
export interface Operation {
  readonly op: Operator | undefined;
  readonly right: Signed;
}

/**
 * The tree of `a + b * -c ^ d`: `^` binds tightest and to the right, then the sign before it, then `* / %`, then `+ -`.
 * Sum, Prod, Sign and Pow of the grammar are one flat rule of the parser, so that nesting costs less stack.
 */
export function arithmeticTree(parts: readonly Operation[]): Expression {
  const [sum] = foldLeft(foldLeft(foldPowers(parts), ['*', '/', '//', '%']), ['+', '-']);
  if (sum === undefined) throw new Error('arithmetic has an operand');
  return sum.right;
}

/**
 * Counts, operator by operator, how deep a chain nests at least, whatever it is made of: sums nest each other, and so do
 * the products and powers of one of their terms.
 */
export function chainCounter(): (operator: string | undefined) => number {
  let [sums, products, powers] = [0, 0, 0];
  return (operator) => {
    const isPower = operator === '^' || operator === '**';
    const isSum = operator === '+' || operator === '-';
    powers = isPower ? powers + 1 : 0;
    products = isSum ? 0 : isPower || operator === undefined ? products : products + 1;
    sums = isSum ? sums + 1 : sums;
    return Math.max(sums, products, powers);
  };
}

interface Term {
  readonly op: Operator | undefined;
  right: Expression;
}

function foldPowers(parts: readonly Operation[]): readonly Term[] {
  const folded: Term[] = [];
  let exponent: Expression | undefined;
  for (const { op, right } of parts.toReversed()) {
    const power = exponent === undefined ? right.operand : binary('^', right.operand, exponent);
    const value = right.signs.reduceRight(negated, power);
    exponent = op === '^' ? value : undefined;
    if (op !== '^') folded.push({ op, right: value });
  }
  return folded.reverse();
}

/** Joins from the left what these operators stand between. */
function foldLeft(terms: readonly Term[], operators: readonly (Operator | undefined)[]): readonly Term[] {
  const folded: Term[] = [];
  for (const { op, right } of terms) {
    const left = folded.at(-1);
    if (left === undefined || op === undefined || !operators.includes(op)) folded.push({ op, right });
    else left.right = binary(op, left.right, right);
  }
  return folded;
}

function negated(item: Expression, sign: Span): Expression {
  return { kind: 'negate', span: cover(sign, item.span), item };
}

function binary(op: Operator, left: Expression, right: Expression): Expression {
  const span = cover(left.span, right.span);
  if (op !== '//') return { kind: 'arithmetic', span, op, left, right };
  const quotient: Expression = { kind: 'arithmetic', span, op: '/', left, right };
  return { kind: 'call', span, name: { kind: 'word', span, text: 'floor' }, arguments: [quotient] };
}

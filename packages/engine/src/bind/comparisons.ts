import { type CompareOp, type Expression, printExpression, type Span } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { negateIf } from './conditions.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { checkValue } from './known-values.ts';
import { wholeDay } from './literals.ts';
import { bindBeside, bindSides } from './operands.ts';
import { pairUp } from './pairs.ts';

type NodeOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** Binds `a < b` and its like; a day written without a time is the whole day. */
export function bindCompare(environment: Environment, node: NodeOf<'compare'>): BoundExpression | undefined {
  const [left, right] = bindSides(environment, node.left, node.right);
  if (left === undefined || right === undefined) return undefined;
  return compare(environment, node.op, { node: node.left, bound: left }, { node: node.right, bound: right }, node.span);
}

/** Binds `between A and B`, both ends included, as two comparisons. */
export function bindBetween(environment: Environment, node: NodeOf<'between'>): BoundExpression | undefined {
  const { span } = node;
  const [item, low] = bindSides(environment, node.item, node.low);
  const high = bindBeside(environment, node.high, item);
  if (item === undefined || low === undefined || high === undefined) return undefined;
  if (isGreater(low, high)) {
    const [from, to] = [printExpression(node.low), printExpression(node.high)];
    environment.report(problem('empty-range', { start: node.low.span.start, end: node.high.span.end }, { from, to }));
  }
  const of = { node: node.item, bound: item };
  const from = compare(environment, '>=', of, { node: node.low, bound: low }, span);
  const to = compare(environment, '<=', of, { node: node.high, bound: high }, span);
  if (from === undefined || to === undefined) return undefined;
  return negateIf(node.negated, { kind: 'and', type: 'bool', items: [from, to], span });
}

/** Of two constants of a type that has an order of numbers. */
function isGreater(low: BoundExpression, high: BoundExpression): boolean {
  if (low.kind !== 'constant' || high.kind !== 'constant' || low.type !== high.type) return false;
  return typeof low.value === 'number' && typeof high.value === 'number' && low.value > high.value;
}

interface Side {
  readonly node: Expression;
  readonly bound: BoundExpression;
}

/** The condition of two bound sides. */
export function compare(
  environment: Environment,
  op: CompareOp,
  left: Side,
  right: Side,
  span: Span,
): BoundExpression | undefined {
  const equality = op === '=' || op === '!=';
  if (
    equality &&
    !(checkValue(environment, left.bound, right.bound) && checkValue(environment, right.bound, left.bound))
  ) {
    return undefined;
  }
  const rightDay = left.bound.type === 'time' ? wholeDay(environment, right.node) : undefined;
  if (rightDay !== undefined) return compareDay(environment, op, left.bound, right, rightDay, span);
  const leftDay = right.bound.type === 'time' ? wholeDay(environment, left.node) : undefined;
  if (leftDay !== undefined) return compareDay(environment, flipped[op], right.bound, left, leftDay, span);
  return pairUp(environment, left.bound, right.bound, equality ? 'equal' : 'order', (a, b) => {
    return { kind: 'compare', type: 'bool', op, left: a, right: b, span };
  });
}

const flipped: Readonly<Record<CompareOp, CompareOp>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** `=` is inside the day, `>` after it, `<=` up to its end. */
function compareDay(
  environment: Environment,
  op: CompareOp,
  item: BoundExpression,
  side: Side,
  day: { readonly start: number; readonly end: number; readonly text: string },
  span: Span,
): BoundExpression {
  const at = (value: number): BoundExpression => ({ kind: 'constant', type: 'time', value, span: side.node.span });
  const test = (order: CompareOp, value: number): BoundExpression => {
    return { kind: 'compare', type: 'bool', op: order, left: item, right: at(value), span };
  };
  switch (op) {
    case '=':
      return { kind: 'and', type: 'bool', items: [test('>=', day.start), test('<', day.end)], span };
    case '!=':
      return { kind: 'or', type: 'bool', items: [test('<', day.start), test('>=', day.end)], span };
    case '<':
      return test('<', day.start);
    case '<=':
      return test('<', day.end);
    case '>=':
      return test('>=', day.start);
    case '>':
      environment.report(problem('after-the-day', side.node.span, { name: day.text }));
      return test('>=', day.end);
  }
}

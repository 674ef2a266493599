import type { ArithmeticOp, Expression, Span } from '@xt/grammar';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundExpression } from './bound.ts';
import { coerce, isOpen } from './coercion.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { reportMismatch } from './mismatch.ts';

type Arithmetic = Extract<Expression, { readonly kind: 'arithmetic' }>;

const micro = 1_000_000;

/** Binds `a + b` and its like: numbers, and times and durations as far as they make sense together. */
export function bindArithmetic(environment: Environment, node: Arithmetic): BoundExpression | undefined {
  const left = bindExpression(environment, node.left);
  const right = bindExpression(environment, node.right);
  if (left === undefined || right === undefined) return undefined;
  const { op, span } = node;
  const isTemporal = [left, right].some((side) => side.type === 'time' || side.type === 'duration');
  if (!isTemporal) {
    const a = coerce(environment, left, 'number');
    const b = coerce(environment, right, 'number');
    return a === undefined || b === undefined ? undefined : make(op, a, b, 'number', span);
  }
  const a = isOpen(left) ? coerce(environment, left, 'number') : left;
  const b = isOpen(right) ? coerce(environment, right, 'number') : right;
  if (a === undefined || b === undefined) return undefined;
  const type = temporalType(op, a.type, b.type);
  return type === undefined ? reportTemporal(environment, op, a, b) : make(op, a, b, type, span);
}

/** Binds `-a` of a number or duration. */
export function bindNegate(
  environment: Environment,
  node: Extract<Expression, { readonly kind: 'negate' }>,
): BoundExpression | undefined {
  const bound = bindExpression(environment, node.item);
  if (bound === undefined) return undefined;
  const item = bound.type === 'duration' ? bound : coerce(environment, bound, 'number');
  if (item === undefined) return undefined;
  const { span } = node;
  const { type } = item;
  if (item.kind === 'constant' && typeof item.value === 'number') return { ...item, value: -item.value, span };
  return { kind: 'negate', type, item, span };
}

function temporalType(op: ArithmeticOp, left: ValueType, right: ValueType): ValueType | undefined {
  switch (`${left} ${op} ${right}`) {
    case 'time - time':
    case 'duration + duration':
    case 'duration - duration':
    case 'duration % duration':
    case 'duration * number':
    case 'number * duration':
    case 'duration / number':
      return 'duration';
    case 'time + duration':
    case 'duration + time':
    case 'time - duration':
      return 'time';
    case 'duration / duration':
      return 'number';
    default:
      return undefined;
  }
}

/** `+`, `-` and `%` want a duration beside a time or duration, `*` and `/` a number, `^` two numbers. */
function reportTemporal(
  environment: Environment,
  op: ArithmeticOp,
  left: BoundExpression,
  right: BoundExpression,
): undefined {
  const isTemporal = (side: BoundExpression) => side.type === 'time' || side.type === 'duration';
  if (op === '*' || op === '/' || op === '^') {
    const time = [left, right].find((side) => side.type === 'time');
    const last = isTemporal(right) ? right : left;
    const other = [left, right].find((side) => !isTemporal(side) && side.type !== 'number');
    return reportMismatch(environment, other ?? time ?? last, 'number');
  }
  const other = [left, right].find((side) => side.type !== 'duration' && side.type !== 'time');
  const time = op === '%' && left.type === 'time' ? left : right;
  return reportMismatch(environment, other ?? time, 'duration');
}

/** Microseconds of times, seconds of durations: a constant is computed in the units of its type. */
function make(
  op: ArithmeticOp,
  left: BoundExpression,
  right: BoundExpression,
  type: ValueType,
  span: Span,
): BoundExpression {
  const values = [left, right].map((side) => (side.kind === 'constant' ? side.value : undefined));
  const [a, b] = values;
  const isKnown = typeof a === 'number' && typeof b === 'number';
  // JavaScript's power of 1 and not finite numbers is not that of IEEE 754.
  if (!isKnown || (op === '^' && !Number.isFinite(a + b))) return { kind: 'arithmetic', type, op, left, right, span };
  return { kind: 'constant', type, value: computeConstant(op, a, b, left.type, right.type), span };
}

function computeConstant(op: ArithmeticOp, a: number, b: number, left: ValueType, right: ValueType): number {
  if (left === 'time' && right === 'time') return (a - b) / micro;
  if (left === 'time') return compute(op, a, b * micro);
  return right === 'time' ? compute(op, a * micro, b) : compute(op, a, b);
}

function compute(op: ArithmeticOp, left: number, right: number): number {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return remainder(left, right);
    case '^':
      return left ** right;
  }
}

/** As the stores compute it, so that a constant is no other number than a value that equals it. */
function remainder(left: number, right: number): number {
  if (Number.isFinite(left) && Math.abs(right) === Number.POSITIVE_INFINITY) return left;
  const quotient = left / right;
  if (Math.abs(quotient) >= 2 ** 53) return Number.NaN;
  const rest = left - right * Math.trunc(quotient);
  return rest * Math.sign(left) < 0 ? 0 : rest;
}

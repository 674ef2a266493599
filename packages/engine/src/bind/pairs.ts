import { readBool, readNumber } from '../catalog/read-text.ts';
import { typeBits } from '../catalog/value-types.ts';
import type { BoundExpression } from './bound.ts';
import { bitsOf, canRead, coerce, isOpen, naturalReading, type OpenValue, readAs, readConstant } from './coercion.ts';
import type { Environment } from './environment.ts';
import { reportMismatch, reportUnequal } from './mismatch.ts';

/** Makes the condition of two sides of one type. */
export type MakePair = (left: BoundExpression, right: BoundExpression) => BoundExpression;
/** Whether the two are compared for their order too, not just for being equal. */
export type Comparing = 'equal' | 'order';

/**
 * Brings two sides to one type and makes the condition of them; a param whose values have several types becomes one
 * branch a type. Reports where nothing of the two can be compared.
 */
export function pairUp(
  environment: Environment,
  left: BoundExpression,
  right: BoundExpression,
  comparing: Comparing,
  make: MakePair,
): BoundExpression | undefined {
  if (isOpen(left)) return besideOpen(environment, left, right, comparing, make);
  if (isOpen(right)) return besideOpen(environment, right, left, comparing, (open, other) => make(other, open));
  if (left.type === right.type && left.type !== 'list') return make(left, right);
  const asLeft = readConstant(environment, right, left.type);
  if (asLeft !== undefined) return make(left, asLeft);
  const asRight = readConstant(environment, left, right.type);
  return asRight === undefined ? reportUnequal(environment, left, right) : make(asRight, right);
}

function besideOpen(
  environment: Environment,
  open: OpenValue,
  other: BoundExpression,
  comparing: Comparing,
  make: MakePair,
): BoundExpression | undefined {
  if (isOpen(other)) return bothOpen(environment, open, other, make);
  switch (other.type) {
    case 'number':
    case 'bool':
      if (!canRead(open, other.type)) return reportUnequal(environment, open, other);
      return make(readAs(open, other.type), other);
    case 'text':
      if (other.kind === 'constant' && typeof other.value === 'string') {
        return besideText(environment, open, { ...other, value: other.value }, comparing, make);
      }
      return canRead(open, 'text') ? make(readAs(open, 'text'), other) : reportUnequal(environment, open, other);
    case 'time':
    case 'duration':
      return reportMismatch(environment, other, 'number');
    case 'list':
    case 'mixed':
      return reportUnequal(environment, open, other);
  }
}

type TextConstant = Extract<BoundExpression, { readonly kind: 'constant' }> & { readonly value: string };

/** A text beside a param: as text for texts, as the number or bool that it reads as for numbers and bools. */
function besideText(
  environment: Environment,
  open: OpenValue,
  text: TextConstant,
  comparing: Comparing,
  make: MakePair,
): BoundExpression | undefined {
  const natural = naturalReading(open);
  const bits = bitsOf(open);
  const isNumber = (bits & typeBits.number) !== 0 || (comparing === 'order' && natural === 'number');
  const asNumber =
    isNumber && readNumber(text.value) !== undefined ? readConstant(environment, text, 'number') : undefined;
  const isBool = (bits & typeBits.bool) !== 0 && readBool(text.value) !== undefined;
  const asBool = isBool ? readConstant(environment, text, 'bool') : undefined;
  const number = asNumber === undefined ? undefined : make(readAs(open, 'number'), asNumber);
  if (number !== undefined && comparing === 'order' && natural === 'number') return number;
  const bool = asBool === undefined ? undefined : make(readAs(open, 'bool'), asBool);
  const branches = {
    ...(number === undefined ? {} : { number }),
    ...(canRead(open, 'text') ? { text: make(readAs(open, 'text'), text) } : {}),
    ...(bool === undefined ? {} : { bool }),
  };
  return byType(open, branches) ?? reportMismatch(environment, text, natural ?? 'number');
}

/** Two params: by the reading that both have, else by the type of the first. */
function bothOpen(
  environment: Environment,
  left: OpenValue,
  right: OpenValue,
  make: MakePair,
): BoundExpression | undefined {
  const [a, b] = [naturalReading(left), naturalReading(right)];
  const shared = a === b ? a : (['number', 'bool'] as const).find((type) => a === type || b === type);
  if (shared !== undefined && shared !== 'list') {
    const [first, second] = [coerce(environment, left, shared), coerce(environment, right, shared)];
    return first === undefined || second === undefined ? undefined : make(first, second);
  }
  const types = (['number', 'text', 'bool'] as const).filter((type) => canRead(left, type) && canRead(right, type));
  const branches = Object.fromEntries(types.map((type) => [type, make(readAs(left, type), readAs(right, type))]));
  return byType(left, branches) ?? reportUnequal(environment, left, right);
}

type Branches = Pick<Extract<BoundExpression, { readonly kind: 'by-type' }>, 'number' | 'text' | 'bool'>;

/** One branch a type of the value; the branch itself where there is but one. */
export function byType(open: OpenValue, branches: Branches): BoundExpression | undefined {
  const [only, ...more] = Object.values(branches);
  if (only === undefined || more.length === 0) return only;
  const { kind, key, span } = open;
  // A list's elements have no type of their own in the names: text is what most are when they are no number.
  if (kind === 'list-element') return branches.number ?? branches.text ?? only;
  return { kind: 'by-type', type: 'bool', key, of: kind, ...branches, span };
}

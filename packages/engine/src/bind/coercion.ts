import { readBool, readNumber } from '../catalog/read-text.ts';
import { typeBits, type ValueType } from '../catalog/value-types.ts';
import type { BoundExpression, ParamReading } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { reportMismatch } from './mismatch.ts';

/** A param, tag or list element whose reading is still to be chosen by what stands beside it. */
export type OpenValue = Extract<BoundExpression, { readonly kind: 'param' | 'tag' | 'list-element' }>;

const numeric = typeBits.number | typeBits.numericText;
const textual = typeBits.text | typeBits.numericText | typeBits.boolText;
const boolean = typeBits.bool | typeBits.boolText;
const all = numeric | textual | boolean | typeBits.list;

/** Which typeBits a reading can make use of. */
export const readable: Readonly<Record<ParamReading, number>> = {
  number: numeric,
  text: textual,
  bool: boolean,
  list: typeBits.list,
  shown: all | typeBits.null,
};

/** Whether its reading is still open. */
export function isOpen(expression: BoundExpression): expression is OpenValue {
  const { kind } = expression;
  return (kind === 'param' || kind === 'tag' || kind === 'list-element') && expression.reading === 'shown';
}

/** The types that an open value's values have; all, where that is not known. */
export function bitsOf(open: OpenValue): number {
  const bits = open.kind === 'list-element' ? 0 : open.key.types & ~typeBits.null;
  return bits === 0 ? all : bits;
}

/** Whether some of its values can be read so. */
export function canRead(open: OpenValue, reading: ParamReading): boolean {
  return (bitsOf(open) & readable[reading]) !== 0;
}

/** The value read so. */
export function readAs(open: OpenValue, reading: Exclude<ParamReading, 'shown'>): BoundExpression {
  return { ...open, reading, type: reading };
}

/** The one reading that all values have: numbers before text, so that text which always reads as a number is one. */
export function naturalReading(open: OpenValue): Exclude<ParamReading, 'shown'> | undefined {
  const bits = bitsOf(open);
  for (const reading of ['number', 'bool', 'text', 'list'] as const) {
    if ((bits & ~readable[reading]) === 0) return reading;
  }
  return undefined;
}

/** The expression as a value of one type; reports where it cannot be. A constant text may be read as a number or bool. */
export function coerce(
  environment: Environment,
  expression: BoundExpression,
  type: Exclude<ValueType, 'mixed'>,
): BoundExpression | undefined {
  if (expression.type === type) return expression;
  if (isOpen(expression)) {
    const reading = type === 'time' || type === 'duration' ? undefined : type;
    if (reading !== undefined && canRead(expression, reading)) return readAs(expression, reading);
    return reportMismatch(environment, expression, type);
  }
  return readConstant(environment, expression, type) ?? reportMismatch(environment, expression, type);
}

/** A constant text as the number or bool that it reads as, with a note; else undefined. */
export function readConstant(
  environment: Environment,
  expression: BoundExpression,
  type: ValueType,
): BoundExpression | undefined {
  if (expression.kind !== 'constant' || typeof expression.value !== 'string') return undefined;
  const name = expression.value;
  const { span } = expression;
  const value = type === 'number' ? readNumber(name) : type === 'bool' ? readBool(name) : undefined;
  if (value === undefined) return undefined;
  const code = type === 'number' ? 'text-as-number' : 'text-as-bool';
  environment.report(problem(code, span, { name, as: String(value) }));
  return { kind: 'constant', type, value, span };
}

/** For a column: the values in their stored type where it is one, else as they are, mixed. */
export function forOutput(expression: BoundExpression): BoundExpression {
  if (!isOpen(expression) || expression.kind === 'list-element') return expression;
  const bits = bitsOf(expression);
  if (bits === typeBits.number) return readAs(expression, 'number');
  if (bits === typeBits.bool) return readAs(expression, 'bool');
  if (bits === typeBits.list) return readAs(expression, 'list');
  return (bits & ~textual) === 0 ? readAs(expression, 'text') : expression;
}

/** For sorting: the one reading that all values have, else mixed: numbers, then text, then bools, then lists. */
export function forOrder(expression: BoundExpression): BoundExpression {
  if (!isOpen(expression) || expression.kind === 'list-element') return expression;
  const reading = naturalReading(expression);
  return reading === undefined ? expression : readAs(expression, reading);
}

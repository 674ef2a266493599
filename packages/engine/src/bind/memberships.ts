import type { Expression } from '@xt/grammar';
import { readBool, readNumber } from '../catalog/read-text.ts';
import { typeBits } from '../catalog/value-types.ts';
import type { BoundExpression, ConstantValue } from './bound.ts';
import { bitsOf, canRead, coerce, isOpen, type OpenValue, readAs, readConstant } from './coercion.ts';
import { compare } from './comparisons.ts';
import { allBound, negateIf } from './conditions.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { checkValue } from './known-values.ts';
import { wholeDay } from './literals.ts';
import { reportMismatch, reportUnequal } from './mismatch.ts';
import { bindBeside } from './operands.ts';
import { byType } from './pairs.ts';

type InNode = Extract<Expression, { readonly kind: 'in' }>;
type Constant = Extract<BoundExpression, { readonly kind: 'constant' }>;

/** Binds `in (...)`: constants as one set, anything else as comparisons. */
export function bindIn(environment: Environment, node: InNode): BoundExpression | undefined {
  const item = bindExpression(environment, node.item);
  const values: readonly (BoundExpression | undefined)[] = node.values.map((value) =>
    bindBeside(environment, value, item),
  );
  const nan = values.find((value) => value?.kind === 'constant' && Number.isNaN(value.value));
  if (nan !== undefined) {
    environment.report(problem('foreign', nan.span, { name: 'in (nan)', hint: '`x is nan`' }));
    return undefined;
  }
  if (item === undefined || !allBound(values)) return undefined;
  const known = values.map((value) => checkValue(environment, item, value));
  if (known.includes(false)) return undefined;
  const isDay = (value: Expression) => item.type === 'time' && wholeDay(environment, value) !== undefined;
  const constants = values.filter((value) => value.kind === 'constant');
  const inSet = constants.length === values.length && !node.values.some(isDay);
  const bound = inSet ? inConstants(environment, node, item, constants) : inAny(environment, node, item, values);
  return bound === undefined ? undefined : negateIf(node.negated, bound);
}

function inAny(
  environment: Environment,
  node: InNode,
  item: BoundExpression,
  values: readonly BoundExpression[],
): BoundExpression | undefined {
  const items = values.map((bound, i) => {
    const side = { node: node.values[i] ?? node.item, bound };
    return compare(environment, '=', { node: node.item, bound: item }, side, node.span);
  });
  return allBound(items) ? anyOf(items, node) : undefined;
}

function inConstants(
  environment: Environment,
  node: InNode,
  item: BoundExpression,
  constants: readonly Constant[],
): BoundExpression | undefined {
  if (isOpen(item)) return inOpen(environment, node, item, constants);
  const type = item.type;
  if (type === 'mixed' || type === 'list') return reportUnequal(environment, item, constants[0] ?? item);
  const values = constants.map((constant) => coerce(environment, constant, type));
  return allBound(values) ? oneOf(node, item, values) : undefined;
}

/** A param: the values of each type together. */
function inOpen(
  environment: Environment,
  node: InNode,
  item: OpenValue,
  constants: readonly Constant[],
): BoundExpression | undefined {
  const temporal = constants.filter(({ type }) => type === 'time' || type === 'duration');
  for (const constant of temporal) reportMismatch(environment, constant, 'number');
  const parts = (['number', 'text', 'bool'] as const).map((type) => {
    const some = constants.filter((constant) => constant.type === type);
    if (some.length === 0) return [];
    const part = type === 'text' ? inTexts(environment, node, item, some) : undefined;
    if (part !== undefined) return [part];
    if (type !== 'text' && canRead(item, type)) return [oneOf(node, readAs(item, type), some)];
    return [reportUnequal(environment, item, some[0] ?? item)];
  });
  const items = parts.flat();
  return temporal.length === 0 && allBound(items) ? anyOf(items, node) : undefined;
}

function inTexts(
  environment: Environment,
  node: InNode,
  item: OpenValue,
  texts: readonly Constant[],
): BoundExpression | undefined {
  const bits = bitsOf(item);
  const read = (type: 'number' | 'bool', reads: (text: string) => unknown) => {
    const some = (bits & typeBits[type]) === 0 ? [] : texts.filter(({ value }) => reads(String(value)) !== undefined);
    const values = some.map((constant) => readConstant(environment, constant, type));
    if (values.length === 0 || !allBound(values)) return {};
    // Whether a value of one type is equal to a text that does not read as that type is unknown.
    const others: readonly Constant[] =
      some.length < texts.length ? [{ kind: 'constant', type, value: null, span: node.span }] : [];
    return { [type]: oneOf(node, readAs(item, type), [...values, ...others]) };
  };
  const text = canRead(item, 'text') ? { text: oneOf(node, readAs(item, 'text'), texts) } : {};
  return byType(item, { ...read('number', readNumber), ...text, ...read('bool', readBool) });
}

function oneOf(node: InNode, item: BoundExpression, constants: readonly BoundExpression[]): BoundExpression {
  const values = constants.flatMap((constant): ConstantValue[] =>
    constant.kind === 'constant' ? [constant.value] : [],
  );
  return { kind: 'in', type: 'bool', item, values: [...new Set(values)], span: node.span };
}

function anyOf(items: readonly BoundExpression[], node: InNode): BoundExpression | undefined {
  const [only, ...more] = items;
  return more.length === 0 ? only : { kind: 'or', type: 'bool', items, span: node.span };
}

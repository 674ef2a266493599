import type { ValueType } from '../catalog/value-types.ts';
import type { BoundExpression } from './bound.ts';
import { isOpen, naturalReading } from './coercion.ts';

const typeNames: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  text: 'a text',
  bool: 'true or false',
  time: 'a time',
  duration: 'a duration',
  list: 'a list',
  mixed: 'a value',
};

/** `a number`, `a time`: a type as messages say it. */
export function describeType(type: ValueType): string {
  return typeNames[type];
}

/** What stands there, as messages say it: ``the number `3` ``, `` `created`, a time``. */
export function describe(expression: BoundExpression): string {
  const name = nameOf(expression);
  const type = isOpen(expression) ? (naturalReading(expression) ?? 'mixed') : expression.type;
  if (name === undefined) return describeType(type);
  if (expression.kind === 'constant') return `${describeType(expression.type).replace(/^a /, 'the ')} \`${name}\``;
  return type === 'mixed' ? `\`${name}\`` : `\`${name}\`, ${describeType(type)}`;
}

/** The name or literal that an expression is, where it is one. */
export function nameOf(expression: BoundExpression): string | undefined {
  switch (expression.kind) {
    case 'constant':
      return nameConstant(expression);
    case 'field':
      return expression.field;
    case 'row-column':
      return expression.column;
    case 'param':
      return `params.${expression.key.name}`;
    case 'tag':
      return `tags.${expression.key.name}`;
    case 'list-element':
      return `params.${expression.key.name}[${expression.index}]`;
    case 'aggregate':
      return expression.aggregate === 'last'
        ? expression.metric.name
        : `${expression.aggregate}(${expression.metric.name})`;
    default:
      return undefined;
  }
}

function nameConstant(constant: Extract<BoundExpression, { readonly kind: 'constant' }>): string | undefined {
  const { type, value } = constant;
  if (value === null) return undefined;
  if (type === 'text') return `'${value}'`;
  if (type === 'duration' && typeof value === 'number') return formatDuration(value);
  return type === 'time' ? undefined : String(value);
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** Seconds in the largest unit that they are a whole number of: `7d`, `90s`. */
export function formatDuration(seconds: number): string {
  const unit = units.find(([, size]) => seconds !== 0 && seconds % size === 0);
  return unit === undefined ? `${seconds * 1000}ms` : `${seconds / unit[1]}${unit[0]}`;
}

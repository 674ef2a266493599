import type { ValueType } from '../catalog/value-types.ts';
import type { BoundExpression } from './bound.ts';
import { canRead, isOpen } from './coercion.ts';
import { describe, describeType, formatDuration } from './describe.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';

/** Says that an expression is of another type than its place needs; returns undefined for the caller to return. */
export function reportMismatch(environment: Environment, found: BoundExpression, wanted: ValueType): undefined {
  const expected = describeType(wanted);
  const hint = hintFor(found, wanted);
  environment.report(problem('type-mismatch', found.span, { expected, found: describe(found), hint }));
}

/** Says that two sides do not go together; the constant one is to blame, else the right one. */
export function reportUnequal(environment: Environment, left: BoundExpression, right: BoundExpression): undefined {
  const blamed = left.kind === 'constant' && right.kind !== 'constant' ? left : right;
  const partner = blamed === left ? right : left;
  reportMismatch(environment, blamed, typeBeside(partner));
}

/** The type that goes beside an expression; beside a param, one that its values have. */
function typeBeside(partner: BoundExpression): ValueType {
  if (!isOpen(partner)) return partner.type;
  return (['number', 'text', 'bool', 'list'] as const).find((type) => canRead(partner, type)) ?? 'mixed';
}

function hintFor(found: BoundExpression, wanted: ValueType): string {
  const constant = found.kind === 'constant' ? found.value : undefined;
  switch (wanted) {
    case 'duration':
      if (found.type === 'number' && typeof constant === 'number') {
        return `a duration: \`${constant}s\`, \`${constant}m\`, \`${constant}h\``;
      }
      return 'a duration: `10s`, `10m`, `10h`';
    case 'time':
      if (found.type === 'duration' && typeof constant === 'number')
        return `a time: \`${formatDuration(constant)} ago\``;
      if (typeof constant === 'string' && /^\d{4}-\d\d-\d\d/.test(constant)) {
        return `a time stands without quotes: \`${constant}\``;
      }
      if (found.type === 'number' && typeof constant === 'number') return hintEpoch(constant);
      return 'a time: `2026-11-01`, `7d ago`';
    case 'number':
      if (found.type === 'duration' && typeof constant === 'number') return hintUnit(constant);
      if (found.type === 'duration') return 'its seconds as a number: `number(…)`';
      return typeof constant === 'string' ? 'a number has no quotes' : 'a number';
    case 'text':
      return constant === undefined ? 'a text' : `a text needs quotes: \`'${constant}'\``;
    case 'bool':
      return '`true` or `false`';
    case 'list':
      return "of a list: `contains 'x'`";
    case 'mixed':
      return 'a value of the same type';
  }
}

/** Seconds or milliseconds since 1970, as other tools count, in the language's own writing. */
function hintEpoch(value: number): string {
  const isMillis = value >= 1e11 && value < 1e14;
  const isSeconds = value >= 1e8 && value < 1e11;
  if (!isMillis && !isSeconds) return 'a time: `2026-11-01`, `7d ago`';
  const text = new Date(isMillis ? value : value * 1000).toISOString().replace('.000Z', 'Z');
  return `${isMillis ? 'milli' : ''}seconds since 1970 are: \`${text}\``;
}

function hintUnit(seconds: number): string {
  const text = formatDuration(seconds);
  const amount = text.slice(0, -1);
  if (text.endsWith('m')) return `\`${text}\` is minutes; millions: \`${amount}e6\``;
  return `\`${text}\` is a duration; a number has no unit`;
}

import type { BoundExpression, SeriesFunction } from '../bind/bound.ts';
import type { Predicate } from './plan.ts';

/** What an expression is for a run that has none of its inputs, as far as its form alone tells. */
export type WhenAbsent = 'missing' | 'true' | 'false' | 'unsure';

/**
 * Tells whether a predicate can hold for a run that has none of its inputs: no row of such a run is found in the store,
 * so a predicate that holds there is asked by its complement, and one that may hold needs a row for every run.
 */
export function predicateWhenAbsent(predicate: Predicate): 'holds' | 'fails' | 'unsure' {
  switch (predicate.kind) {
    case 'always':
      return 'holds';
    case 'never':
    case 'type-is':
      return 'fails';
    case 'among':
      return 'unsure';
    case 'leaf': {
      const value = whenAbsent(predicate.condition);
      if (value === 'unsure') return 'unsure';
      return value === (predicate.negated ? 'false' : 'true') ? 'holds' : 'fails';
    }
    case 'and': {
      const items = predicate.items.map(predicateWhenAbsent);
      if (items.includes('fails')) return 'fails';
      return items.includes('unsure') ? 'unsure' : 'holds';
    }
    case 'or': {
      const items = predicate.items.map(predicateWhenAbsent);
      if (items.includes('holds')) return 'holds';
      return items.includes('unsure') ? 'unsure' : 'fails';
    }
  }
}

/** The value of an expression whose inputs are all missing. */
export function whenAbsent(expression: BoundExpression): WhenAbsent {
  switch (expression.kind) {
    case 'field':
    case 'row-column':
    case 'clause-value':
    case 'computed':
    case 'param':
    case 'tag':
    case 'list-element':
    case 'by-type':
      return 'missing';
    case 'aggregate':
      return expression.aggregate === 'count' ? 'unsure' : 'missing';
    case 'series-value':
      return isCount(expression.of) ? 'unsure' : 'missing';
    // Where there is a point it has a value.
    case 'point':
      return 'unsure';
    case 'constant':
      return expression.value === null ? 'missing' : 'unsure';
    case 'arithmetic':
      return missingIfAny([expression.left, expression.right]);
    case 'compare':
      return whenComparedAbsent(expression);
    case 'negate':
    case 'in':
    case 'match':
      return missingIfAny([expression.item]);
    case 'call':
      return whenCallAbsent(expression);
    case 'is':
      return whenTestAbsent(expression);
    case 'not':
      return opposite(whenAbsent(expression.item));
    case 'and':
      return whenAllOf(expression.items);
    case 'or':
      return opposite(whenAllOf(expression.items.map((item) => ({ ...expression, kind: 'not', item }))));
    case 'kin':
    case 'in-set':
    case 'tagged':
    case 'artifact-link':
      return 'false';
  }
}

function isCount({ kind }: SeriesFunction): boolean {
  return kind === 'count' || kind === 'count-true';
}

/** A count is 0 then, so that what it is compared with decides. */
function whenComparedAbsent({ op, left, right }: Extract<BoundExpression, { kind: 'compare' }>): WhenAbsent {
  const [a, b] = [left, right].map(numberWhenAbsent);
  const isKnown = a !== undefined && b !== undefined && (counts(left) || counts(right));
  if (!isKnown || Number.isNaN(a) || Number.isNaN(b)) return missingIfAny([left, right]);
  const holds = { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[op];
  return holds ? 'true' : 'false';
}

function numberWhenAbsent(expression: BoundExpression): number | undefined {
  if (expression.kind === 'constant' && typeof expression.value === 'number') return expression.value;
  return counts(expression) ? 0 : undefined;
}

function counts(expression: BoundExpression): boolean {
  if (expression.kind === 'aggregate') return expression.aggregate === 'count';
  return expression.kind === 'series-value' && isCount(expression.of);
}

function missingIfAny(items: readonly BoundExpression[]): WhenAbsent {
  return items.some((item) => whenAbsent(item) === 'missing') ? 'missing' : 'unsure';
}

function whenCallAbsent(call: Extract<BoundExpression, { kind: 'call' }>): WhenAbsent {
  switch (call.function) {
    case 'coalesce':
    case 'least':
    case 'greatest':
      return call.arguments.every((item) => whenAbsent(item) === 'missing') ? 'missing' : 'unsure';
    default:
      return missingIfAny(call.arguments);
  }
}

function whenTestAbsent(test: Extract<BoundExpression, { kind: 'is' }>): WhenAbsent {
  const item = whenAbsent(test.item);
  if (item !== 'missing') return 'unsure';
  return test.test === 'missing' ? 'true' : 'missing';
}

function whenAllOf(items: readonly BoundExpression[]): WhenAbsent {
  const values = items.map(whenAbsent);
  if (values.includes('false')) return 'false';
  if (values.includes('unsure')) return 'unsure';
  return values.includes('missing') ? 'missing' : 'true';
}

function opposite(value: WhenAbsent): WhenAbsent {
  if (value === 'true') return 'false';
  return value === 'false' ? 'true' : value;
}

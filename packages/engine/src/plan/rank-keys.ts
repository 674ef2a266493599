import type { BoundExpression, BoundKey } from '../bind/bound.ts';
import { withoutMixedKeys } from './mixed-keys.ts';

/** What rows are ranked by: the keys of one value, and which of them tells that a row has it. */
export interface RankKeys {
  readonly keys: readonly BoundKey[];
  readonly has: HasValue;
}

/**
 * A row has a value, and one that is not NaN: the first key is neither missing nor NaN, the first key is below 1, or the
 * last is not missing.
 */
export type HasValue = 'number' | 'type' | 'any';

/** A key with one for each type that its values have. */
export function rankKeys(key: BoundKey): RankKeys {
  const keys = withoutMixedKeys([key]);
  const { kind, type } = key.expression;
  if (keys.length === 1) return { keys, has: isNumber(type) ? 'number' : 'any' };
  return { keys, has: kind === 'list-element' ? 'any' : 'type' };
}

function isNumber(type: BoundExpression['type']): boolean {
  return type === 'number' || type === 'time' || type === 'duration';
}

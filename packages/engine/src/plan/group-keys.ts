import type { BoundExpression } from '../bind/bound.ts';
import { typeNameOf, withoutMixedKeys } from './mixed-keys.ts';

/** A key of groups of rows. */
export interface GroupKey {
  readonly shown: BoundExpression;
  /** What rows are told apart and ordered by: the key itself, or a part for each type where its values have several. */
  readonly parts: readonly BoundExpression[];
  /** The type of each value, where its values have several and do not say it themselves. */
  readonly type?: ReturnType<typeof typeNameOf>;
}

/** A key as it is written, with values of parents and roots in it still to be fetched. */
export function groupKey(shown: BoundExpression): GroupKey {
  const parts = partsOfKey(shown);
  // An element of a list is JSON, which says its type.
  const isTold = parts.length > 1 && (shown.kind === 'param' || shown.kind === 'tag');
  return { shown, parts, ...(isTold ? { type: typeNameOf(shown) } : {}) };
}

/** What a key is compared by: the key itself, or a part for each type where its values have several. */
export function partsOfKey(key: BoundExpression): readonly BoundExpression[] {
  return withoutMixedKeys([{ expression: key, direction: 'asc' }]).map((part) => part.expression);
}

/** The expressions that keys are made of, in order. */
export function expressionsOfKeys(keys: readonly GroupKey[]): readonly BoundExpression[] {
  return keys.flatMap(({ shown, parts, type }) => [shown, ...parts, ...(type === undefined ? [] : [type])]);
}

/** The key with other expressions, taken in the order in which `expressionsOfKeys` gives its own. */
export function mapGroupKey({ parts, type }: GroupKey, take: () => BoundExpression): GroupKey {
  const key = { shown: take(), parts: parts.map(take) };
  if (type === undefined) return key;
  const named = take();
  if (named.kind !== 'by-type') throw new Error('the type of a key is no longer one');
  return { ...key, type: named };
}

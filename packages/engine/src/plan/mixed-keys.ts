import type { BoundExpression, BoundKey } from '../bind/bound.ts';

type Key = Extract<BoundExpression, { kind: 'param' | 'tag' }>;
type ByType = Extract<BoundExpression, { kind: 'by-type' }>;

/**
 * Sort keys of values of several types as keys of one type each: numbers, then texts, then bools, then lists, each among
 * themselves; then NaN, then what is missing.
 */
export function withoutMixedKeys(keys: readonly BoundKey[]): readonly BoundKey[] {
  return keys.flatMap((key): readonly BoundKey[] => {
    const { expression, direction } = key;
    if (expression.kind === 'list-element' && expression.reading === 'shown') {
      const parts = (['number', 'text'] as const).map((type) => ({ ...expression, type, reading: type }));
      // As it is shown it tells apart what is neither.
      return [...parts, { ...expression, type: 'text' as const }].map((part) => ({ expression: part, direction }));
    }
    if ((expression.kind !== 'param' && expression.kind !== 'tag') || expression.reading !== 'shown') return [key];
    const shown = read(expression, 'shown');
    return [
      { expression: rankOf(expression), direction: 'asc' },
      { expression: branches(expression, 'number', { number: read(expression, 'number') }), direction },
      { expression: branches(expression, 'text', { text: shown, bool: shown, list: shown }), direction },
    ];
  });
}

/** A param or tag of which only the type of each value is read. */
export function typeNameOf(of: Key): ByType {
  return branches(of, 'text', {});
}

/** 0 for numbers, 1 for NaN, between them texts, bools and lists. */
function rankOf(of: Key): BoundExpression {
  const { span } = of;
  const constant = (value: number): BoundExpression => ({ kind: 'constant', type: 'number', value, span });
  const nan: BoundExpression = { kind: 'is', type: 'bool', test: 'nan', item: read(of, 'number'), span };
  return branches(of, 'number', { number: nan, text: constant(0.25), bool: constant(0.5), list: constant(0.75) });
}

function read(of: Key, reading: 'number' | 'shown'): BoundExpression {
  return { ...of, reading, type: reading === 'number' ? 'number' : 'text' };
}

type Branches = Pick<ByType, 'number' | 'text' | 'bool' | 'list'>;

function branches({ key, kind, span }: Key, type: 'number' | 'text', by: Branches): ByType {
  return { kind: 'by-type', type, of: kind, key, ...by, span };
}

import type { BoundExpression, ConstantValue } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';
import { hasKin } from './kin-paths.ts';
import type { Leaf, Predicate } from './plan.ts';

/**
 * The parts of an `and` or `or` with one in place of those that compare the same value in the same way with constants:
 * of bounds the one that decides, of equalities a list.
 */
export function mergeBounds(kind: 'and' | 'or', items: readonly Predicate[]): readonly Predicate[] {
  const same = new Map<string, Bound[]>();
  const places = items.map((item): Predicate | readonly Bound[] => {
    const bound = boundOf(kind, item);
    if (bound === undefined) return item;
    const others = same.get(bound.key);
    if (others !== undefined) {
      others.push(bound);
      return [];
    }
    const bounds = [bound];
    same.set(bound.key, bounds);
    return bounds;
  });
  return places.flatMap((place): readonly Predicate[] => ('kind' in place ? [place] : merged(place)));
}

/** One comparison with a constant, as it can be merged with others of its key. */
interface Bound {
  readonly key: string;
  readonly leaf: Leaf;
  readonly item: BoundExpression;
  readonly value: Exclude<ConstantValue, null>;
  /** Which of two bounds decides; of equalities both do, and the list is asked for its falsity where it says so. */
  readonly keep: 'least' | 'greatest' | { readonly negated: boolean };
}

function boundOf(kind: 'and' | 'or', item: Predicate): Bound | undefined {
  if (item.kind !== 'leaf' || item.condition.kind !== 'compare') return undefined;
  const { left, right, op } = item.condition;
  const [of, constant] = right.kind === 'constant' ? [left, right] : [right, left];
  if (of.kind === 'constant' || constant.kind !== 'constant') return undefined;
  const { value } = constant;
  if (value === null || Number.isNaN(value)) return undefined;
  const key = `${item.negated} ${op} ${right.kind} ${shapeOf(of)}`;
  if (op === '=' || op === '!=') {
    const negated = item.negated !== (op === '!=');
    // Of several parents each may be another value than one of them.
    if (negated !== (kind === 'and') || (negated && hasKin(of))) return undefined;
    return { key: `${negated} in ${shapeOf(of)}`, leaf: item, item: of, value, keep: { negated } };
  }
  if (typeof value !== 'number') return undefined;
  const isAbove = op.startsWith('>') === (right.kind === 'constant');
  const keep = (isAbove !== item.negated) === (kind === 'or') ? 'least' : 'greatest';
  return { key, leaf: item, item: of, value, keep };
}

/** Each alone is looked up in an index, which beats a list of few. */
const fewEqualities = 8;

function merged([first, ...more]: readonly Bound[]): readonly Leaf[] {
  if (first === undefined) return [];
  const { keep, item, leaf } = first;
  if (typeof keep === 'object') {
    if (more.length < fewEqualities) return [leaf, ...more.map((each) => each.leaf)];
    const values = [...new Set([first, ...more].map(({ value }) => value))];
    const condition = { kind: 'in', type: 'bool', item, values, span: leaf.condition.span } as const;
    return [{ kind: 'leaf', condition, ...keep }];
  }
  const decides = (a: Bound, b: Bound) => (keep === 'least' ? a.value < b.value : a.value > b.value);
  return [more.reduce((best, each) => (decides(each, best) ? each : best), first).leaf];
}

import { type Clause, type Expression, printExpression } from '@xt/grammar';
import { resolve } from './runs/names.ts';
import type { Scene } from './world.ts';

/**
 * The expressions that clauses name, in order of appearance, each once: what is compared or sorted by, bools by
 * themselves. Constants and fields are no columns, nor are conditions that are not of one value.
 */
export function mentionedBy(clauses: readonly Clause[], scene: Scene): readonly Expression[] {
  const all = clauses.flatMap((clause): readonly Expression[] => {
    switch (clause.kind) {
      case 'where':
        return comparedIn(clause.condition);
      case 'sort':
        return clause.keys.map((key) => key.expression);
      case 'top':
        return [clause.key.expression, ...clause.per];
      default:
        return [];
    }
  });
  const given = clauses.flatMap((clause) => (clause.kind === 'vs' ? clause.on.flatMap(columnsBeside) : []));
  const values = all.filter(
    (each) => !isRanked(each) && !isConstant(each) && !given.includes(printExpression(each)) && !isField(each, scene),
  );
  return values.filter(
    (each, at) => values.findIndex((other) => printExpression(other) === printExpression(each)) === at,
  );
}

/** The columns that `vs` adds. */
function columnsBeside(of: Expression): readonly string[] {
  return ['base', 'diff', 'ratio'].map((end) => `${printExpression(of)}_${end}`);
}

function comparedIn(of: Expression): readonly Expression[] {
  switch (of.kind) {
    case 'and':
    case 'or':
      return of.items.flatMap(comparedIn);
    case 'not':
      return comparedIn(of.item);
    case 'compare':
      return [of.left, of.right];
    case 'between':
      return [of.item, of.low, of.high];
    case 'in':
      return [of.item, ...of.values];
    case 'match':
    case 'is':
      return [of.item];
    case 'path':
    case 'call':
      return [of];
    default:
      return [];
  }
}

/** Of a place among the rows of a clause the rows that are left know nothing. */
function isRanked(of: Expression): boolean {
  return printExpression(of).includes('rank(');
}

function isConstant(of: Expression): boolean {
  switch (of.kind) {
    case 'number':
    case 'duration':
    case 'text':
    case 'date':
    case 'literal':
    case 'ago':
      return true;
    case 'negate':
      return isConstant(of.item);
    case 'arithmetic':
      return isConstant(of.left) && isConstant(of.right);
    case 'path':
      return printExpression(of) === 'me';
    default:
      return false;
  }
}

function isField(of: Expression, scene: Scene): boolean {
  if (of.kind !== 'path') return false;
  const named = resolve(of, scene);
  return named.kind === 'field' || (named.kind === 'kin' && named.named.kind === 'field');
}

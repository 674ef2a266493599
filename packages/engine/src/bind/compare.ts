import { type Expression, printExpression, type RunSet, type Source } from '@xt/grammar';
import type { BoundCompare, BoundExpression, BoundRuns, ComparedRuns, Scope } from './bound.ts';
import { checksOf } from './checks.ts';
import { coerce } from './coercion.ts';
import { type Environment, withRow } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { makeRowValues } from './row-values.ts';
import { bindRunSet } from './run-sets.ts';

/** Binds `compare X between A and B`: the value is bound in the projects of each side. */
export function bindCompare(
  environment: Environment,
  source: Extract<Source, { readonly kind: 'compare' }>,
): BoundCompare | undefined {
  const left = bindSide(environment, source.value, source.left);
  const right = bindSide(environment, source.value, source.right);
  if (left === undefined || right === undefined) return undefined;
  const checks = [...sideChecks(left), ...sideChecks(right)];
  const name = printExpression(source.value);
  return { kind: 'compare', scope: bothScopes(left, right), name, left, right, checks };
}

/** The projects of either side. */
function bothScopes(left: ComparedRuns, right: ComparedRuns): Scope {
  const [a, b] = [left.of.scope, right.of.scope];
  const several = a.several || b.several;
  if (a.projects === undefined || b.projects === undefined) return { several };
  return { projects: [...new Set([...a.projects, ...b.projects])].sort((x, y) => x - y), several };
}

function bindSide(environment: Environment, value: Expression, set: RunSet): ComparedRuns | undefined {
  const { query, pipeline } = bindRunSet(environment, set, []);
  const values = makeRowValues(environment.newId);
  const bound = bindQuantity(withRow(environment, { ...pipeline.row, values }), value);
  if (bound === undefined) return undefined;
  const of: BoundRuns = { ...query, clauses: [...query.clauses, ...values.clauses()], columns: [], checks: [] };
  return { of, value: bound };
}

/** A number or a duration. */
function bindQuantity(environment: Environment, node: Expression): BoundExpression | undefined {
  const bound = bindExpression(environment, node);
  return bound === undefined || bound.type === 'duration' ? bound : coerce(environment, bound, 'number');
}

/** How many of the runs that are compared lack the value, the answer says. */
function sideChecks({ of, value }: ComparedRuns): BoundCompare['checks'] {
  return checksOf(of.clauses, [{ name: '', expression: value }]);
}

import type { Expression } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import { bindArithmetic, bindNegate } from './arithmetic.ts';
import type { BoundExpression } from './bound.ts';
import { bindCall } from './calls.ts';
import { bindBetween, bindCompare } from './comparisons.ts';
import { bindArtifactLink, bindIs, bindJunction, bindNot, bindTagged } from './conditions.ts';
import { type Environment, withoutPoints } from './environment.ts';
import { bindKin } from './kin.ts';
import { bindLiteral } from './literals.ts';
import { bindMatch } from './matches.ts';
import { bindIn } from './memberships.ts';
import { bindRank } from './rank.ts';
import { bindAt, bindSeriesPostfix, bindWhen } from './series.ts';
import { bindPath, reportNotAggregated } from './values.ts';

/** Binds an expression to one value per row; undefined where something in it is wrong, which is reported. */
export function bindExpression(environment: Environment, node: Expression): BoundExpression | undefined {
  const { groups } = environment.row;
  const key = groups?.keyNamed(printExpression(node));
  if (key !== undefined) return { ...key, span: node.span };
  if (groups !== undefined && isOfOneRun(node)) return reportNotAggregated(environment, node, node.kind === 'at');
  switch (node.kind) {
    case 'and':
    case 'or':
      return bindJunction(environment, node);
    case 'not':
      return bindNot(environment, node);
    case 'compare':
      return bindCompare(environment, node);
    case 'between':
      return bindBetween(environment, node);
    case 'in':
      return bindIn(environment, node);
    case 'match':
      return bindMatch(environment, node);
    case 'is':
      return bindIs(environment, node);
    case 'tagged':
      return bindTagged(environment, node);
    case 'artifact-link':
      return bindArtifactLink(node);
    case 'kin':
      return bindKin(withoutPoints(environment), node);
    case 'arithmetic':
      return bindArithmetic(environment, node);
    case 'negate':
      return bindNegate(environment, node);
    case 'at':
      return bindAt(environment, node);
    case 'over':
    case 'smoothed':
      return bindSeriesPostfix(environment, node);
    case 'when':
      return bindWhen(environment, node);
    case 'call':
      return bindCall(environment, node);
    case 'rank':
      return bindRank(withoutPoints(environment), node);
    case 'path':
      return bindPath(environment, node);
    case 'number':
    case 'duration':
    case 'text':
    case 'date':
    case 'literal':
    case 'ago':
      return bindLiteral(environment, node);
  }
}

/** What has a value for each run by its form: after `group by` it must be a key as a whole. */
function isOfOneRun({ kind }: Expression): boolean {
  return ['tagged', 'artifact-link', 'kin', 'at', 'over', 'smoothed', 'when'].includes(kind);
}

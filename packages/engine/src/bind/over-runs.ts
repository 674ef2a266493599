import { type Expression, printExpression } from '@xt/grammar';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundExpression, RunStatistic } from './bound.ts';
import type { CallNode } from './calls.ts';
import { coerce, isOpen, naturalReading, readAs } from './coercion.ts';
import { bindCondition } from './conditions.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withoutGroups } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { findGoal, metricOf } from './goals.ts';
import type { Grouping } from './grouping.ts';
import { readPath } from './read-path.ts';

/** Binds a function over the runs of a group, of one value per run. */
export function bindOverRuns(environment: Environment, groups: Grouping, node: CallNode): BoundExpression | undefined {
  const name = node.name.text.toLowerCase();
  const [argument, second] = node.arguments;
  if (argument === undefined) return groups.add({ kind: 'count-runs' }, 'number', '', node.span);
  const inside = withoutGroups(environment);
  switch (name) {
    case 'count':
      return countOf(inside, groups, node, argument);
    case 'any':
    case 'all': {
      const item = bindCondition(inside, argument);
      return item && groups.add({ kind: name, item }, 'bool', printExpression(argument), node.span);
    }
    case 'best': {
      const goal = goalOf(inside, argument);
      return goal && statisticOf(inside, groups, node, argument, goal);
    }
    case 'quantile':
      return second && quantileOf(inside, groups, node, argument, second);
    case 'min':
    case 'max':
    case 'mean':
    case 'median':
    case 'sum':
    case 'std':
    case 'var':
      return statisticOf(inside, groups, node, argument, name);
    default: {
      const hint = `of each run, then over the runs: \`mean(${printExpression(node)})\``;
      environment.report(problem('not-a-series', node.span, { name, found: 'one value for each run', hint }));
      return undefined;
    }
  }
}

/** Conditions are counted where they hold, all else where it is there; a bool param is a condition. */
function countOf(
  inside: Environment,
  groups: Grouping,
  node: CallNode,
  argument: Expression,
): BoundExpression | undefined {
  const bound = bindExpression(inside, argument);
  if (bound === undefined) return undefined;
  const item = isOpen(bound) && naturalReading(bound) === 'bool' ? readAs(bound, 'bool') : bound;
  const kind = item.type === 'bool' ? 'count-true' : 'count';
  return groups.add({ kind, item }, 'number', printExpression(argument), node.span);
}

function statisticOf(
  inside: Environment,
  groups: Grouping,
  node: CallNode,
  argument: Expression,
  kind: RunStatistic,
): BoundExpression | undefined {
  const item = quantityOf(inside, argument);
  if (item === undefined) return undefined;
  const type = typeOf(kind, item.type);
  if (type === undefined) {
    const hint = 'a number: `number(x)`; of times: `min`, `max`, `mean`, `median`';
    const parts = { expected: `what \`${kind}\` can add up`, found: describe(item), hint };
    inside.report(problem('type-mismatch', argument.span, parts));
    return undefined;
  }
  noteLastValues(inside, node, argument, item);
  return groups.add({ kind, item }, type, printExpression(argument), node.span);
}

function quantileOf(
  inside: Environment,
  groups: Grouping,
  node: CallNode,
  argument: Expression,
  second: Expression,
): BoundExpression | undefined {
  const item = quantityOf(inside, argument);
  const share = bindExpression(inside, second);
  if (item === undefined || share === undefined) return undefined;
  if (share.kind !== 'constant' || typeof share.value !== 'number' || !(share.value >= 0 && share.value <= 1)) {
    const parts = { expected: 'a number from 0 to 1', found: describe(share), hint: 'as in `quantile(val.acc, 0.9)`' };
    inside.report(problem('out-of-range', second.span, parts));
    return undefined;
  }
  noteLastValues(inside, node, argument, item);
  const of = { kind: 'quantile', share: share.value, item } as const;
  return groups.add(of, item.type, printExpression(argument), node.span);
}

/** A number, a time or a duration. */
function quantityOf(inside: Environment, argument: Expression): BoundExpression | undefined {
  const bound = bindExpression(inside, argument);
  if (bound === undefined || bound.type === 'time' || bound.type === 'duration') return bound;
  return coerce(inside, bound, 'number');
}

/** Times cannot be added up; the variance of durations is in squares of them. */
function typeOf(kind: RunStatistic, type: ValueType): ValueType | undefined {
  if (type === 'time') return kind === 'sum' || kind === 'std' || kind === 'var' ? undefined : type;
  return type === 'duration' && kind === 'var' ? undefined : type;
}

function goalOf(inside: Environment, argument: Expression): 'min' | 'max' | undefined {
  const bound = bindExpression(inside, argument);
  if (bound === undefined) return undefined;
  const metric = metricOf(inside, bound);
  const text = printExpression(argument);
  const otherwise = `\`min(${text})\` or \`max(${text})\``;
  if (metric !== undefined) return findGoal(inside, metric, argument.span, otherwise);
  inside.report(problem('unknown-goal', argument.span, { name: text, hint: otherwise }));
  return undefined;
}

/** The name of a metric is its last value here, where without groups the function would be of its points. */
function noteLastValues(inside: Environment, node: CallNode, argument: Expression, item: BoundExpression): void {
  if (argument.kind !== 'path' || item.kind !== 'aggregate' || item.aggregate !== 'last') return;
  // A column is a value of the run, not a series.
  if (inside.row.aliases.has(readPath(argument).whole)) return;
  const ofPoints = printExpression({ ...node, arguments: [node, ...node.arguments.slice(1)] });
  const hint = `of each run's points, then over the runs: \`${ofPoints}\``;
  inside.report(problem('last-values', node.span, { name: printExpression(node), hint }));
}

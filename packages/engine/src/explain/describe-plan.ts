import type { Order, Plan, Predicate, Stage } from '../plan/plan.ts';
import type { TableStage } from '../plan/table-plan.ts';
import { describeExpression } from './describe-expression.ts';

/** A plan, one line a stage and part. */
export function describePlan(plan: Plan): string {
  switch (plan.kind) {
    case 'runs':
      return plan.stages.map(describeStage).join('\n');
    case 'curves':
      return `curves of ${plan.series.map(({ name }) => name).join(', ')}\n${describePlan(plan.runs)}`;
    case 'table': {
      const of = plan.runs === undefined ? '' : `\n${describePlan(plan.runs)}`;
      return [`${plan.source}${of}`, ...plan.stages.map(describeTableStage)].join('\n');
    }
  }
}

function describeTableStage({ where, keys, limit }: TableStage): string {
  const order = keys.length === 0 ? 'by name' : describeOrder({ keys });
  const conditions = where.map((condition) => `\n  where ${describeExpression(condition)}`).join('');
  return `from rows${conditions}\n  order ${order}${limit === undefined ? '' : `\n  limit ${limit}`}`;
}

function describeStage({ from, where, order, limit }: Stage): string {
  const start = typeof from === 'object' ? `runs ${from.runs.join(', ')}` : from;
  const condition = where.kind === 'always' ? '' : `\n  where ${describePredicate(where)}`;
  const cut = limit === undefined ? '' : `\n  limit ${limit}`;
  return `from ${start}${condition}\n  order ${describeOrder(order)}${cut}`;
}

function describeOrder(order: Order): string {
  if (typeof order === 'string') return order;
  return order.keys.map((key) => `${describeExpression(key.expression)} ${key.direction}`).join(', ');
}

/** A predicate: `true of` and `false of` its leaves. */
export function describePredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'always':
    case 'never':
      return predicate.kind;
    case 'and':
    case 'or':
      return `(${predicate.items.map(describePredicate).join(` ${predicate.kind} `)})`;
    case 'type-is':
      return `type of ${predicate.of}s.${predicate.key.name} is ${predicate.type}`;
    case 'leaf': {
      const said = describeExpression(predicate.condition);
      return predicate.negated ? `false(${said})` : said;
    }
  }
}

import type { BoundExpression, RunAggregate } from '../bind/bound.ts';
import type { GroupsPlan } from '../plan/groups-plan.ts';
import type { Order, Plan, Predicate, Stage, StageValue } from '../plan/plan.ts';
import type { RowRank, TableStage } from '../plan/table-plan.ts';
import { describeExpression } from './describe-expression.ts';

/** A plan, one line a stage and part. */
export function describePlan(plan: Plan): string {
  switch (plan.kind) {
    case 'runs':
      return plan.stages.map(describeStage).join('\n');
    case 'groups':
      return [describePlan(plan.runs), describeGroups(plan), ...plan.stages.map(describeTableStage)].join('\n');
    case 'artifacts': {
      const { groups } = plan;
      const rows = [describePlan(plan.runs), 'artifacts', ...plan.stages.map(describeTableStage)];
      if (groups === undefined) return rows.join('\n');
      return [...rows, describeGroups(groups), ...groups.stages.map(describeTableStage)].join('\n');
    }
    case 'diff':
      return `${describePlan(plan.runs)}\ndiff by ${plan.sections.join(', ')}${plan.all ? ' all' : ''}`;
    case 'text-diff': {
      const form = `${plan.sideBySide ? 'side by side' : 'unified'}${plan.all ? ' all' : ''}`;
      const artifacts = ['artifacts', ...plan.stages.map(describeTableStage)];
      return [describePlan(plan.runs), ...artifacts, `diff ${form}`].join('\n');
    }
    case 'compare':
      return [plan.left, plan.right]
        .map(({ runs, value }) => `compare ${describeExpression(value)} of\n${describePlan(runs)}`)
        .join('\n');
    case 'curves':
      return `curves of ${plan.series.map(({ name }) => name).join(', ')}\n${describePlan(plan.runs)}`;
    case 'table': {
      const of = plan.runs === undefined ? '' : `\n${describePlan(plan.runs)}`;
      return [`${plan.source}${of}`, ...plan.stages.map(describeTableStage)].join('\n');
    }
  }
}

function describeGroups({ keys, aggregates }: Pick<GroupsPlan, 'keys' | 'aggregates'>): string {
  const said = keys.map((key) => `\n  key ${describeExpression(key)}`);
  const values = aggregates.map(({ name, of }) => `\n  ${name} ${describeAggregate(of)}`);
  return `groups${[...said, ...values].join('')}`;
}

function describeTableStage({ where, keys, limit, per, values = [] }: TableStage): string {
  const order = keys.length === 0 ? 'by name' : describeOrder({ keys });
  const conditions = where.map((condition) => `\n  where ${describeExpression(condition)}`).join('');
  return `from rows${conditions}\n  order ${order}${describeLimit(limit, per)}${values.map(describeRank).join('')}`;
}

function describeRank({ id, keys, per }: RowRank): string {
  return `\n  value ${id} rank by ${describeOrder({ keys })}${describePer(per)}`;
}

function describeLimit(limit: number | undefined, per: number | undefined): string {
  if (limit === undefined) return '';
  return `\n  limit ${limit}${per === undefined ? '' : ` for each by the first ${per} keys`}`;
}

function describeValues(values: readonly StageValue[] = []): string {
  return values.map(({ id, of }) => `\n  value ${id} ${describeComputed(of)}`).join('');
}

function describeComputed(of: StageValue['of']): string {
  if (of.kind === 'of-run') return `${describeExpression(of.item)} of run ${of.run}`;
  return `rank by ${describeExpression(of.key.expression)} ${of.key.direction}${describePer(of.per)}`;
}

function describePer(per: readonly BoundExpression[]): string {
  return per.length === 0 ? '' : ` per ${per.map(describeExpression).join(', ')}`;
}

/** A value over the runs of a group. */
export function describeAggregate(of: RunAggregate): string {
  switch (of.kind) {
    case 'count-runs':
      return 'count of runs';
    case 'best-run':
      return `best run by ${describeExpression(of.key.expression)} ${of.key.direction}`;
    case 'quantile':
      return `quantile ${of.share} of ${describeExpression(of.item)}`;
    case 'band':
      return `${of.end} of ${of.band} of ${describeExpression(of.item)}`;
    default:
      return `${of.kind} of ${describeExpression(of.item)}`;
  }
}

function describeStage({ from, where, order, limit, per, values }: Stage): string {
  const start = typeof from === 'object' ? `runs ${from.runs.join(', ')}` : from;
  const condition = where.kind === 'always' ? '' : `\n  where ${describePredicate(where)}`;
  return `from ${start}${condition}\n  order ${describeOrder(order)}${describeLimit(limit, per)}${describeValues(values)}`;
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
    case 'among':
      return `among ${predicate.of}`;
    case 'type-is':
      return `type of ${predicate.of}s.${predicate.key.name} is ${predicate.type}`;
    case 'leaf': {
      const said = describeExpression(predicate.condition);
      return predicate.negated ? `false(${said})` : said;
    }
  }
}

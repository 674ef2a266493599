import type { Reach, Step, StepId } from '../plan/steps.ts';
import type { StoredValue } from '../plan/storage.ts';
import { describeExpression, describeMetric } from './describe-expression.ts';
import { describePredicate } from './describe-plan.ts';

/** A step as one line: its number, where it runs, what it does, which steps it uses. */
export function describeStep(step: Step): string {
  return `${step.id}. ${describeWork(step)}`;
}

function describeWork(step: Step): string {
  switch (step.kind) {
    case 'find-postgres':
      return `postgres: find ${describePredicate(step.where)}${within(step.within)}`;
    case 'count-postgres':
      return `postgres: count ${describePredicate(step.where)}${within(step.within)}`;
    case 'find-by-key':
      return `postgres: find by index ${describePredicate(step.where)}`;
    case 'find-clickhouse': {
      const condition = describePredicate(step.where);
      return `clickhouse: find ${step.unmet ? `all but ${condition}` : condition}${describeReach(step)}`;
    }
    case 'given':
      return `given ${step.runs.join(', ')}`;
    case 'union':
      return `union of ${step.of.join(', ')}`;
    case 'subtract':
      return `${step.from} without ${step.of}`;
    case 'order-postgres': {
      const condition = step.where.kind === 'always' ? '' : ` where ${describePredicate(step.where)}`;
      const order = step.order === 'newest' ? 'newest first' : step.order.map(describeKey).join(', ');
      return `postgres: order by ${order}${condition}${within(step.within)}${limit(step.limit)}`;
    }
    case 'order-clickhouse': {
      const condition = step.where.kind === 'always' ? '' : ` where ${describePredicate(step.where)}`;
      const check = step.check === undefined ? '' : `, postgres confirms ${describePredicate(step.check)}`;
      const rest = step.rest ? ', then those without a row by id' : '';
      const order = step.keys.map(describeKey).join(', ');
      return `clickhouse: order by ${order}${condition}${describeReach(step)}${limit(step.limit)}${check}${rest}`;
    }
    case 'order-as-given':
      return `${step.list} as ordered, in ${step.within}${limit(step.limit)}`;
    case 'fetch-postgres':
      return `postgres: fetch ${step.values.map(describeStored).join(', ')} of ${step.of}`;
    case 'fetch-clickhouse':
      return `clickhouse: fetch ${step.columns.map(describeExpression).join(', ')}${describeReach(step)}`;
    case 'list-rows': {
      const where = step.source === 'params' ? 'postgres' : 'both';
      return `${where}: list ${step.source} of ${step.of}, then clickhouse: ${step.stages.length} stages of their clauses`;
    }
    case 'fetch-curves': {
      const { axis, window, smooth, sample } = step.making;
      const inside = window === undefined ? '' : ` within steps ${window.from ?? ''}..${window.to ?? ''}`;
      const smoothed = smooth === undefined ? '' : `, smooth ${smooth.method} ${smooth.weight}`;
      const sampled = sample.kind === 'none' ? '' : `, sample ${sample.count} ${sample.kind} over ${axis}`;
      return `clickhouse: curves of ${step.series.map(describeMetric).join(', ')} of ${step.of}${inside}${smoothed}${sampled}`;
    }
  }
}

function describeKey(key: {
  readonly expression: Parameters<typeof describeExpression>[0];
  readonly direction: string;
}) {
  return `${describeExpression(key.expression)} ${key.direction}`;
}

function within(step: StepId | undefined): string {
  return step === undefined ? '' : ` within ${step}`;
}

function limit(count: number | undefined): string {
  return count === undefined ? '' : ` limit ${count}`;
}

function describeReach(reach: Reach): string {
  const rows = reach.rows === undefined ? '' : `, a row for each of ${reach.rows}`;
  const carried = reach.carried === undefined ? '' : `, with the columns of ${reach.carried}`;
  return `${within(reach.within)}${rows}${carried}`;
}

function describeStored(value: StoredValue): string {
  switch (value.kind) {
    case 'field':
      return `run.${value.field}`;
    case 'key':
      return `${value.of}s.${value.key.name} as ${value.reading}`;
    case 'membership':
      return describeExpression(value.condition);
    case 'computed':
      return `column ${value.index} of ${value.of}`;
  }
}

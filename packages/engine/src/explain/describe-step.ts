import type { BoundExpression, CurveMaking, Range } from '../bind/bound.ts';
import type { Predicate } from '../plan/plan.ts';
import { isPlainListing } from '../plan/row-columns.ts';
import type { GroupedValue, ListRows, Reach, Step, StepId } from '../plan/steps.ts';
import type { StoredValue } from '../plan/storage.ts';
import { describeExpression, describeMetric, describeSeries } from './describe-expression.ts';
import { describeAggregate, describePredicate } from './describe-plan.ts';

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
    case 'find-removed':
      return 'postgres: find what is removed';
    case 'find-clickhouse': {
      const condition = describePredicate(step.where);
      return `clickhouse: find ${step.unmet ? `all but ${condition}` : condition}${describeReach(step)}${giving(step)}`;
    }
    case 'list-lineage': {
      const { up, down, by, order } = step;
      const kinds = by === undefined ? '' : ` by ${by.join(', ')}`;
      const keys = [`depth ${order.depth}`, ...order.keys.map(describeKey)].join(', ');
      const way = `lineage of ${step.of} up ${up ?? 'all'} down ${down ?? 'all'}${kinds}`;
      return `postgres: ${way}${where(step)}, order by ${keys}${limit(step.limit)}`;
    }
    case 'find-relatives': {
      const paths = step.paths.map((path) => path.join('.')).join(', ');
      return `postgres: ${step.of ?? 'every run with a parent'} beside ${step.all ? 'every' : 'the first logged'} ${paths}`;
    }
    case 'side-of-relatives':
      return `each ${step.side === 'row' || step.side === 'owner' ? step.side : 'relative'} of ${step.of}`;
    case 'through-relatives':
      return `values of ${step.side === 'owner' ? 'runs' : 'relatives'} by ${step.by} of ${step.of}`;
    case 'owners-of':
      return `the runs of ${step.rows} in ${step.of}`;
    case 'find-kin': {
      const most = step.within === undefined ? '' : ` within ${step.within}`;
      const by = step.by === undefined ? '' : ` by ${step.by.join(', ')}`;
      return `postgres: find the edges of each ${step.relation} of ${step.of}${most}${by}, then walk them`;
    }
    case 'given':
      return `given ${step.runs.join(', ')}`;
    case 'union':
      return `union of ${step.of.join(', ')}`;
    case 'subtract':
      return `${step.from} without ${step.of}`;
    case 'order-postgres': {
      const order = step.order === 'newest' ? 'newest first' : step.order.map(describeKey).join(', ');
      const given = step.values === undefined ? '' : `, giving ${step.values.map(describeStored).join(', ')}`;
      return `postgres: order by ${order}${where(step)}${within(step.within)}${limit(step.limit)}${given}`;
    }
    case 'order-clickhouse': {
      const check = step.check === undefined ? '' : `, postgres confirms ${describePredicate(step.check)}`;
      const rest = step.rest ? ', then those without a row by id' : '';
      const order = step.keys.map(describeKey).join(', ');
      const each = step.per === undefined ? '' : ` for each by the first ${step.per} keys`;
      return `clickhouse: order by ${order}${where(step)}${describeReach(step)}${limit(step.limit)}${each}${check}${rest}${giving(step)}`;
    }
    case 'order-as-given':
      return `${step.list} as ordered, in ${step.within}${step.skip === undefined ? '' : ` from row ${step.skip}`}${limit(step.limit)}`;
    case 'rank-clickhouse': {
      const per = step.per.length === 0 ? '' : ` per ${step.per.map(describeExpression).join(', ')}`;
      const keys = step.keys.map(describeKey).join(', ');
      const most = step.most === undefined ? '' : ` up to ${step.most}`;
      return `clickhouse: ${step.first ? 'first' : 'rank'} by ${keys}${per}${most}${describeReach(step)}`;
    }
    case 'ranked-runs':
      return `runs of ${step.of}`;
    case 'best-of-groups':
      return `runs in ${step.columns.map((place) => `column ${place + 1}`).join(', ')} of ${step.of}`;
    case 'spread':
      return `column ${step.index} of ${step.of} as that of every run`;
    case 'newest-first':
      return `${step.of}, the newest first`;
    case 'count-runs':
      return `how many ${step.of} are`;
    case 'count-groups': {
      const keys = step.keys.length === 0 ? 'all' : step.keys.map(describeStored).join(', ');
      return `postgres: count by ${keys}${where(step)}${within(step.within)}`;
    }
    case 'group-rows': {
      const keys = step.keys.length === 0 ? 'all' : step.keys.map(({ shown }) => describeExpression(shown)).join(', ');
      const values = step.aggregates.map(({ of }) => describeGrouped(of));
      const rows = step.artifacts === undefined ? '' : ' artifacts';
      return `clickhouse: group${rows} by ${keys}: ${values.join(', ')}${describeReach(step)}`;
    }
    case 'fetch-postgres':
      return `postgres: fetch ${step.values.map(describeStored).join(', ')} of ${step.of}`;
    case 'fetch-clickhouse':
      return `clickhouse: fetch ${step.columns.map(describeExpression).join(', ')}${describeReach(step)}`;
    case 'fetch-summaries': {
      const values = step.columns.map(({ metric, of }) => `${of}(${describeMetric(metric)})`);
      return `clickhouse: fetch row by row ${values.join(', ')}${describeReach(step)}`;
    }
    case 'list-rows': {
      const { source, first } = step;
      const store = source === 'params' || source === 'views' ? 'postgres' : 'both';
      const rows = `${source} of ${step.others ? 'all but ' : ''}${step.of}${first === undefined ? '' : describeFirst(first)}`;
      const then = isPlainListing(step) ? '' : `, then clickhouse: ${step.stages.length} stages of their clauses`;
      return `${store}: list ${rows}${then}`;
    }
    case 'list-artifacts':
      return `clickhouse: list artifacts, then ${step.stages.length} stages of their clauses${describeReach(step)}`;
    case 'fetch-facts':
      return `both: fetch ${step.sections.join(', ')} of ${step.of}`;
    case 'read-texts':
      return `clickhouse and objects: read ${JSON.stringify(step.name)} as chosen by ${step.of}`;
    case 'find-forks':
      return `postgres: find the forks on the ways up from ${step.of}`;
    case 'with-forks':
      return `${step.of} with those they were forked from, by ${step.forks}`;
    case 'group-runs': {
      const parts = step.parts.map(({ column }) => describeExpression(column.expression));
      return `groups of ${step.of} by ${parts.length === 0 ? 'all' : parts.join(', ')}`;
    }
    case 'fetch-bands': {
      const series = step.series.map(describeSeries).join(', ');
      const band = step.band === undefined ? '' : ` band ${step.band}`;
      return `clickhouse: curves of ${series} by the groups of ${step.groups}${band}${describeReach(step)}`;
    }
    case 'fetch-curves': {
      const series = [...step.series, ...(step.axisSeries ? [step.axisSeries] : [])].map(describeSeries);
      return `clickhouse: curves of ${series.join(', ')} of ${step.of}${describeMaking(step.making)}`;
    }
  }
}

function describeMaking({ axis, history, steps, time, smooth, relativeTo, every, sample }: CurveMaking): string {
  const range = (name: string, of: Range | undefined) =>
    of === undefined ? '' : ` within ${name} ${of.from ?? ''}..${of.to ?? ''}`;
  const smoothed = smooth === undefined ? '' : `, smooth ${smooth.method} ${smooth.amount}`;
  const relative = relativeTo === undefined ? '' : `, relative to run ${relativeTo}`;
  const binned = every === undefined ? '' : `, every ${every}`;
  const sampled = sample.kind === 'none' ? '' : `, sample ${sample.count} ${sample.kind} over ${axis}`;
  const before = history === true ? ' with history' : '';
  return `${before}${range('steps', steps)}${range('time', time)}${smoothed}${relative}${binned}${sampled}`;
}

function describeKey(key: {
  readonly expression: Parameters<typeof describeExpression>[0];
  readonly direction: string;
}) {
  return `${describeExpression(key.expression)} ${key.direction}`;
}

function giving({ columns }: { readonly columns?: readonly BoundExpression[] }): string {
  return columns === undefined ? '' : `, giving ${columns.map(describeExpression).join(', ')}`;
}

function describeFirst(first: NonNullable<ListRows['first']>): string {
  const order = first.order.length === 0 ? '' : `, order by ${first.order.map(describeKey).join(', ')}`;
  return `${where(first)}${order}${limit(first.limit)}`;
}

function where({ where }: { readonly where: Predicate }): string {
  return where.kind === 'always' ? '' : ` where ${describePredicate(where)}`;
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

function describeGrouped(of: GroupedValue['of']): string {
  switch (of.kind) {
    case 'first-run':
      return `name ${describeExpression(of.name)} by ${describeExpression(of.id)}`;
    case 'band-parts':
      return `parts of ${of.end} of ${of.band} of ${describeExpression(of.item)}`;
    case 'best-runs':
      return `runs first by ${describeExpression(of.item)} ${of.direction}`;
    default:
      return describeAggregate(of);
  }
}

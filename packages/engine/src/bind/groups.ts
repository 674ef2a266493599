import { type Clause, type Column, printExpression, type RunSet } from '@xt/grammar';
import type { BoundColumn, BoundExpression, BoundGroups, BoundRuns, RunAggregate, RunClause } from './bound.ts';
import { checksOf } from './checks.ts';
import { forOrder } from './coercion.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withRow } from './environment.ts';
import { expandPrefix } from './expansions.ts';
import { bindExpression } from './expressions.ts';
import { type GroupKey, makeGrouping } from './grouping.ts';
import { bindPipeline, isPipelineClause, type PipelineClause } from './pipeline.ts';
import { type ComputeClause, makeRowValues } from './row-values.ts';
import { bindRunSet } from './run-sets.ts';

type GroupClause = Extract<Clause, { readonly kind: 'group' }>;

/** Binds `runs`, `run 'x'` or a query in parentheses as the whole query: its rows are runs, or groups of them. */
export function bindRunsSource(
  environment: Environment,
  set: RunSet,
  clauses: readonly Clause[],
): BoundRuns | BoundGroups {
  const at = clauses.findIndex((clause) => clause.kind === 'group' || isCountAlone(clause));
  const first = clauses[at];
  if (first === undefined) return bindRunSet(environment, set, clauses).query;
  const { query, pipeline } = bindRunSet(environment, set, clauses.slice(0, at));
  const group = first.kind === 'group' ? first : ({ kind: 'group', keys: 'all', span: first.span } as const);
  const rest = clauses.slice(first.kind === 'group' ? at + 1 : at).filter(isPipelineClause);
  const grouped = bindGrouped(withRow(environment, pipeline.row), group, rest);
  const of: BoundRuns = { ...query, clauses: [...query.clauses, ...grouped.computed], columns: [], checks: [] };
  const { keys, aggregates, clauses: chosen, columns } = grouped;
  const checks = groupChecks(of, grouped);
  return { kind: 'groups', scope: query.scope, of, keys, aggregates, clauses: chosen, columns, checks };
}

/** `select count()`, which makes one group of all rows. */
export function isCountAlone(clause: Clause): boolean {
  if (clause.kind !== 'select' || clause.columns.length !== 1) return false;
  const [column] = clause.columns;
  if (column?.kind !== 'column' || column.expression.kind !== 'call') return false;
  const { name, arguments: items } = column.expression;
  return items.length === 0 && /^count$/i.test(name.text);
}

/** What `group by` makes of rows, with the clauses after it. */
export interface Grouped extends Pick<BoundGroups, 'keys' | 'aggregates' | 'clauses' | 'columns'> {
  /** What must be computed of the rows before they are grouped. */
  readonly computed: readonly ComputeClause[];
}

/** Binds `group by` at the end of a pipeline of rows, and what follows it, which is of the groups. */
export function bindGrouped(environment: Environment, group: GroupClause, clauses: readonly PipelineClause[]): Grouped {
  const values = makeRowValues(environment.newId);
  const inside = { ...environment.row, values };
  const keys = bindKeys(withRow(environment, inside), group);
  const named = keys.filter(({ name, printed }) => name !== printed);
  const ofRun = named.map(({ name, bound }) => [name, bound] as const);
  const groups = makeGrouping(keys, { ...inside, aliases: new Map([...inside.aliases, ...ofRun]) });
  const aliases = new Map(
    named.flatMap(({ name, printed }) => {
      const column = groups.keyNamed(printed);
      return column === undefined ? [] : [[name, column] as const];
    }),
  );
  const row = { ...environment.row, columns: [], aliases, groups };
  const pipeline = bindPipeline({ ...environment, row }, clauses);
  const count = () => [countColumn(groups.add({ kind: 'count-runs' }, 'number', '', group.span))];
  const shown = [...groups.columns, ...(pipeline.selected ?? count())];
  return {
    computed: values.clauses(),
    keys: keys.map((key) => key.expression),
    aggregates: groups.aggregates(),
    clauses: pipeline.clauses,
    columns: distinct(environment, shown),
  };
}

function countColumn(expression: BoundExpression): BoundColumn {
  return { name: 'count()', expression };
}

/** A key that is selected too is shown once. */
function distinct(environment: Environment, columns: readonly BoundColumn[]): readonly BoundColumn[] {
  const known = new Map<string, BoundColumn>();
  for (const column of columns) {
    const same = known.get(column.name);
    if (same === undefined) known.set(column.name, column);
    else if (!isSame(same.expression, column.expression)) {
      environment.report(problem('duplicate-column', column.span, { name: column.name }));
    }
  }
  return [...known.values()];
}

function isSame(a: BoundExpression, b: BoundExpression): boolean {
  return a.kind === 'row-column' && b.kind === 'row-column' && a.column === b.column;
}

function bindKeys(environment: Environment, { keys }: GroupClause): readonly GroupKey[] {
  if (keys === 'all') return [];
  const bound = keys.flatMap((column) => bindKey(environment, column));
  const names = bound.map(({ name }) => name);
  const twice = bound.find(({ name }, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    environment.report(problem('duplicate-column', twice.bound.span, { name: twice.name }));
  }
  return bound;
}

function bindKey(environment: Environment, column: Column): readonly GroupKey[] {
  switch (column.kind) {
    case 'all-columns':
    case 'best-run': {
      const name = column.kind === 'all-columns' ? '*' : 'best run by';
      const hint = 'one group of all runs: `group by all`; the best of each group: `select best run by …`';
      environment.report(problem('not-a-key', column.span, { name, hint }));
      return [];
    }
    case 'prefix-columns':
      return expandPrefix(environment, column).map(({ name, expression }) => {
        return { name, printed: name, bound: expression, expression: forOrder(expression) };
      });
    case 'column': {
      const { band, expression } = column;
      const bound = bindExpression(environment, expression);
      if (band !== undefined) {
        const hint = 'a band is of what is selected: `select mean(val.acc) band ci95`';
        environment.report(problem('not-a-key', band.span, { name: 'band', hint }));
        return [];
      }
      if (bound === undefined) return [];
      if (expression.kind === 'text' || expression.kind === 'number') {
        environment.report(problem('constant-order', column.span, { found: describe(bound) }));
        return [];
      }
      const printed = printExpression(expression);
      return [{ name: column.alias?.name ?? printed, printed, bound, expression: forOrder(bound) }];
    }
  }
}

/** The notes on the runs, on the keys, and on the values that the groups are made of: what lacks those is left out. */
function groupChecks(of: BoundRuns, { keys, aggregates }: Grouped): BoundGroups['checks'] {
  const items = aggregates.flatMap((aggregate) => (leavesOut(aggregate.of) ? [itemOf(aggregate.of)] : []));
  const others = aggregates.flatMap((aggregate) => (leavesOut(aggregate.of) ? [] : [itemOf(aggregate.of)]));
  const pretended = items.flatMap((item): readonly RunClause[] => {
    return item === undefined ? [] : [{ kind: 'where', condition: item, span: item.span }];
  });
  const shown = [...keys, ...others.filter((item) => item !== undefined)];
  return checksOf(
    [...of.clauses, ...pretended],
    shown.map((expression) => ({ name: '', expression })),
  );
}

function leavesOut({ kind }: RunAggregate): boolean {
  return kind !== 'count-runs' && kind !== 'count' && kind !== 'count-true';
}

function itemOf(aggregate: RunAggregate): BoundExpression | undefined {
  switch (aggregate.kind) {
    case 'count-runs':
      return undefined;
    case 'best-run':
      return aggregate.key.expression;
    default:
      return aggregate.item;
  }
}

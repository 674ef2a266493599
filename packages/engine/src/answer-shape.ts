import { print, type Query, type RunSet } from '@xt/grammar';
import type { AnswerShape, ColumnRole, ComparedSide, RoleOfColumn, Samples } from './arrow/shape.ts';
import type { BoundColumn, BoundExpression, BoundQuery, PointSeries } from './bind/bound.ts';
import type { BoundAggregate } from './bind/bound-groups.ts';
import { bandOf } from './local/bands.ts';

/** What the columns of an answer are for, by its bound query; `names` are the table's columns. */
export function answerShape(
  syntax: Query,
  bound: BoundQuery,
  names: readonly string[],
  samples?: Samples,
): AnswerShape {
  const { kind: source } = bound;
  switch (bound.kind) {
    case 'runs':
    case 'lineage':
    case 'metrics':
    case 'params':
    case 'projects':
    case 'views':
      return { source, roles: rolesOf(bound.columns, []) };
    case 'artifacts':
      return { source, roles: rolesOf(bound.columns, bound.groups?.aggregates ?? []) };
    case 'groups':
      return { source, roles: rolesOf(bound.columns, bound.aggregates) };
    case 'curves': {
      const axis = bound.making.axis === 'series' ? 'x' : bound.making.axis;
      const known = { ...curveRoles, [axis]: 'x' } as const;
      const roles = names.map((name): RoleOfColumn => ({ role: roleIn(known, name) ?? 'key' }));
      const xName = bound.axisSeries === undefined ? undefined : seriesName(bound.axisSeries);
      return { source, roles, ...(xName === undefined ? {} : { xName }) };
    }
    case 'compare': {
      const roles = names.map((): RoleOfColumn => ({ role: 'value' }));
      return { source, roles, compared: { name: bound.name, sides: sidesOf(syntax, samples) } };
    }
    case 'diff':
    case 'text-diff':
      return { source, roles: names.map((): RoleOfColumn => ({ role: 'field' })) };
  }
}

const curveRoles: Readonly<Record<string, ColumnRole>> = {
  project: 'project',
  id: 'id',
  run: 'run',
  metric: 'metric',
  step: 'place',
  time: 'place',
  relative: 'place',
  value: 'value',
  raw: 'raw',
  lo: 'lo',
  hi: 'hi',
  n: 'n',
};

function roleIn(known: Readonly<Record<string, ColumnRole>>, name: string): ColumnRole | undefined {
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

function rolesOf(columns: readonly BoundColumn[], aggregates: readonly BoundAggregate[]): readonly RoleOfColumn[] {
  return columns.map(({ name, expression }): RoleOfColumn => {
    if (expression.kind !== 'row-column') return { role: roleOfExpression(expression) };
    if (expression.column.startsWith('key ')) return { role: 'key' };
    const of = aggregates.find((aggregate) => aggregate.name === expression.column)?.of;
    // The columns of a band stand after the value's and are named after it.
    if (of?.kind === 'band') return { role: of.end, of: name.slice(0, -`_${of.end}`.length) };
    return { role: of === undefined && expression.type !== 'number' ? 'field' : 'value' };
  });
}

function roleOfExpression(expression: BoundExpression): ColumnRole {
  switch (expression.kind) {
    case 'field':
      return fieldRoles[expression.field] ?? 'field';
    case 'param':
    case 'tag':
      return expression.kind;
    case 'by-type':
      return expression.of;
    case 'list-element':
      return 'param';
    default:
      return 'value';
  }
}

const fieldRoles: Readonly<Partial<Record<string, ColumnRole>>> = { id: 'id', name: 'run', project: 'project' };

/** The name of the metric that a series is made of, where it is one. */
function seriesName(series: PointSeries): string | undefined {
  switch (series.kind) {
    case 'metric':
      return series.metric.name;
    case 'window':
    case 'smoothed':
      return seriesName(series.of);
    case 'pointwise':
      return undefined;
  }
}

// More would make the metadata heavier than the answer, and no picture clearer.
const mostValues = 5_000;

function sidesOf({ source }: Query, samples: Samples | undefined): readonly ComparedSide[] {
  if (source.kind !== 'compare') return [];
  const isCarried = samples !== undefined && samples[0].values.length + samples[1].values.length <= mostValues;
  return [source.left, source.right].map((runs, side) => {
    const { values = [], runs: of } = samples?.[side] ?? {};
    const { lo, hi } = bandOf(values, 'ci95');
    const ends = lo === null || hi === null || Number.isNaN(lo) ? {} : { lo, hi };
    return {
      name: runSetText(runs),
      ...ends,
      ...(isCarried ? { values, ...(of === undefined ? {} : { runs: of }) } : {}),
    };
  });
}

function runSetText(runs: RunSet): string {
  const query =
    runs.kind === 'subquery'
      ? runs.query
      : { kind: 'query' as const, source: runs, clauses: [], comments: [], span: runs.span };
  return print({ ...query, comments: [] }).replace(/\s+/g, ' ');
}

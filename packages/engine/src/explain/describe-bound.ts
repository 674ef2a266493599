import type { BoundColumn, BoundQuery, BoundRuns, RunClause, RunsFrom, Scope } from '../bind/bound.ts';
import { describeExpression, describeMetric } from './describe-expression.ts';

/** A bound query, one line a part. */
export function describeBound(query: BoundQuery): string {
  switch (query.kind) {
    case 'runs':
      return lines(describeRuns(query), describeColumns(query.columns));
    case 'curves': {
      const series = query.series.map(({ name, metric }) => `  ${name} = ${describeMetric(metric)}`);
      const { axis, window, smooth, sample } = query;
      const rest = JSON.stringify({ axis, window, smooth, sample });
      return lines(`curves ${rest}`, series.join('\n'), describeRuns(query.of));
    }
    case 'metrics':
    case 'params':
      return lines(
        query.kind,
        describeRuns(query.of),
        query.clauses.map(describeClause).join('\n'),
        describeColumns(query.columns),
      );
    case 'projects':
      return lines(
        `projects ${describeScope(query.scope)}`,
        query.clauses.map(describeClause).join('\n'),
        describeColumns(query.columns),
      );
  }
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function describeRuns({ scope, from, clauses }: BoundRuns): string {
  return lines(`${describeFrom(from)} ${describeScope(scope)}`, clauses.map(describeClause).join('\n'));
}

function describeFrom(from: RunsFrom): string {
  switch (from.kind) {
    case 'all-runs':
      return 'runs';
    case 'these-runs':
      return `runs ${from.runs.map((run) => `#${run}`).join(', ')}`;
    case 'subquery':
      return `(${describeRuns(from.query).replaceAll('\n', '; ')})`;
  }
}

function describeScope({ projects, several }: Scope): string {
  const which = projects === undefined ? 'every project' : `projects ${projects.map((id) => `#${id}`).join(', ')}`;
  return `of ${which}${several ? ', several' : ''}`;
}

function describeClause(clause: RunClause): string {
  switch (clause.kind) {
    case 'where':
      return `where ${describeExpression(clause.condition)}`;
    case 'sort':
      return `sort by ${clause.keys.map((key) => `${describeExpression(key.expression)} ${key.direction}`).join(', ')}`;
    case 'limit':
      return `limit ${clause.count}`;
  }
}

function describeColumns(columns: readonly BoundColumn[]): string {
  const shown = columns.map((column) => {
    const machine = column.machine === true ? ' (machine formats)' : '';
    return `  ${column.name} = ${describeExpression(column.expression)}: ${column.expression.type}${machine}`;
  });
  return ['columns', ...shown].join('\n');
}

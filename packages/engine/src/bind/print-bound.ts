import type {
  BoundColumn,
  BoundCurveGroups,
  BoundExpression,
  BoundGroups,
  BoundKey,
  BoundQuery,
  BoundRuns,
  Check,
  ComputedValue,
  CurveMaking,
  Range,
  RunAggregate,
  RunClause,
  RunsFrom,
  Scope,
} from './bound.ts';
import type { BoundPoint } from './bound-artifacts.ts';
import { printBoundExpression, printName } from './print-bound-expression.ts';
import { printSeries } from './print-series.ts';

/** A bound query as text for people: one node a line, children indented; without spans. */
export function printBound(query: BoundQuery): string {
  return `${linesOf(query).join('\n')}\n`;
}

function linesOf(query: BoundQuery): readonly string[] {
  switch (query.kind) {
    case 'runs':
      return runLines(query);
    case 'groups':
      return groupsLines(query);
    case 'compare':
      return [
        `compare ${query.name} ${printScope(query.scope)}`,
        ...[query.left, query.right].flatMap(({ of, value }) => {
          return indent([...label('value =', printBoundExpression(value)), 'of', ...indent(runLines(of))]);
        }),
        ...indent(checkLines(query.checks)),
      ];
    case 'curves': {
      const { making, group, axisSeries } = query;
      return [
        `curves ${printScope(query.scope)}`,
        ...indent(query.series.flatMap(({ name, of }) => label(`series ${name} =`, printSeries(of)))),
        ...indent(['of', ...indent(runLines(query.of))]),
        ...indent(makingLines(making)),
        ...(axisSeries === undefined ? [] : indent(label('x =', printSeries(axisSeries)))),
        ...(group === undefined ? [] : indent(groupLines(group))),
        ...indent(checkLines(query.checks)),
      ];
    }
    case 'metrics':
    case 'params':
      return [
        `${query.kind} ${printScope(query.scope)}`,
        ...indent(['of', ...indent(runLines(query.of))]),
        ...indent(tableLines(query)),
      ];
    case 'lineage': {
      const { up, down, by } = query;
      return [
        `lineage ${printScope(query.scope)}`,
        ...indent(['of', ...indent(runLines(query.of))]),
        `  up ${up ?? 'all'} down ${down ?? 'all'}${by === undefined ? '' : ` by ${by.join(', ')}`}`,
        ...indent(tableLines(query)),
      ];
    }
    case 'artifacts':
      return [
        `artifacts ${printScope(query.scope)}`,
        ...indent(['of', ...indent(runLines(query.of))]),
        ...indent(pointLines(query.at)),
        ...(query.groups === undefined
          ? []
          : indent([...query.clauses.flatMap(clauseLines), ...groupedLines(query.groups)])),
        ...indent(tableLines({ ...query, clauses: (query.groups ?? query).clauses })),
      ];
    case 'diff':
      return [
        `diff ${printScope(query.scope)} by ${query.sections.join(', ')}${query.all ? ' all' : ''}`,
        ...indent(['of', ...indent(runLines(query.of))]),
        ...indent(checkLines(query.checks)),
      ];
    case 'text-diff': {
      const { scope, name, sideBySide, all, at, of, checks } = query;
      return [
        `diff of ${JSON.stringify(name)} ${printScope(scope)} ${sideBySide ? 'side by side' : 'unified'}${all ? ' all' : ''}`,
        ...indent(['of', ...indent(runLines(of))]),
        ...indent(pointLines(at)),
        ...indent(checkLines(checks)),
      ];
    }
    case 'projects':
    case 'views':
      return [`${query.kind} ${printScope(query.scope)}`, ...indent(tableLines(query))];
  }
}

function makingLines(making: CurveMaking): readonly string[] {
  const { axis, history, steps, time, smooth, relativeTo, every, sample } = making;
  const range = (name: string, of: Range | undefined) =>
    of === undefined ? [] : [`${name} ${of.from ?? ''}..${of.to ?? ''}`];
  return [
    ...(history === true ? ['with history'] : []),
    ...range('steps', steps),
    ...range('time', time),
    `x ${axis}`,
    ...(smooth === undefined ? [] : [`smooth ${smooth.method} ${smooth.amount}`]),
    ...(relativeTo === undefined ? [] : [`relative to run ${relativeTo}`]),
    ...(every === undefined ? [] : [`every ${every}`]),
    sample.kind === 'none' ? 'sample none' : `sample ${sample.count} ${sample.kind}`,
  ];
}

function groupLines({ keys, columns, band }: BoundCurveGroups): readonly string[] {
  return [
    ...keys.flatMap((key) => label('key', printBoundExpression(key))),
    ...columns.flatMap(columnLines),
    ...(band === undefined ? [] : [`band ${band}`]),
  ];
}

function runLines(query: BoundRuns): readonly string[] {
  return [`runs ${printScope(query.scope)}`, ...indent(fromLines(query.from)), ...indent(tableLines(query))];
}

function fromLines(from: RunsFrom): readonly string[] {
  switch (from.kind) {
    case 'all-runs':
      return [];
    case 'these-runs':
      return [`from runs ${from.runs.join(', ')}`];
    case 'subquery':
      return ['from', ...indent(runLines(from.query))];
  }
}

function tableLines(query: {
  readonly clauses: readonly RunClause[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}): readonly string[] {
  return [
    ...query.clauses.flatMap(clauseLines),
    ...(query.columns.length === 0 ? [] : ['columns', ...indent(query.columns.flatMap(columnLines))]),
    ...checkLines(query.checks),
  ];
}

function clauseLines(clause: RunClause): readonly string[] {
  switch (clause.kind) {
    case 'where':
      return ['where', ...indent(printBoundExpression(clause.condition))];
    case 'sort':
      return ['sort', ...indent(clause.keys.flatMap(keyLines))];
    case 'limit':
      return [`limit ${clause.count}`];
    case 'top':
      return [`top ${clause.count}`, ...indent([...keyLines(clause.key), ...clause.per.flatMap(perLines)])];
    case 'compute':
      return [`value ${clause.id} =`, ...indent(valueLines(clause.of))];
  }
}

function keyLines({ direction, expression }: BoundKey): readonly string[] {
  return label(direction, printBoundExpression(expression));
}

function perLines(item: BoundExpression): readonly string[] {
  return label('per', printBoundExpression(item));
}

function valueLines(of: ComputedValue): readonly string[] {
  switch (of.kind) {
    case 'rank':
      return ['rank', ...indent([...keyLines(of.key), ...of.per.flatMap(perLines)])];
    case 'of-run':
      return label(`of run ${of.run}`, printBoundExpression(of.item));
  }
}

function groupsLines(query: BoundGroups): readonly string[] {
  return [
    `groups ${printScope(query.scope)}`,
    ...indent(['of', ...indent(runLines(query.of))]),
    ...indent(groupedLines(query)),
    ...indent(tableLines(query)),
  ];
}

function groupedLines({ keys, aggregates }: Pick<BoundGroups, 'keys' | 'aggregates'>): readonly string[] {
  return [
    ...keys.flatMap((key, index) => label(`key ${index + 1} =`, printBoundExpression(key))),
    ...aggregates.flatMap(({ name, type, of }) => label(`${name}: ${type} =`, aggregateLines(of))),
  ];
}

function pointLines(at: BoundPoint | undefined): readonly string[] {
  return at === undefined ? [] : label(`at ${at.by} up to`, printBoundExpression(at.to));
}

function aggregateLines(of: RunAggregate): readonly string[] {
  switch (of.kind) {
    case 'count-runs':
      return [of.kind];
    case 'best-run':
      return label(of.kind, keyLines(of.key));
    case 'quantile':
      return label(`${of.kind} ${of.share} of`, printBoundExpression(of.item));
    case 'band':
      return label(`${of.end} of ${of.band} of`, printBoundExpression(of.item));
    default:
      return label(`${of.kind} of`, printBoundExpression(of.item));
  }
}

function columnLines(column: BoundColumn): readonly string[] {
  const machine = column.machine === true ? ' (machine)' : '';
  return label(`${column.name}${machine} =`, printBoundExpression(column.expression));
}

function checkLines(checks: readonly Check[]): readonly string[] {
  return checks.length === 0 ? [] : ['checks', ...indent(checks.map(printCheck))];
}

function printCheck(check: Check): string {
  switch (check.kind) {
    case 'lacking':
      return `lacking ${check.what} ${check.name} [${check.ids.join(' ')}]`;
    case 'other-spelling':
      return `other-spelling ${check.what} ${check.name} [${check.ids.join(' ')}] others [${check.others.join(' ')}]`;
    case 'coerced':
    case 'other-type':
      return `${check.kind} ${check.of} ${printName(check.key)} read as ${check.reading}, types ${check.types}`;
    case 'ended-before':
      return `ended-before ${check.point} of ${check.name}`;
    case 'nan-made':
      return `nan-made ${check.name}`;
    case 'nan-skipped':
      return `nan-skipped metric ${printName(check.metric)}`;
  }
}

function printScope(scope: Scope): string {
  const projects = scope.projects === undefined ? 'all projects' : `projects [${scope.projects.join(' ')}]`;
  return `(${projects}${scope.several ? ', several' : ''})`;
}

function label(text: string, lines: readonly string[]): readonly string[] {
  const [first = '', ...rest] = lines;
  return [`${text} ${first}`, ...rest];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

import type { Column, PathNode, Span } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { NameEntry, NameKind } from '../catalog/catalog.ts';
import { groupBy } from '../catalog/group-by.ts';
import { runFields } from '../catalog/run-fields.ts';
import type { BoundColumn, BoundExpression } from './bound.ts';
import { forOutput } from './coercion.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { type FoundName, foundName, within } from './names.ts';
import { namespaces } from './read-path.ts';

const most = 1000;

/** The columns of `*`: the row's own, or a run's fields, params and metrics, the most used first. */
export function expandAll(
  environment: Environment,
  column: Extract<Column, { readonly kind: 'all-columns' }>,
): readonly BoundColumn[] {
  const { row, catalog } = environment;
  const { span } = column;
  if (row.columns.length > 0) {
    return row.columns.map(({ name, type }) => {
      return { name, expression: { kind: 'row-column', type, column: name, span }, span };
    });
  }
  const fields = runFields.map((field) => fieldColumn(field, span));
  const params = combine(environment, 'param', catalog.all('param')).map((name) => nameColumn(name, 'params', span));
  const metrics = combine(environment, 'metric', catalog.all('metric')).map((name) =>
    nameColumn(name, isOnlyMetric(environment, name) ? undefined : 'metrics', span),
  );
  return cut(environment, span, [...fields, ...params, ...metrics]);
}

/** The columns of `val.*`, `params.*`, `git.*`; reports a prefix that no name has. */
export function expandPrefix(
  environment: Environment,
  column: Extract<Column, { readonly kind: 'prefix-columns' }>,
): readonly BoundColumn[] {
  const { prefix, span } = column;
  const [first = '', ...more] = prefix.split('.');
  const rest = more.join('.');
  const namespace = namespaces.find((word) => word === first);
  const names = (kind: NameKind, below: string) => {
    const entries = below === '' ? environment.catalog.all(kind) : environment.catalog.withPrefix(kind, below);
    return combine(environment, kind, entries);
  };
  const inNamespace = (kind: NameKind) => names(kind, rest).map((name) => nameColumn(name, `${kind}s`, span));
  const found = expandNamespace(namespace, inNamespace, environment, span, rest) ?? [];
  const columns = found.length > 0 ? found : expandBare(environment, names, prefix, span);
  if (columns.length === 0 && namespace !== 'parent' && namespace !== 'root') reportNone(environment, column);
  return cut(environment, span, columns);
}

function expandNamespace(
  namespace: (typeof namespaces)[number] | undefined,
  inNamespace: (kind: NameKind) => readonly BoundColumn[],
  environment: Environment,
  span: Span,
  rest: string,
): readonly BoundColumn[] | undefined {
  switch (namespace) {
    case 'metrics':
      return inNamespace('metric');
    case 'params':
    case 'config':
      return inNamespace('param');
    case 'tags':
      return inNamespace('tag');
    case 'run':
      return rest === '' ? runFields.map((field) => fieldColumn(field, span)) : undefined;
    case 'parent':
    case 'root':
      environment.notYet(span, `\`${namespace}.\``);
      return undefined;
    case undefined:
      return undefined;
  }
}

function expandBare(
  environment: Environment,
  names: (kind: NameKind, below: string) => readonly FoundName[],
  prefix: string,
  span: Span,
): readonly BoundColumn[] {
  const fields = runFields.filter((field) => field.name.startsWith(`${prefix}.`));
  const metrics = names('metric', prefix).map((name) =>
    nameColumn(name, isOnlyMetric(environment, name) ? undefined : 'metrics', span),
  );
  const isMetric = (name: string) =>
    within(environment.catalog.folded('metric', name), environment.row.reach).length > 0;
  const params = names('param', prefix).map((name) =>
    nameColumn(name, isMetric(name.name) ? 'params' : undefined, span),
  );
  return [...fields.map((field) => fieldColumn(field, span)), ...metrics, ...params];
}

/** Names over all projects in reach, the most used first. */
function combine(environment: Environment, kind: NameKind, entries: readonly NameEntry[]): readonly FoundName[] {
  const groups = groupBy(within(entries, environment.row.reach), (entry) => entry.name);
  return [...groups.values()]
    .map((group) => foundName(kind, group, true, []))
    .sort((a, b) => b.runs - a.runs || (a.name < b.name ? -1 : 1));
}

/** Whether its bare name means it: no field and no param has that name. */
function isOnlyMetric(environment: Environment, name: FoundName): boolean {
  const isField = runFields.some((field) => field.name === name.name);
  return !isField && within(environment.catalog.folded('param', name.name), environment.row.reach).length === 0;
}

function fieldColumn(field: (typeof runFields)[number], span: Span): BoundColumn {
  return { name: field.name, expression: { kind: 'field', type: field.type, field: field.name, span }, span };
}

function nameColumn(name: FoundName, namespace: string | undefined, span: Span): BoundColumn {
  return { name: writeName(namespace, name.name), expression: nameExpression(name, span), span };
}

function nameExpression(found: FoundName, span: Span): BoundExpression {
  const { kind, name, ids, others, types } = found;
  if (kind === 'metric') {
    return { kind: 'aggregate', type: 'number', aggregate: 'last', metric: { name, ids, others }, span };
  }
  return forOutput({ kind, type: 'mixed', key: { name, ids, others, types }, reading: 'shown', span });
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*(?:[./@-][\p{L}\p{N}_]+)*$/u;

/** A name as a query would write it: in backquotes where it is not one word. */
function writeName(namespace: string | undefined, name: string): string {
  const span = { start: 0, end: 0 };
  const isPlain = plainName.test(name);
  if (isPlain) return namespace === undefined ? name : `${namespace}.${name}`;
  const quoted = { kind: 'quoted', span, text: name } as const;
  const parts: PathNode['parts'] =
    namespace === undefined ? [quoted] : [{ kind: 'plain', span, text: namespace }, quoted];
  return printExpression({ kind: 'path', span, parts });
}

function cut(environment: Environment, span: Span, columns: readonly BoundColumn[]): readonly BoundColumn[] {
  if (columns.length <= most) return columns;
  environment.report(problem('columns-cut', span, { shown: most, all: columns.length }));
  return columns.slice(0, most);
}

function reportNone(environment: Environment, column: Extract<Column, { readonly kind: 'prefix-columns' }>): void {
  const { prefix, span } = column;
  const known = environment.catalog.nearest(prefix, ['metric', 'param'], 3, environment.row.reach);
  const names = known.map((entry) => `\`${entry.name}\``);
  const hint =
    names.length > 0 ? `nearest names: ${names.join(', ')}` : 'the queries `metrics` and `params` list the names';
  environment.report(problem('unknown-name', span, { what: 'name starts with', name: `${prefix}.`, hint }));
}

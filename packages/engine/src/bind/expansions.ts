import type { Column, PathNode, Span } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { NameEntry, NameKind } from '../catalog/catalog.ts';
import { groupBy } from '../catalog/group-by.ts';
import { runFields } from '../catalog/run-fields.ts';
import type { BoundColumn, BoundExpression } from './bound.ts';
import { forOutput } from './coercion.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { type FoundName, foundName, keyRef, metricRef, within } from './names.ts';
import { expressionOfKin } from './of-kin.ts';
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
  return once(environment, '*', () => {
    const params = expandNames(environment, 'param', catalog.all('param'), 'params');
    const metrics = expandNames(environment, 'metric', catalog.all('metric'), undefined);
    return makeColumns(environment, span, runFields, [...params, ...metrics]);
  });
}

/** The columns of `val.*`, `params.*`, `git.*`; reports a prefix that no name has. */
export function expandPrefix(
  environment: Environment,
  column: Extract<Column, { readonly kind: 'prefix-columns' }>,
): readonly BoundColumn[] {
  const { prefix, span } = column;
  const columns = once(environment, `${prefix}.*`, () => expandInside(environment, prefix, span));
  if (columns.length === 0) reportNone(environment, column);
  return columns;
}

function once(environment: Environment, text: string, make: () => readonly BoundColumn[]): readonly BoundColumn[] {
  const { expansions, isMuted, row } = environment;
  const inReach = expansions.get(row.reach) ?? new Map<string, readonly BoundColumn[]>();
  const columns = inReach.get(text) ?? make();
  // What is only looked at has said nothing of columns that were cut off.
  if (!isMuted) expansions.set(row.reach, inReach.set(text, columns));
  return columns;
}

/** The columns of a prefix; of none, those of the run itself. */
function expandInside(environment: Environment, prefix: string, span: Span): readonly BoundColumn[] {
  if (prefix === '') return makeColumns(environment, span, runFields, []);
  const [first = '', ...more] = prefix.split('.');
  const inNamespace = expandNamespace(environment, first, more.join('.'), span);
  return inNamespace.length > 0 ? inNamespace : expandBare(environment, prefix, span);
}

function expandNamespace(environment: Environment, first: string, rest: string, span: Span): readonly BoundColumn[] {
  const namespace = namespaces.find((word) => word === first);
  const inKind = (kind: NameKind) => {
    const { catalog } = environment;
    const entries = rest === '' ? catalog.all(kind) : catalog.withPrefix(kind, rest);
    return makeColumns(environment, span, [], expandNames(environment, kind, entries, `${kind}s`));
  };
  switch (namespace) {
    case 'metrics':
      return inKind('metric');
    case 'params':
    case 'config':
      return inKind('param');
    case 'tags':
      return inKind('tag');
    case 'run':
      return rest === '' ? makeColumns(environment, span, runFields, []) : [];
    case 'parent':
    case 'root':
      return expandInside(environment, rest, span).map((column) => ({
        ...column,
        name: `${namespace}.${column.name}`,
        expression: expressionOfKin(column.expression, namespace),
      }));
    case undefined:
      return [];
  }
}

function expandBare(environment: Environment, prefix: string, span: Span): readonly BoundColumn[] {
  const { catalog } = environment;
  const fields = runFields.filter((field) => field.name.startsWith(`${prefix}.`));
  const metrics = expandNames(environment, 'metric', catalog.withPrefix('metric', prefix), undefined);
  const params = expandNames(environment, 'param', catalog.withPrefix('param', prefix), undefined);
  return makeColumns(environment, span, fields, [...metrics, ...params]);
}

/** A name and the namespace that its column shows; none where the bare name is enough. */
interface Expanded {
  readonly entries: readonly NameEntry[];
  readonly kind: NameKind;
  readonly namespace: string | undefined;
}

/** Names over all projects in reach, the most used first. */
function expandNames(
  environment: Environment,
  kind: NameKind,
  entries: readonly NameEntry[],
  namespace: string | undefined,
): readonly Expanded[] {
  const groups = groupBy(within(entries, environment.row.reach), (entry) => entry.name);
  return [...groups.values()].map((group) => ({ entries: group, kind, namespace }));
}

/** At most 1,000 columns; what is cut off is only counted. */
function makeColumns(
  environment: Environment,
  span: Span,
  fields: readonly (typeof runFields)[number][],
  names: readonly Expanded[],
): readonly BoundColumn[] {
  const all = fields.length + names.length;
  if (all > most) environment.report(problem('columns-cut', span, { shown: most, all }));
  const shown = names.slice(0, most - fields.length);
  return [
    ...fields.map((field) => fieldColumn(field, span)),
    ...shown.map(({ entries, kind, namespace }) => {
      const found = foundName(kind, entries, true, []);
      return nameColumn(found, namespace ?? (isPlainlyIt(environment, found) ? undefined : `${kind}s`), span);
    }),
  ];
}

/** Whether its bare name means it: no field and no name of the other kind is so named. */
function isPlainlyIt(environment: Environment, found: FoundName): boolean {
  const { catalog, row } = environment;
  const isField = runFields.some((field) => field.name === found.name);
  const other = catalog.folded(found.kind === 'metric' ? 'param' : 'metric', found.name);
  return !isField && within(other, row.reach).length === 0;
}

function fieldColumn(field: (typeof runFields)[number], span: Span): BoundColumn {
  return { name: field.name, expression: { kind: 'field', type: field.type, field: field.name, span }, span };
}

function nameColumn(name: FoundName, namespace: string | undefined, span: Span): BoundColumn {
  return { name: writeName(namespace, name.name), expression: nameExpression(name, span), span };
}

function nameExpression(found: FoundName, span: Span): BoundExpression {
  const { kind } = found;
  if (kind === 'metric') {
    return { kind: 'aggregate', type: 'number', aggregate: 'last', metric: metricRef(found), span };
  }
  return forOutput({ kind, type: 'mixed', key: keyRef(found), reading: 'shown', span });
}

/** Whether a name can be written without quotes. */
export function isPlainName(name: string): boolean {
  return plainName.test(name);
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*(?:[./@-][\p{L}\p{N}_]+)*$/u;

/** A name as a query would write it: in backquotes where it is not one word. */
function writeName(namespace: string | undefined, name: string): string {
  const span = { start: 0, end: 0 };
  const isPlain = isPlainName(name);
  if (isPlain) return namespace === undefined ? name : `${namespace}.${name}`;
  const quoted = { kind: 'quoted', span, text: name } as const;
  const parts: PathNode['parts'] =
    namespace === undefined ? [quoted] : [{ kind: 'plain', span, text: namespace }, quoted];
  return printExpression({ kind: 'path', span, parts });
}

function reportNone(environment: Environment, column: Extract<Column, { readonly kind: 'prefix-columns' }>): void {
  if (environment.isMuted || environment.saidEnough()) return;
  const { prefix, span } = column;
  const known = environment.catalog.nearest(prefix, ['metric', 'param'], 3, environment.row.reach);
  const names = known.map((entry) => `\`${entry.name}\``);
  const hint =
    names.length > 0 ? `nearest names: ${names.join(', ')}` : 'the queries `metrics` and `params` list the names';
  environment.report(problem('unknown-name', span, { what: 'name starts with', name: `${prefix}.`, hint }));
}

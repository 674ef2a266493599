import type { PathNode, Span } from '@xt/grammar';
import type { NameKind } from '../catalog/catalog.ts';
import { type RunField, runFields } from '../catalog/run-fields.ts';
import { typeBits } from '../catalog/value-types.ts';
import type { BoundExpression, MetricRef } from './bound.ts';
import { formatCount, problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { type FoundName, keyRef, lookUp, metricRef } from './names.ts';
import { expressionOfKin, ofKin } from './of-kin.ts';
import { readableBy } from './reach.ts';
import { prefixOf, type ReadPath, readPath } from './read-path.ts';
import { type Expecting, reportUnknownName } from './unknown-name.ts';

/** What a name is: one value per row, or a metric, which is a series where one is asked for. */
export type ResolvedPath =
  | { readonly kind: 'value'; readonly expression: BoundExpression }
  | { readonly kind: 'metric'; readonly metric: MetricRef };

/** Reported already, so that the caller stays silent. */
type Failed = 'failed';

/** Finds what a path names; where nothing has it, or several have, that is reported. */
export function resolvePath(
  environment: Environment,
  node: PathNode,
  expecting: Expecting = 'anything',
): ResolvedPath | undefined {
  const path = readPath(node);
  const found = findPath(environment, path, node.span);
  if (found === 'failed') return undefined;
  if (found === undefined) reportUnknownName(environment, path, node.span, expecting);
  return found;
}

/** What a path names, undefined where nothing has it; `failed` where several have, which is reported. */
export function findPath(environment: Environment, path: ReadPath, span: Span): ResolvedPath | Failed | undefined {
  const { row } = environment;
  const alias = path.index === undefined ? row.aliases.get(path.whole) : undefined;
  if (alias !== undefined) return value({ ...alias, span });
  const column = row.columns.find((own) => own.name === path.whole);
  if (column !== undefined) return value({ kind: 'row-column', type: column.type, column: column.name, span });
  return row.ofRun ? findOfRun(environment, path, span) : undefined;
}

function findOfRun(environment: Environment, path: ReadPath, span: Span): ResolvedPath | Failed | undefined {
  const { prefix } = path;
  const inNamespace = prefix === undefined ? undefined : findInNamespace(environment, path, prefix, span);
  return inNamespace ?? findBare(environment, path, path.whole, span);
}

function findInNamespace(
  environment: Environment,
  path: ReadPath,
  prefix: NonNullable<ReadPath['prefix']>,
  span: Span,
): ResolvedPath | Failed | undefined {
  const { namespace, rest } = prefix;
  switch (namespace) {
    case 'metrics':
      return findAs(environment, path, 'metric', rest, span);
    case 'params':
    case 'config':
      return findAs(environment, path, 'param', rest, span);
    case 'tags':
      return findAs(environment, path, 'tag', rest, span);
    case 'run': {
      const inner = restOf(path, rest);
      const found = findBare(environment, path, rest, span);
      return (
        found ?? (inner.prefix === undefined ? undefined : findInNamespace(environment, inner, inner.prefix, span))
      );
    }
    case 'parent':
    case 'root': {
      // A relative may be of a project that none of the rows is of.
      const { reach: _, ...row } = environment.row;
      const readable = readableBy(environment);
      const anywhere = readable === undefined ? row : { ...row, reach: readable };
      const found = findOfRun({ ...environment, row: anywhere }, restOf(path, rest), span);
      if (found === undefined || found === 'failed') return found;
      if (found.kind === 'metric') return { kind: 'metric', metric: ofKin(found.metric, namespace) };
      return value(expressionOfKin(found.expression, namespace));
    }
  }
}

function restOf(path: ReadPath, rest: string): ReadPath {
  const { prefix: _, ...whole } = { ...path, whole: rest };
  const prefix = prefixOf(rest);
  return prefix === undefined ? whole : { ...whole, prefix };
}

/** A field, else a metric or param. */
function findBare(
  environment: Environment,
  path: ReadPath,
  text: string,
  span: Span,
): ResolvedPath | Failed | undefined {
  const field = path.index === undefined ? runFields.find((known) => known.name === text) : undefined;
  const metric = findName(environment, path, 'metric', text);
  const param = findName(environment, path, 'param', text);
  if (field !== undefined) {
    // `run.step` says which.
    if (text === path.whole) noteShadowed(environment, text, span, metric !== undefined, param !== undefined);
    return value({ kind: 'field', type: (field satisfies RunField).type, field: field.name, span });
  }
  const names = [metric, param].filter((found) => found !== undefined);
  const exact = names.filter((found) => found.every((name) => name.exact));
  const candidates = exact.length > 0 ? exact : names;
  const [only] = candidates;
  if (candidates.length > 1) return reportBoth(environment, text, span, candidates.flat());
  return only === undefined ? undefined : resolveFound(environment, text, only, span);
}

function findAs(
  environment: Environment,
  path: ReadPath,
  kind: NameKind,
  text: string,
  span: Span,
): ResolvedPath | Failed | undefined {
  const found = findName(environment, path, kind, text);
  return found === undefined ? undefined : resolveFound(environment, text, found, span);
}

/** The name, or all of them where several are equal but for `.` and `/`; a list's element where the path has an index. */
function findName(
  environment: Environment,
  path: ReadPath,
  kind: NameKind,
  text: string,
): readonly FoundName[] | undefined {
  const { catalog, row } = environment;
  const { index } = path;
  if (index !== undefined && kind !== 'metric') {
    const list = lookUp(catalog, row.reach, kind, text, path.quoted);
    const isList = list.kind === 'found' && (list.name.types & typeBits.list) !== 0;
    if (isList) return [{ ...list.name, element: index }];
  }
  const full = index === undefined ? text : `${text}.${index}`;
  const found = lookUp(catalog, row.reach, kind, full, path.quoted);
  if (found.kind === 'none') return undefined;
  return found.kind === 'found' ? [found.name] : found.names;
}

function resolveFound(
  environment: Environment,
  text: string,
  names: readonly FoundName[],
  span: Span,
): ResolvedPath | Failed {
  const [name, ...more] = names;
  if (name === undefined || more.length > 0) return reportSeveral(environment, text, span, names);
  environment.onName?.(name, span);
  if (name.kind === 'metric') return { kind: 'metric', metric: metricRef(name) };
  const open = { type: 'mixed', key: keyRef(name), reading: 'shown', span } as const;
  if (name.element !== undefined) return value({ kind: 'list-element', index: name.element, ...open });
  return value({ kind: name.kind, ...open });
}

function value(expression: BoundExpression): ResolvedPath {
  return { kind: 'value', expression };
}

function noteShadowed(environment: Environment, name: string, span: Span, metric: boolean, param: boolean): void {
  const what = metric ? 'metric' : param ? 'param' : undefined;
  if (what !== undefined) environment.report(problem('shadowed', span, { name, what }));
}

function reportBoth(environment: Environment, name: string, span: Span, names: readonly FoundName[]): Failed {
  const spellings = names.map((found) => `\`${found.kind}s.${found.name}\` (${formatRuns(found.runs)})`);
  const what = 'both a metric and a param';
  environment.report(problem('ambiguous-name', span, { name, what, hint: spellings.join(' or ') }));
  return 'failed';
}

function reportSeveral(environment: Environment, name: string, span: Span, names: readonly FoundName[]): Failed {
  const spellings = names.map((found) => `\`${found.name}\` (${formatRuns(found.runs)})`);
  const what = `the spelling of none of ${names.length} names that differ in \`.\` and \`/\``;
  environment.report(problem('ambiguous-name', span, { name, what, hint: spellings.join(' or ') }));
  return 'failed';
}

/** `1 run`, `3,102 runs`. */
export function formatRuns(runs: number): string {
  return `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}`;
}

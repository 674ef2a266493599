import { type Outcome, type PathNode, type PathPart, printExpression, type Query, type Span, walk } from '@xt/grammar';
import type { Asker, Catalog } from '../catalog/catalog.ts';
import { foldName } from '../catalog/fold-name.ts';
import { runFields } from '../catalog/run-fields.ts';
import { bind } from './bind.ts';
import { isPlainName } from './expansions.ts';
import type { FoundName } from './names.ts';
import { prefixOf, readPath } from './read-path.ts';

/**
 * The query with every metric, param and tag in its namespace and as it is stored, so that names that come later change
 * nothing of its meaning; with what binding says of it. No value where it does not bind.
 */
export function qualify(query: Query, catalog: Catalog, asker: Asker): Outcome<Query> {
  const names = new Map<string, FoundName>();
  const { value, diagnostics } = bind(query, catalog, asker, (name, span) => names.set(placeOf(span), name));
  if (value === undefined) return { diagnostics };
  const qualified = rewrite(query, (path) => qualifiedPath(path, names.get(placeOf(path.span))));
  const derived = new Map([...derivedNames(query, qualified), ...prefixedNames(query, catalog)]);
  const columns = rewrite(qualified, (path) => {
    const name = names.has(placeOf(path.span)) ? undefined : derived.get(readPath(path).whole);
    return name === undefined ? path : { ...path, parts: [namePart(name, path.span)] };
  });
  return { value: rewritePrefixes(columns, catalog), diagnostics };
}

function placeOf({ start, end }: Span): string {
  return `${start} ${end}`;
}

function qualifiedPath(path: PathNode, name: FoundName | undefined): PathNode {
  if (name === undefined) return path;
  const { span } = path;
  const kin = kinOf(path, name);
  const namespace = [...kin, `${name.kind}s`].join('.');
  const parts: readonly PathPart[] = isPlainName(name.name)
    ? [{ kind: 'plain', span, text: `${namespace}.${name.name}` }]
    : [
        { kind: 'plain', span, text: namespace },
        { kind: 'quoted', span, text: name.name },
      ];
  const element = name.element === undefined ? [] : [{ kind: 'index', span, key: name.element } as const];
  return { ...path, parts: [...parts, ...element] };
}

/** `parent` and `root` at the start of a path, as often as they stand there, unless they are of the name itself. */
function kinOf(path: PathNode, name: FoundName): readonly string[] {
  const { whole } = readPath(path);
  const kin: string[] = [];
  let prefix = path.parts[0]?.kind === 'plain' ? prefixOf(whole) : undefined;
  while (prefix !== undefined && (prefix.namespace === 'parent' || prefix.namespace === 'root')) {
    kin.push(prefix.namespace);
    prefix = prefixOf(prefix.rest);
  }
  return foldName(whole) === foldName(name.name) ? [] : kin;
}

function namePart(name: string, span: Span): PathPart {
  return isPlainName(name) ? { kind: 'plain', span, text: name } : { kind: 'quoted', span, text: name };
}

const endings = ['', '_base', '_diff', '_ratio', '_lo', '_hi', '_n'];

/** Columns are named by their expressions: what they were called, and what they are called now. */
function derivedNames(before: Query, after: Query): ReadonlyMap<string, string> {
  const [old, now] = [before, after].map(columnExpressions);
  const names = new Map<string, string>();
  for (const [i, name] of (old ?? []).entries()) {
    const renamed = now?.[i];
    if (renamed === undefined || renamed === name) continue;
    for (const ending of endings) names.set(`${name}${ending}`, `${renamed}${ending}`);
  }
  return names;
}

function columnExpressions(query: Query): readonly string[] {
  const found: string[] = [];
  walk(query, (node) => {
    if (!('kind' in node)) return;
    if (node.kind === 'vs') found.push(...node.on.map((item) => printExpression(item)));
    if (node.kind === 'column' && node.alias === undefined) found.push(printExpression(node.expression));
  });
  return found;
}

/** `val.*` in its namespace, where only metrics or only params begin so. */
function rewritePrefixes(query: Query, catalog: Catalog): Query {
  return mapNodes(query, (node) => {
    if (node['kind'] !== 'prefix-columns') return node;
    const prefix = String(node['prefix']);
    const kind = kindOfPrefix(prefix, catalog);
    return kind === undefined ? node : { ...node, prefix: `${kind}s.${prefix}` };
  });
}

/** The columns of such prefixes, which have the namespace in their names too. */
function prefixedNames(query: Query, catalog: Catalog): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  walk(query, (node) => {
    if (!('kind' in node) || node.kind !== 'prefix-columns') return;
    const kind = kindOfPrefix(node.prefix, catalog);
    const entries = kind === undefined ? [] : catalog.withPrefix(kind, node.prefix);
    for (const { name } of entries) names.set(name, `${kind}s.${name}`);
  });
  return names;
}

function kindOfPrefix(prefix: string, catalog: Catalog): 'metric' | 'param' | undefined {
  const isNamespace = prefixOf(`${prefix}.x`) !== undefined;
  if (isNamespace || runFields.some((field) => field.name.startsWith(`${prefix}.`))) return undefined;
  const kinds = (['metric', 'param'] as const).filter((kind) => catalog.withPrefix(kind, prefix).length > 0);
  const [kind, ...more] = kinds;
  return more.length > 0 ? undefined : kind;
}

function rewrite(query: Query, replace: (path: PathNode) => PathNode): Query {
  return mapNodes(query, (node) => (node['kind'] === 'path' ? { ...replace(node as unknown as PathNode) } : node));
}

type Plain = Readonly<Record<string, unknown>>;

/** The tree with every node replaced, the lower ones first; it is plain data all through. */
function mapNodes(query: Query, replace: (node: Plain) => Plain): Query {
  const map = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(map);
    if (typeof value !== 'object' || value === null) return value;
    return replace(Object.fromEntries(Object.entries(value).map(([key, held]) => [key, map(held)])));
  };
  return map(query) as Query;
}

import {
  type Clause,
  type Column,
  type Expression,
  type PathNode,
  printExpression,
  type Source,
  type SyntaxNode,
} from '@xt/grammar';
import { seriesFunctions } from '../catalog/functions.ts';

/** What a name at some place of a query can be. */
export type NamePlace =
  /**
   * A value: `series` where only metrics have what is asked; `user`: beside it; `grouped` where values of runs stand
   * inside functions alone, so that but for columns these come first.
   */
  | {
      readonly kind: 'operand';
      readonly source: Source['kind'];
      readonly series: boolean;
      readonly besideUser: boolean;
      readonly grouped: boolean;
      readonly aliases: readonly string[];
    }
  /** The x axis of curves. */
  | { readonly kind: 'axis' }
  /** One of a fixed list. */
  | { readonly kind: 'fixed'; readonly words: readonly string[] }
  /** A new name. */
  | { readonly kind: 'new' };

/** What a text at some place of a query can be. */
export type TextPlace =
  | { readonly kind: 'run' }
  | { readonly kind: 'label' }
  | { readonly kind: 'artifact'; readonly role?: 'used' | 'made' }
  /** A value of the name that it is compared with. */
  | { readonly kind: 'value'; readonly of: PathNode; readonly source: Source['kind'] }
  /** The key in brackets of `metrics['…']`. */
  | { readonly kind: 'key'; readonly path: PathNode }
  | { readonly kind: 'any' };

/** What can be the name to which these nodes lead from the query down. */
export function namePlace(nodes: readonly SyntaxNode[]): NamePlace {
  const last = nodes.at(-1);
  if (last === undefined || !('kind' in last)) return { kind: 'new' };
  if (last.kind === 'word') return { kind: 'fixed', words: fixedWords(nodes) };
  const path = nodes.at(-2);
  const above = nodes.at(-3);
  if (isKind(above, 'x')) return { kind: 'axis' };
  const user = path === undefined ? undefined : comparedWith(above, path);
  return {
    kind: 'operand',
    source: sourceOf(nodes),
    series: isSeries(nodes),
    besideUser: user !== undefined && plainName(user) === 'user',
    grouped: isOfGroups(nodes),
    aliases: aliasesIn(nodes),
  };
}

/** What can be the text to which these nodes lead from the query down. */
export function textPlace(nodes: readonly SyntaxNode[]): TextPlace {
  const [above, last] = nodes.slice(-2);
  if (above === undefined || last === undefined || !('kind' in above)) return { kind: 'any' };
  if (above.kind === 'path') return { kind: 'key', path: above };
  switch (above.kind) {
    case 'run':
    case 'vs':
    case 'relative':
    case 'kin':
      return { kind: 'run' };
    case 'tagged':
      return { kind: 'label' };
    case 'artifact-link':
      return { kind: 'artifact', role: above.role };
    case 'diff':
      return { kind: 'artifact' };
    default: {
      const of = comparedWith(above, last);
      return of === undefined ? { kind: 'any' } : { kind: 'value', of, source: sourceOf(nodes) };
    }
  }
}

/** The name of a path of one unquoted part. */
export function plainName({ parts }: PathNode): string | undefined {
  const [part, ...more] = parts;
  return part?.kind === 'plain' && more.length === 0 ? part.text : undefined;
}

const smoothings = ['ema', 'twema', 'gaussian', 'mean', 'median'];
const samplings = ['minmax', 'lttb', 'last'];
const bands = ['std', 'sem', 'ci95', 'minmax', 'iqr'];
const edgeKinds = ['fork', 'resume', 'child', 'derived'];
const sections = ['params', 'tags', 'environment', 'code', 'metrics'];

function fixedWords(nodes: readonly SyntaxNode[]): readonly string[] {
  const above = nodes.at(-2);
  if (above === undefined) return [];
  if (!('kind' in above)) return smoothings;
  switch (above.kind) {
    case 'is':
      return ['missing', 'nan', 'finite'];
    case 'sample':
      return samplings;
    case 'band':
    case 'column':
      return bands;
    case 'kin':
      return edgeKinds;
    case 'by':
      return sourceOf(nodes) === 'diff' ? sections : edgeKinds;
    default:
      return [];
  }
}

function sourceOf(nodes: readonly SyntaxNode[]): Source['kind'] {
  const query = nodes.findLast((node) => isKind(node, 'query'));
  const source = query !== undefined && 'source' in query ? query.source.kind : 'runs';
  return source === 'run' || source === 'subquery' ? 'runs' : source;
}

/** Names of the columns that the query has said before: those that it gave, and the keys of groups. */
function aliasesIn(nodes: readonly SyntaxNode[]): readonly string[] {
  return clausesOf(nodes).flatMap((clause) => {
    if (clause.kind === 'select') return clause.columns.flatMap(aliasOf);
    if (clause.kind !== 'group' || clause.keys === 'all') return [];
    return clause.keys.flatMap((key) => [...aliasOf(key), ...(isOfGroups(nodes) ? nameOfKey(key) : [])]);
  });
}

function clausesOf(nodes: readonly SyntaxNode[]): readonly Clause[] {
  const query = nodes.findLast((node) => isKind(node, 'query'));
  return query !== undefined && 'clauses' in query ? query.clauses : [];
}

function aliasOf(column: Column): readonly string[] {
  return 'alias' in column && column.alias !== undefined ? [column.alias.name] : [];
}

/** A key that is a name is a column by that name. */
function nameOfKey(key: Column): readonly string[] {
  const isName = key.kind === 'column' && key.alias === undefined && key.expression.kind === 'path';
  return isName ? [printExpression(key.expression)] : [];
}

/** Whether the place is in a clause after `group by`, and not inside what is over the runs of a group. */
function isOfGroups(nodes: readonly SyntaxNode[]): boolean {
  const clauses = clausesOf(nodes);
  const here = clauses.findIndex((clause) => nodes.includes(clause));
  const group = clauses.findIndex(({ kind }) => kind === 'group');
  const isInside = nodes.some((node) => isKind(node, 'best-run') || isOverRuns(node));
  return group >= 0 && here > group && !isInside;
}

function isOverRuns(node: SyntaxNode): boolean {
  return 'kind' in node && node.kind === 'call' && ofSeries.has(node.name.text);
}

const ofSeries: ReadonlySet<string> = new Set(seriesFunctions.map(({ name }) => name));

function isSeries(nodes: readonly SyntaxNode[]): boolean {
  for (const node of nodes.toReversed()) {
    if (!('kind' in node)) continue;
    switch (node.kind) {
      case 'at-best':
      case 'over':
      case 'smoothed':
      case 'when':
      case 'curves':
        return true;
      case 'call':
        if (ofSeries.has(node.name.text)) return true;
        break;
      case 'query':
      case 'at-step':
      case 'at-time':
        return false;
      default:
    }
  }
  return false;
}

/** The name on the other side of a comparison, or what a list or pattern is compared with. */
function comparedWith(above: SyntaxNode | undefined, node: SyntaxNode): PathNode | undefined {
  if (above === undefined || !('kind' in above)) return undefined;
  switch (above.kind) {
    case 'compare':
      return !('op' in above) ? undefined : pathIn(above.left === node ? above.right : above.left);
    case 'in':
    case 'between':
    case 'match':
      return above.item === node ? undefined : pathIn(above.item);
    default:
      return undefined;
  }
}

/** The path that an operand is, `lower(…)` left aside. */
function pathIn(operand: Expression): PathNode | undefined {
  if (operand.kind === 'path') return operand;
  const [only, ...more] = operand.kind === 'call' ? operand.arguments : [];
  return only !== undefined && more.length === 0 ? pathIn(only) : undefined;
}

function isKind(node: SyntaxNode | undefined, kind: string): boolean {
  return node !== undefined && 'kind' in node && node.kind === kind;
}

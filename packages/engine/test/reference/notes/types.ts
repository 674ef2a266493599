import type { Clause, Column, Expression, Query } from '@xt/grammar';
import { isScalarCall } from '../evaluate.ts';
import { resolve } from '../runs/names.ts';
import { paramValue } from '../runs/params.ts';
import { as } from '../values/coerce.ts';
import { text, type Value } from '../values/value.ts';
import { Refused, type Run, type Scene } from '../world.ts';
import { splitAtGroups } from './over-runs.ts';

/** As what a value is read where it stands: `shown` is as it is, `ordered` as all of them read; `open` is not told here. */
type Reading = 'number' | 'bool' | 'text' | 'shown' | 'ordered' | 'open';

interface Read {
  readonly path: Extract<Expression, { readonly kind: 'path' }>;
  readonly as: Reading;
}

/** Which params and tags are text that is read as numbers or bools, and which have another type than what is beside them; undefined where a query reads one by the types of its values. */
export function typeNotes(query: Query, scene: Scene): readonly string[] | undefined {
  const { choosing, after } = splitAtGroups(query);
  const reads = [...named(choosing).flatMap((clause) => readsOf(clause, scene)), ...overRunsReads(after, scene)];
  const source = query.source.kind === 'curves' ? query.source.columns.flatMap((each) => columnReads(each, scene)) : [];
  const all = [...reads, ...source].filter(({ path }) => ofParam(path, scene));
  if (all.some((each) => each.as === 'open')) return undefined;
  return all.flatMap(({ path, as: reading }) => notesOfRead(path, reading, scene));
}

/** The clauses with what columns are called in place of their names. */
function named(clauses: readonly Clause[]): readonly Clause[] {
  const names = new Map<string, Expression>();
  return clauses.map((clause) => {
    const meant = inPlace(clause, names);
    for (const column of clause.kind === 'select' ? clause.columns : []) {
      if (column.kind === 'column' && column.alias !== undefined) names.set(column.alias.name, column.expression);
    }
    return meant;
  });
}

function inPlace<T>(part: T, names: ReadonlyMap<string, Expression>): T {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((each) => inPlace(each, names)) as T;
  const of = part as {
    readonly kind?: string;
    readonly parts?: readonly { readonly kind: string; readonly text?: string }[];
  };
  const [only, ...more] = of.kind === 'path' ? (of.parts ?? []) : [];
  const meant = only?.kind === 'plain' && more.length === 0 ? names.get(only.text ?? '') : undefined;
  if (meant !== undefined) return meant as T;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, inPlace(each, names)])) as T;
}

function readsOf(clause: Clause, scene: Scene): readonly Read[] {
  switch (clause.kind) {
    case 'where':
      return readsIn(clause.condition, 'bool', scene);
    case 'sort':
      return clause.keys.flatMap((key) => readsIn(key.expression, 'ordered', scene));
    case 'top':
      return [clause.key.expression, ...clause.per].flatMap((each) => readsIn(each, 'ordered', scene));
    case 'group':
      return clause.keys === 'all' ? [] : clause.keys.flatMap((each) => columnReads(each, scene, 'ordered'));
    case 'select':
      return clause.columns.flatMap((each) => columnReads(each, scene));
    default:
      return [];
  }
}

function columnReads(column: Column, scene: Scene, reading: Reading = 'shown'): readonly Read[] {
  if (column.kind === 'best-run') return readsIn(column.key.expression, 'ordered', scene);
  return column.kind === 'column' ? readsIn(column.expression, reading, scene) : [];
}

/** After `group by` functions over runs are of numbers, but for counts. */
function overRunsReads(clauses: readonly Clause[], scene: Scene): readonly Read[] {
  return clauses.flatMap((clause) => readsOf(clause, scene));
}

function readsIn(of: Expression, wanted: Reading, scene: Scene): readonly Read[] {
  const inside = (reading: Reading, ...parts: readonly Expression[]) =>
    parts.flatMap((part) => readsIn(part, reading, scene));
  switch (of.kind) {
    case 'path':
      return [{ path: of, as: wanted }];
    case 'and':
    case 'or':
      return inside('bool', ...of.items);
    case 'not':
      return inside('bool', of.item);
    case 'negate':
      return inside('number', of.item);
    case 'arithmetic':
      return inside('number', of.left, of.right);
    case 'compare':
      return besideEachOther([of.left, of.right], scene);
    case 'between':
      return besideEachOther([of.item, of.low, of.high], scene);
    case 'in':
      return besideEachOther([of.item, ...of.values], scene);
    case 'is':
      return inside(of.test.text === 'missing' ? 'shown' : 'number', of.item);
    case 'match':
      return inside('open', of.item);
    case 'rank':
      return inside('ordered', of.key.expression, ...of.per);
    case 'over':
    case 'smoothed':
      return inside('number', of.item);
    case 'at':
      return [...inside('number', of.item), ...('value' in of.point ? inside('number', of.point.value) : [])];
    case 'call':
      return callReads(of, scene);
    default:
      return [];
  }
}

function callReads(of: Extract<Expression, { readonly kind: 'call' }>, scene: Scene): readonly Read[] {
  const { name, arguments: items } = of;
  const inside = (reading: Reading) => items.flatMap((item) => readsIn(item, reading, scene));
  if (!isScalarCall(of)) return inside(name.text === 'count' ? 'shown' : 'number');
  switch (name.text) {
    case 'number':
      return items.flatMap((item) => (item.kind === 'path' ? [] : readsIn(item, 'number', scene)));
    case 'least':
    case 'greatest':
    case 'coalesce':
      return besideEachOther(items, scene);
    case 'lower':
      return inside('text');
    case 'text':
      return inside('open');
    default:
      return inside('number');
  }
}

/** What stands beside a number is read as one, and beside a bool as one. */
function besideEachOther(items: readonly Expression[], scene: Scene): readonly Read[] {
  const types = items.map((item) => typeOf(item, scene));
  const known = [...new Set(types.filter((type) => type !== 'param'))];
  const [only] = known;
  const reading = known.length === 1 && (only === 'number' || only === 'bool') ? only : 'open';
  return items.flatMap((item) => readsIn(item, reading, scene));
}

function typeOf(of: Expression, scene: Scene): 'number' | 'bool' | 'param' | 'other' {
  switch (of.kind) {
    case 'number':
    case 'arithmetic':
    case 'negate':
    case 'at':
    case 'over':
    case 'smoothed':
      return 'number';
    case 'literal':
      if (of.name === 'nan' || of.name === 'inf') return 'number';
      return of.name === 'true' || of.name === 'false' ? 'bool' : 'other';
    case 'path':
      return ofParam(of, scene) ? 'param' : isMetric(of, scene) ? 'number' : 'other';
    case 'call': {
      const { text: name } = of.name;
      if (name === 'coalesce')
        return of.arguments.some((item) => typeOf(item, scene) === 'number') ? 'number' : 'other';
      return ['lower', 'text', 'day', 'week', 'month', 'any', 'all'].includes(name) ? 'other' : 'number';
    }
    default:
      return 'other';
  }
}

type Path = Extract<Expression, { readonly kind: 'path' }>;

function ofParam(path: Path, scene: Scene): boolean {
  const kind = kindOf(path, scene);
  return kind === 'param' || kind === 'tag';
}

function isMetric(path: Path, scene: Scene): boolean {
  return kindOf(path, scene) === 'metric';
}

/** A column's name is no name of the data. */
function kindOf(path: Path, scene: Scene): string | undefined {
  try {
    return resolve(path, scene).kind;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function notesOfRead(path: Path, wanted: Reading, scene: Scene): readonly string[] {
  const named = resolve(path, scene);
  if (!('name' in named) || wanted === 'shown' || wanted === 'open') return [];
  const values = scene.runs.map((run) => storedValue(named, run)).filter((value) => value !== null);
  const reads = (type: 'number' | 'bool') => values.every((value) => as(type, value) !== null);
  const reading = wanted !== 'ordered' ? wanted : (['number', 'bool'] as const).find(reads);
  if (reading === undefined) return [];
  const coerced = values.filter((value) => value.type !== reading && as(reading, value) !== null).length;
  const others = values.filter((value) => as(reading, value) === null).length;
  return [
    ...(coerced === 0 ? [] : [`coerced ${named.name} ${coerced} ${reading}`]),
    ...(others === 0 ? [] : [`other-type ${named.name} ${others}`]),
  ];
}

function storedValue({ kind, name }: { readonly kind: string; readonly name: string }, run: Run): Value {
  return kind === 'tag' ? text(run.tags[name] ?? null) : paramValue(run.params[name]);
}

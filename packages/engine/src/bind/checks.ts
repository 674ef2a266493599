import { typeBits } from '../catalog/value-types.ts';
import type { BoundColumn, BoundExpression, Check, KeyRef, RunClause } from './bound.ts';
import { children } from './children.ts';
import { readable } from './coercion.ts';

type Kind = BoundExpression['kind'];
type Of<K extends Kind> = Extract<BoundExpression, { readonly kind: K }>;
type Named = Of<'aggregate' | 'at-step' | 'param' | 'tag' | 'list-element' | 'by-type'>;

/** The notes on a query that only its data can confirm, in order of appearance, each once. */
export function checksOf(clauses: readonly RunClause[], columns: readonly BoundColumn[]): readonly Check[] {
  const conditions = clauses.flatMap((clause) => (clause.kind === 'where' ? [clause.condition] : []));
  const keys = clauses.flatMap((clause) => (clause.kind === 'sort' ? clause.keys.map((key) => key.expression) : []));
  const everything = [...conditions, ...keys, ...columns.map((column) => column.expression)];
  const asked = new Set(conditions.flatMap(askedMissing).map(keyOf));
  const lacking = conditions.flatMap(compared).filter((named) => !asked.has(keyOf(named)));
  return firstOfEach([
    ...lacking.map(lackingCheck),
    ...everything.flatMap(otherSpellings),
    ...everything.flatMap(readings),
    ...everything.flatMap(seriesChecks),
  ]);
}

/** What a condition cannot decide without a value: not what asks for the missing itself, or has something in its place. */
function compared(expression: BoundExpression): readonly Named[] {
  if (expression.kind === 'is' && expression.test === 'missing') return [];
  if (expression.kind === 'call' && expression.function === 'coalesce') return [];
  return isNamed(expression) ? [expression, ...below(expression, compared)] : below(expression, compared);
}

function askedMissing(expression: BoundExpression): readonly Named[] {
  if (expression.kind === 'is' && expression.test === 'missing') return named(expression.item);
  return below(expression, askedMissing);
}

function named(expression: BoundExpression): readonly Named[] {
  return isNamed(expression) ? [expression, ...below(expression, named)] : below(expression, named);
}

function below<T>(expression: BoundExpression, collect: (child: BoundExpression) => readonly T[]): readonly T[] {
  return children(expression).flatMap(collect);
}

function isNamed(expression: BoundExpression): expression is Named {
  return ['aggregate', 'at-step', 'param', 'tag', 'list-element', 'by-type'].includes(expression.kind);
}

function whatOf(expression: Named): 'metric' | 'param' | 'tag' {
  if (expression.kind === 'aggregate' || expression.kind === 'at-step') return 'metric';
  if (expression.kind === 'by-type') return expression.of;
  return expression.kind === 'tag' ? 'tag' : 'param';
}

function refOf(expression: Named) {
  return expression.kind === 'aggregate' || expression.kind === 'at-step' ? expression.metric : expression.key;
}

function keyOf(expression: Named): string {
  return `${whatOf(expression)} ${refOf(expression).name}`;
}

function lackingCheck(expression: Named): Check {
  const { name, ids } = refOf(expression);
  return { kind: 'lacking', span: expression.span, what: whatOf(expression), name, ids };
}

function otherSpellings(expression: BoundExpression): readonly Check[] {
  return named(expression).flatMap((item): readonly Check[] => {
    const { name, ids, others } = refOf(item);
    if (others.length === 0) return [];
    return [{ kind: 'other-spelling', span: item.span, what: whatOf(item), name, ids, others }];
  });
}

/** Which values of params are read as another type than they were stored in, and which cannot be read at all. */
function readings(expression: BoundExpression): readonly Check[] {
  if (expression.kind === 'by-type') return typeChecks(expression, branchTypes(expression), 0);
  if (expression.kind === 'call' && expression.function === 'number') return [];
  if (expression.kind !== 'param' && expression.kind !== 'tag') return below(expression, readings);
  const { reading } = expression;
  if (reading === 'shown') return [];
  const asNumber = reading === 'number' ? typeBits.numericText : 0;
  return typeChecks(expression, readable[reading], asNumber | (reading === 'bool' ? typeBits.boolText : 0));
}

function branchTypes(expression: Of<'by-type'>): number {
  const number = expression.number === undefined ? 0 : typeBits.number;
  const bool = expression.bool === undefined ? 0 : typeBits.bool;
  return number | bool | (expression.text === undefined ? 0 : readable.text);
}

function typeChecks(expression: Of<'param' | 'tag' | 'by-type'>, used: number, coerced: number): readonly Check[] {
  const { key, span } = expression;
  const of = expression.kind === 'by-type' ? expression.of : expression.kind;
  const reading = expression.kind === 'by-type' ? 'shown' : expression.reading;
  const checks = [
    { kind: 'coerced', types: key.types & coerced },
    { kind: 'other-type', types: otherTypes(key, used) },
  ] as const;
  return checks.flatMap(({ kind, types }) => (types === 0 ? [] : [{ kind, span, key, of, reading, types }]));
}

function otherTypes(key: KeyRef, used: number): number {
  return key.types & ~used & ~typeBits.null;
}

const skipNan: ReadonlySet<string> = new Set(['min', 'max', 'mean', 'sum', 'argmin', 'argmax']);

function seriesChecks(expression: BoundExpression): readonly Check[] {
  const inside = below(expression, seriesChecks);
  const { span } = expression;
  if (expression.kind === 'aggregate' && skipNan.has(expression.aggregate)) {
    return [{ kind: 'nan-skipped', span, metric: expression.metric }];
  }
  if (expression.kind !== 'at-step' || expression.step.kind !== 'constant') return inside;
  const { value } = expression.step;
  return typeof value === 'number' ? [{ kind: 'ended-before', span, metric: expression.metric, step: value }] : inside;
}

function firstOfEach(checks: readonly Check[]): readonly Check[] {
  const seen = new Set<string>();
  return checks.filter((check) => {
    const { span: _, ...rest } = check;
    const key = JSON.stringify(rest);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

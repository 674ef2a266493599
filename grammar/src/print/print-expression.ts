import type { Endings } from '../endings.ts';
import type { Expression, PathNode, PathPart, Point, Range, RangeEnd, Smoothing, SortKey, Window } from '../syntax.ts';
import { printQueryInline } from './print-query.ts';

/** How tightly each form binds: a form stands in parentheses where a tighter one must stand. */
const ROOT = 0;
const OR = 1;
const AND = 2;
const NOT = 3;
const TEST = 4;
const SUM = 5;
const PRODUCT = 6;
const SIGN = 7;
const POWER = 8;
const POSTFIX = 9;
const ATOM = 10;

/** What ends an operand where an expression is printed; `by`: a clause `by` follows. */
export type Place = Endings & { readonly by?: true };

const anywhere: Place = {};

/** The canonical text of an expression: the name of its column. */
export function printExpression(expression: Expression, place: Place = anywhere): string {
  return put(expression, ROOT, place);
}

/** The same as an operand of a comparison. */
export function printOperand(expression: Expression): string {
  return put(expression, SUM, anywhere);
}

/** The same as an operand of `*` or `^`. */
export function printFactor(expression: Expression): string {
  return put(expression, POSTFIX, anywhere);
}

/** A key of `sort by`, `top`, `rank`. */
export function printKey({ expression, direction }: SortKey, place: Place = anywhere): string {
  if (direction === undefined) return printExpression(expression, place);
  return `${printExpression(expression, withoutBy(place))} ${direction}`;
}

/** Expressions with commas between them. */
export function printExpressions(items: readonly Expression[], place: Place = anywhere): string {
  return items.map((item, i) => printExpression(item, i < items.length - 1 ? withoutBy(place) : place)).join(', ');
}

/** A text in single quotes. */
export function printText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function put(expression: Expression, atLeast: number, place: Place): string {
  if (levelOf(expression) < atLeast || isEndedBy(expression, place)) return `(${write(expression, anywhere)})`;
  return write(expression, place);
}

function isEndedBy(expression: Expression, place: Place): boolean {
  if (expression.kind === 'at') return place.at === true;
  if (expression.kind === 'smoothed') return place.smooth === true;
  if (expression.kind !== 'kin') return false;
  return place.kin === true || (place.by === true && expression.by.length === 0);
}

function levelOf(expression: Expression): number {
  switch (expression.kind) {
    case 'when':
      return ROOT;
    case 'or':
      return OR;
    case 'and':
      return AND;
    case 'not':
      return NOT;
    case 'compare':
    case 'between':
    case 'in':
    case 'match':
    case 'is':
    case 'tagged':
    case 'artifact-link':
    case 'kin':
      return TEST;
    case 'arithmetic':
      return expression.op === '^' ? POWER : expression.op === '+' || expression.op === '-' ? SUM : PRODUCT;
    case 'negate':
      return SIGN;
    case 'at':
    case 'over':
    case 'smoothed':
      return POSTFIX;
    default:
      return ATOM;
  }
}

function write(expression: Expression, place: Place): string {
  const before = withoutBy(place);
  switch (expression.kind) {
    case 'or':
      return writeJoined(expression.items, 'or', AND, place);
    case 'and':
      return writeJoined(expression.items, 'and', NOT, place);
    case 'not':
      return `not ${put(expression.item, NOT, place)}`;
    case 'when':
      return `${expression.unit} when ${put(expression.condition, OR, place)}`;
    case 'compare':
      return `${put(expression.left, SUM, before)} ${expression.op} ${put(expression.right, SUM, before)}`;
    case 'between':
    case 'in':
    case 'match':
    case 'is':
      return writeTest(expression, before);
    case 'tagged':
      return `tagged ${printText(expression.label.value)}`;
    case 'artifact-link':
      return `${expression.role} ${expression.like ? 'like ' : ''}${printText(expression.text.value)}`;
    case 'kin':
      return writeKin(expression);
    case 'arithmetic':
      return writeArithmetic(expression, before);
    case 'negate':
      return `-${put(expression.item, SIGN, before)}`;
    case 'at':
      return `${writePostfixed(expression.item, before)} at ${printPoint(expression.point)}`;
    case 'over':
      return `${writePostfixed(expression.item, before)} over ${printWindow(expression.window)}`;
    case 'smoothed':
      return `${writePostfixed(expression.item, before)} ${printSmoothing(expression.smoothing)}`;
    case 'call':
      return `${expression.name.text}(${printExpressions(expression.arguments)})`;
    case 'rank':
      return `rank(${printKey(expression.key)}${printPer(expression.per)})`;
    case 'ago':
      return `${expression.amount.text} ago`;
    case 'path':
      return printPath(expression);
    case 'number':
    case 'duration':
    case 'date':
      return expression.text;
    case 'text':
      return printText(expression.value);
    case 'literal':
      return expression.name;
  }
}

function writeJoined(items: readonly Expression[], joint: 'and' | 'or', atLeast: number, place: Place): string {
  return items.map((item, i) => put(item, atLeast, i < items.length - 1 ? withoutBy(place) : place)).join(` ${joint} `);
}

type Test = Extract<Expression, { kind: 'between' | 'in' | 'match' | 'is' }>;

function writeTest(test: Test, place: Place): string {
  const item = put(test.item, SUM, place);
  const not = test.negated ? 'not ' : '';
  switch (test.kind) {
    case 'between':
      return `${item} ${not}between ${put(test.low, SUM, place)} and ${put(test.high, SUM, place)}`;
    case 'in':
      return `${item} ${not}in (${printExpressions(test.values)})`;
    case 'is':
      return `${item} is ${not}${test.test.text}`;
    case 'match': {
      const pattern = put(test.pattern, SUM, place);
      const looksLikeLink =
        /^(used|made)$/i.test(item) && test.op === 'like' && !test.negated && pattern.startsWith("'");
      return `${looksLikeLink ? `(${item})` : item} ${not}${test.op} ${pattern}`;
    }
  }
}

function writeKin(kin: Extract<Expression, { kind: 'kin' }>): string {
  const words = kin.by.map((word) => word.text);
  const within = kin.within === undefined ? '' : ` within ${kin.within}`;
  const by = words.length === 0 ? '' : ` by ${words.length === 1 ? words[0] : `(${words.join(', ')})`}`;
  return `${kin.relation} of ${writeKinSet(kin.of)}${within}${by}`;
}

function writeKinSet(of: Extract<Expression, { kind: 'kin' }>['of']): string {
  if (of.kind === 'query') return `(${printQueryInline(of)})`;
  const texts = of.names.map((name) => printText(name.value));
  return texts.length === 1 ? texts.join() : `(${texts.join(', ')})`;
}

function writeArithmetic(node: Extract<Expression, { kind: 'arithmetic' }>, place: Place): string {
  if (node.op === '^') return `${put(node.left, POSTFIX, place)}^${put(node.right, SIGN, place)}`;
  const level = levelOf(node);
  return `${put(node.left, level, place)} ${node.op} ${put(node.right, level + 1, place)}`;
}

function writePostfixed(item: Expression, place: Place): string {
  return item.kind === 'literal' ? `(${item.name})` : put(item, POSTFIX, place);
}

/** The text of a name, its parts as they were written. */
export function printPath(path: PathNode): string {
  return path.parts.map((part, i) => `${i > 0 && part.kind === 'quoted' ? '.' : ''}${printPart(part)}`).join('');
}

function printPart(part: PathPart): string {
  switch (part.kind) {
    case 'plain':
      return part.text;
    case 'quoted':
      return `\`${part.text.replaceAll('`', '``')}\``;
    case 'index':
      return `[${typeof part.key === 'number' ? part.key : printText(part.key)}]`;
  }
}

/** What stands behind `at`. */
export function printPoint(point: Point): string {
  switch (point.kind) {
    case 'at-step':
      return `step ${printStep(point.value)}`;
    case 'at-time':
      return `time ${printStep(point.value)}`;
    case 'at-percent':
      return point.text;
    case 'at-best':
      return `${point.extremum}(${printExpression(point.value)})`;
  }
}

function printStep(value: Expression): string {
  return value.kind === 'negate' ? `-${put(value.item, ATOM, anywhere)}` : put(value, ATOM, anywhere);
}

/** What stands behind `over`. */
export function printWindow(window: Window): string {
  if (window.kind === 'range') return `${window.by} ${printRange(window.range)}`;
  return `${window.kind} ${window.size.text}`;
}

/** `1000..5000`, `..2h`, `-100..0`. */
export function printRange({ from, to }: Range): string {
  return `${printEnd(from)}..${printEnd(to)}`;
}

function printEnd(end: RangeEnd | undefined): string {
  return end === undefined ? '' : `${end.negative ? '-' : ''}${end.value.text}`;
}

/** `smooth ema 0.9`. */
export function printSmoothing({ method, amount }: Smoothing): string {
  return `smooth ${method.text} ${amount.text}`;
}

/** ` per a, b`, or nothing. */
export function printPer(per: readonly Expression[], place: Place = anywhere): string {
  return per.length === 0 ? '' : ` per ${printExpressions(per, place)}`;
}

/** The same place where something of the clause still follows. */
export function withoutBy({ by: _, ...place }: Place): Place {
  return place;
}

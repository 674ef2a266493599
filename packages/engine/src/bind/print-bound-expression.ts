import type { BoundExpression, ConstantValue, KinPath, OfKin } from './bound.ts';
import { children } from './children.ts';
import { printFunction, printSeries } from './print-series.ts';

/** A bound expression as lines: one node a line with its type, children indented. */
export function printBoundExpression(expression: BoundExpression): readonly string[] {
  return [`${headOf(expression)}: ${expression.type}`, ...inside(expression)];
}

function inside(expression: BoundExpression): readonly string[] {
  if (expression.kind === 'series-value') return printSeries(expression.series).map(indent);
  if (expression.kind !== 'by-type') return children(expression).flatMap(printBoundExpression).map(indent);
  const { number, text, bool, list } = expression;
  return Object.entries({ number, text, bool, list }).flatMap(([type, branch]) => {
    return branch === undefined ? [] : [`  ${type}`, ...printBoundExpression(branch).map((line) => `    ${line}`)];
  });
}

function headOf(expression: BoundExpression): string {
  switch (expression.kind) {
    case 'constant':
      return `constant ${printConstant(expression.value, expression.type)}`;
    case 'field':
      return `field ${kinPrefix(expression)}${expression.field}`;
    case 'row-column':
      return `column ${expression.column}`;
    case 'clause-value':
      return `value ${expression.clause}`;
    case 'computed':
      return `column ${expression.index} of step ${expression.of}`;
    case 'param':
    case 'tag':
      return `${expression.kind} ${printName(expression.key)} as ${expression.reading}`;
    case 'list-element':
      return `element ${expression.index} of param ${printName(expression.key)} as ${expression.reading}`;
    case 'by-type':
      return `by type of ${expression.of} ${printName(expression.key)}`;
    case 'aggregate':
      return `${expression.aggregate} of metric ${printName(expression.metric)}`;
    case 'series-value':
      return `${printFunction(expression.of)} of`;
    case 'point':
      return `point ${expression.index}`;
    case 'arithmetic':
      return `arithmetic ${expression.op}`;
    case 'compare':
      return `compare ${expression.op}`;
    case 'negate':
    case 'not':
    case 'and':
    case 'or':
      return expression.kind;
    case 'call':
      return `call ${expression.function}`;
    case 'in':
      return `in (${expression.values.map((value) => printConstant(value, expression.item.type)).join(', ')})`;
    case 'match':
      return `${expression.op} ${printConstant(expression.pattern, 'text')}`;
    case 'is':
      return `is ${expression.test}`;
    case 'kin':
      return printKin(expression);
    case 'in-set':
      return `in the runs of step ${expression.of}`;
    case 'tagged':
      return `tagged ${printConstant(expression.label, 'text')}`;
    case 'artifact-link':
      return `${expression.role}${expression.like ? ' like' : ''} ${printConstant(expression.text, 'text')}`;
  }
}

function printKin({ relation, of, within, by }: Extract<BoundExpression, { readonly kind: 'kin' }>): string {
  const most = within === undefined ? '' : ` within ${within}`;
  const kinds = by === undefined ? '' : ` by ${by.join(', ')}`;
  return `${relation} of ${'kind' in of ? 'a query' : `runs ${of.join(', ')}`}${most}${kinds}`;
}

function printConstant(value: ConstantValue, type: BoundExpression['type']): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (type === 'time' && typeof value === 'number') return printTime(value);
  return type === 'duration' ? `${value}s` : String(value);
}

function printTime(micros: number): string {
  const date = new Date(Math.floor(micros / 1000));
  return Number.isNaN(date.getTime()) ? `${micros}us` : date.toISOString();
}

/** `val.acc [1 7 / 9]`: a name with its ids; those of other spellings after the slash. */
export function printName(ref: {
  readonly name: string;
  readonly ids: readonly number[];
  readonly others: readonly number[];
  readonly kin?: KinPath;
}): string {
  const others = ref.others.length === 0 ? '' : ` / ${ref.others.join(' ')}`;
  return `${kinPrefix(ref)}${ref.name} [${ref.ids.join(' ')}${others}]`;
}

/** `parent.` of what is a parent's; nothing of the run's own. */
export function kinPrefix({ kin = [] }: OfKin): string {
  return kin.map((each) => `${each}.`).join('');
}

function indent(line: string): string {
  return `  ${line}`;
}

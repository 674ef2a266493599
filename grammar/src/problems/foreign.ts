import { type IToken, tokenMatcher } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import { Arithmetic } from '../lex/tokens.ts';
import { type Comparison, isWord } from '../parser/build.ts';
import { printExpression, printFactor, printOperand, printText } from '../print/print-expression.ts';
import { type Span, spanOf } from '../source.ts';
import type { Expression, Word } from '../syntax.ts';
import { problem } from './problem.ts';

// What people write out of habit from SQL, Python and other trackers, answered with xt's form.

function foreign(span: Span, written: string, hint: string): Diagnostic {
  return problem('foreign', span, { written, hint });
}

/** Of `a ** b` and `a // b`. */
export function operator(
  op: IToken | undefined,
  left: Expression | undefined,
  right: Expression,
): Diagnostic | undefined {
  if (op === undefined || left === undefined || (op.image !== '**' && op.image !== '//')) return undefined;
  const [a, b] = [printFactor(left), printFactor(right)];
  if (op.image === '**') return foreign(spanOf(op), '**', `a power is \`^\`: \`${a}^${b}\``);
  return foreign(spanOf(op), '//', `\`floor(${a} / ${b})\``);
}

/** Of `93%` where no percentage can stand. */
export function percentage(token: IToken): Diagnostic {
  const share = Number((Number(token.image.slice(0, -1).replaceAll('_', '')) / 100).toPrecision(15));
  return foreign(spanOf(token), token.image, `as a number: \`${share}\``);
}

/** Of `!x`. */
export function bang(token: IToken): Diagnostic {
  return foreign(spanOf(token), '!', '`not`');
}

/** Of `nulls first` and `nulls last`. */
export function nulls(span: Span): Diagnostic {
  return foreign(span, 'nulls', 'not there: NaN and then missing values sort last in both directions');
}

/** Of `offset 10`. */
export function offset(span: Span): Diagnostic {
  return foreign(span, 'offset', 'not there: ask for more with `limit`, or narrow with `where`');
}

/** Of `runs select name from runs`. */
export function from(span: Span): Diagnostic {
  return foreign(span, 'from', 'the source stands first, without `from`: `runs select name`');
}

/** Of `distinct x`, `exists x`, `has x`. */
export function prefix(word: string, span: Span, item: Expression): Diagnostic {
  const name = printExpression(item);
  const hint = word.toLowerCase() === 'distinct' ? `\`group by ${name}\`` : `\`${name} is not missing\``;
  return foreign(span, word, hint);
}

/** Of `= NULL`, `!= None`, `= nan`. */
export function compare({ op, left, right, span }: Comparison, tail: Span): Diagnostic | undefined {
  if (op !== '=' && op !== '!=') return undefined;
  const nothing = nothingWord(right) ?? nothingWord(left);
  if (nothing === undefined) return undefined;
  const isRight = nothingWord(right) !== undefined;
  const name = printOperand(isRight ? left : right);
  const is = op === '=' ? 'is' : 'is not';
  const hint =
    nothing.toLowerCase() === 'nan'
      ? `\`${name} ${is} nan\``
      : `\`${name} ${is} missing\` (\`${op} nan\`: \`${is} nan\`; the text: \`${op} ${printText(nothing)}\`)`;
  return foreign(isRight ? tail : span, `${op} ${nothing}`, hint);
}

function nothingWord(expression: Expression): string | undefined {
  if (expression.kind === 'literal') return expression.name === 'nan' ? 'nan' : undefined;
  const name = singleName(expression);
  return name !== undefined && /^(null|none|nil)$/i.test(name) ? name : undefined;
}

/** The name of a path that is one unquoted name. */
function singleName(expression: Expression): string | undefined {
  if (expression.kind !== 'path' || expression.parts.length > 1) return undefined;
  const [part] = expression.parts;
  return part?.kind === 'plain' ? part.text : undefined;
}

/** Of `is None`, `is true`. */
export function isTest(span: Span, item: Expression, test: Word, negated: boolean): Diagnostic | undefined {
  const word = isWord(test).text;
  const name = printOperand(item);
  if (/^(none|nil)$/.test(word))
    return foreign(span, `is ${test.text}`, `\`${name} is ${negated ? 'not ' : ''}missing\``);
  if (word !== 'true' && word !== 'false') return undefined;
  return foreign(span, `is ${test.text}`, (word === 'true') === negated ? `\`not ${name}\`` : `\`${name}\``);
}

/** Of `'x' in tags`. */
export function inName(span: Span, item: Expression, list: Expression, negated: boolean): Diagnostic {
  const not = negated ? 'not ' : '';
  const [name, value] = [printOperand(list), printOperand(item)];
  if (list.kind !== 'path') return foreign(span, 'in', `a list stands in parentheses: \`${value} ${not}in (${name})\``);
  const isTags = singleName(list) === 'tags' && item.kind === 'text';
  const hint = isTags ? `\`${not}tagged ${value}\`` : `\`${name} ${not}contains ${value}\`, or a list: \`in (…)\``;
  return foreign(span, 'in', hint);
}

const neptuneTypes = /^(bool|int|float|string|datetime|floatSeries|stringSet|stringSeries|float_series|string_set)$/;

/** Of `lr:<0.1`, `tags:baseline`. */
export function colon(comparison: Comparison, hasOperator: boolean): Diagnostic {
  const { left, op, right, span } = comparison;
  const name = printOperand(left);
  const value = singleName(right);
  if (hasOperator || value === undefined) return foreign(span, ':', `\`${name} ${op} ${printOperand(right)}\``);
  if (neptuneTypes.test(value)) return foreign(span, ':', `types are not written: ${name}`);
  if (name === 'tags' || name === 'tag') return foreign(span, ':', `\`tagged ${printText(value)}\``);
  return foreign(span, ':', `\`${name} = ${printText(value)}\``);
}

/** Of a postfix behind `nan`, `now` …, which take none; in parentheses they are left to the binder. */
export function literalPostfix(item: Expression, span: Span): Diagnostic | undefined {
  if (item.kind !== 'literal' || item.span.end - item.span.start !== item.name.length) return undefined;
  const hint = `a metric of that name is \`metrics.${item.name}\``;
  return problem('syntax', span, {
    expected: 'a series before it',
    found: `\`${item.name}\``,
    hint,
  });
}

const mongoOps: ReadonlyMap<string, string> = new Map([
  ['$gt', '>'],
  ['$gte', '>='],
  ['$lt', '<'],
  ['$lte', '<='],
  ['$eq', '='],
  ['$ne', '!='],
  ['$regex', 'matches'],
]);

/** Of a filter as `{"loss": {"$lt": 0.5}}`. */
export function braces(span: Span, tokens: readonly IToken[]): Diagnostic {
  const at = tokens.findIndex((token) => mongoOps.has(token.image.slice(1, -1)));
  const op = mongoOps.get(tokens[at]?.image.slice(1, -1) ?? '');
  const value = tokens[at + 2]?.image.replaceAll('"', "'");
  const name = tokens[at - 3]?.image.slice(1, -1);
  const others = tokens.filter((token) => token.image.charAt(1) === '$' || tokenMatcher(token, Arithmetic)).length > 1;
  const condition = op === undefined || value === undefined ? undefined : [name ?? '', op, value].join(' ').trim();
  const hint =
    condition === undefined || others
      ? 'conditions are written out: `loss < 0.5 and params.lr > 1e-3`'
      : `\`${condition}\``;
  return foreign(span, '{…}', hint);
}

import type { Expression, MatchOp } from '@xt/grammar';
import { RE2JS } from 're2js';
import type { BoundExpression, ConstantValue } from './bound.ts';
import { canRead, isOpen, type OpenValue, readAs } from './coercion.ts';
import { negateIf } from './conditions.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { reportMismatch } from './mismatch.ts';
import { bindSides } from './operands.ts';

type MatchNode = Extract<Expression, { readonly kind: 'match' }>;

/** Binds `like`, `matches`, `contains` and their like: a text, or for `contains` a list too, and a constant. */
export function bindMatch(environment: Environment, node: MatchNode): BoundExpression | undefined {
  const [item, pattern] = bindSides(environment, node.item, node.pattern);
  if (item === undefined || pattern === undefined) return undefined;
  if (pattern.kind !== 'constant') {
    const hint = `in quotes: \`${node.op} 'x'\``;
    environment.report(problem('not-a-constant', node.pattern.span, { name: node.op, hint }));
    return undefined;
  }
  if (node.op === 'matches' && !checkRegex(environment, pattern)) return undefined;
  const make = (of: BoundExpression): BoundExpression => {
    return { kind: 'match', type: 'bool', op: node.op, item: of, pattern: pattern.value, span: node.span };
  };
  const sides = isOpen(item) ? readOpen(item, node.op, pattern.value) : readClosed(item, node.op, pattern.value);
  const [only, ...more] = sides.map(make);
  if (only === undefined) {
    const isText = pattern.type === 'text';
    return isText ? reportMismatch(environment, item, 'text') : reportMismatch(environment, pattern, 'text');
  }
  const bound: BoundExpression =
    more.length === 0 ? only : { kind: 'or', type: 'bool', items: [only, ...more], span: node.span };
  return negateIf(node.negated, bound);
}

function readOpen(item: OpenValue, op: MatchOp, pattern: ConstantValue): readonly BoundExpression[] {
  const list = op === 'contains' && canRead(item, 'list') ? [readAs(item, 'list')] : [];
  const text = typeof pattern === 'string' && canRead(item, 'text') ? [readAs(item, 'text')] : [];
  return [...list, ...text];
}

function readClosed(item: BoundExpression, op: MatchOp, pattern: ConstantValue): readonly BoundExpression[] {
  const fits = (item.type === 'text' && typeof pattern === 'string') || (item.type === 'list' && op === 'contains');
  return fits ? [item] : [];
}

function checkRegex(environment: Environment, pattern: BoundExpression): boolean {
  if (pattern.kind !== 'constant' || typeof pattern.value !== 'string') return true;
  try {
    RE2JS.compile(pattern.value);
    return true;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace('error parsing regexp: ', '');
    environment.report(problem('bad-regex', pattern.span, { reason, hint: regexHint(reason) }));
    return false;
  }
}

const regexHints: readonly (readonly [RegExp, string])[] = [
  [/missing closing \]/, 'the missing `]`; for the sign itself: `\\[`'],
  [/missing closing \)/, 'the missing `)`; for the sign itself: `\\(`'],
  [/unexpected \)/, 'the missing `(`; for the sign itself: `\\)`'],
  [/missing argument to repetition/, 'what is repeated stands before it; for the sign itself a `\\` before'],
  [/trailing backslash/, 'a backslash itself is `\\\\`'],
  [/perl syntax|lookahead|lookbehind|invalid or unsupported/i, 'RE2 has no look-around and no back-references'],
];

function regexHint(reason: string): string {
  const known = regexHints.find(([pattern]) => pattern.test(reason));
  return known?.[1] ?? 'RE2 syntax, as in Go: no look-around, no back-references';
}

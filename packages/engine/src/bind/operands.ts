import type { Expression } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { canRead, isOpen } from './coercion.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { resolvePath } from './paths.ts';
import { asValue } from './values.ts';

type Bound = BoundExpression | undefined;

/** Binds two sides that are compared: `me` beside `user` is who asks, a lone word beside a text lacks its quotes. */
export function bindSides(environment: Environment, left: Expression, right: Expression): readonly [Bound, Bound] {
  if (isMe(left) && !isMe(right)) {
    const bound = bindExpression(environment, right);
    return [bindBeside(environment, left, bound), bound];
  }
  const bound = bindExpression(environment, left);
  return [bound, bindBeside(environment, right, bound)];
}

/** Binds what stands beside another, bound side. */
export function bindBeside(environment: Environment, node: Expression, beside: Bound): Bound {
  if (node.kind !== 'path') return bindExpression(environment, node);
  if (isMe(node) && isUser(beside)) {
    return { kind: 'constant', type: 'text', value: environment.asker.user, span: node.span };
  }
  if (environment.row.groups !== undefined || !isTextual(beside)) return bindExpression(environment, node);
  const resolved = resolvePath(environment, node, 'text');
  return resolved === undefined ? undefined : asValue(environment, resolved, node.span);
}

function isMe(node: Expression): boolean {
  const [part, ...more] = node.kind === 'path' ? node.parts : [];
  return part?.kind === 'plain' && part.text === 'me' && more.length === 0;
}

function isUser(beside: Bound): boolean {
  if (beside?.kind === 'field') return beside.field === 'user';
  return beside?.kind === 'row-column' && beside.column === 'user';
}

function isTextual(beside: Bound): boolean {
  if (beside === undefined) return false;
  return isOpen(beside) ? beside.kind !== 'list-element' && canRead(beside, 'text') : beside.type === 'text';
}

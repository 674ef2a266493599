import { type Expression, printExpression, type TextNode } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { canRead, coerce, isOpen, readAs, readable } from './coercion.ts';
import { describe } from './describe.ts';
import { formatCount, problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { within } from './names.ts';

type NodeOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** Binds what must be true, false or unknown; a bool param is a condition by itself. */
export function bindCondition(environment: Environment, node: Expression): BoundExpression | undefined {
  const bound = bindExpression(environment, node);
  if (bound === undefined || bound.type === 'bool') return bound;
  const isLabel = bound.kind === 'tag' && (bound.key.types & readable.bool) === 0;
  if (isOpen(bound) && !isLabel && canRead(bound, 'bool')) return readAs(bound, 'bool');
  const name = printExpression(node);
  const found = describe(bound);
  const asked = isLabel ? `tagged '${bound.key.name.replaceAll("'", "''")}'` : `${name} is not missing`;
  environment.report(problem('not-a-condition', node.span, { name, found, hint: `compare it, or: \`${asked}\`` }));
  return undefined;
}

/** Binds `and`, `or`: every item, so that each tells what is wrong with it. */
export function bindJunction(environment: Environment, node: NodeOf<'and' | 'or'>): BoundExpression | undefined {
  const items = node.items.map((item) => bindCondition(environment, item));
  const { kind, span } = node;
  return allBound(items) ? { kind, type: 'bool', items, span } : undefined;
}

export function bindNot(environment: Environment, node: NodeOf<'not'>): BoundExpression | undefined {
  const item = bindCondition(environment, node.item);
  return item === undefined ? undefined : { kind: 'not', type: 'bool', item, span: node.span };
}

/** Binds `is missing`, `is nan`, `is finite`. */
export function bindIs(environment: Environment, node: NodeOf<'is'>): BoundExpression | undefined {
  const bound = bindExpression(environment, node.item);
  const { span, negated } = node;
  const test = node.test.text.toLowerCase();
  if (test !== 'missing' && test !== 'nan' && test !== 'finite') {
    const hint = '`is missing`, `is nan`, `is finite`';
    environment.report(problem('unknown-word', node.test.span, { what: 'test', name: node.test.text, hint }));
    return undefined;
  }
  if (bound === undefined) return undefined;
  const item = test === 'missing' || bound.type === 'duration' ? bound : coerce(environment, bound, 'number');
  return item === undefined ? undefined : negateIf(negated, { kind: 'is', type: 'bool', test, item, span });
}

/** Binds `tagged 'x'`; a tag that no run has is no error, but worth a note. */
export function bindTagged(environment: Environment, node: NodeOf<'tagged'>): BoundExpression {
  noteUnknownTag(environment, node.label);
  return { kind: 'tagged', type: 'bool', label: node.label.value, span: node.span };
}

export function bindArtifactLink(node: NodeOf<'artifact-link'>): BoundExpression {
  const { role, like, span } = node;
  return { kind: 'artifact-link', type: 'bool', role, like, text: node.text.value, span };
}

/** The condition, or its negation. */
export function negateIf(negated: boolean, item: BoundExpression): BoundExpression {
  return negated ? { kind: 'not', type: 'bool', item, span: item.span } : item;
}

/** Whether every part was bound. */
export function allBound(items: readonly (BoundExpression | undefined)[]): items is readonly BoundExpression[] {
  return items.every((item) => item !== undefined);
}

function noteUnknownTag(environment: Environment, label: TextNode): void {
  const { catalog, row } = environment;
  if (environment.isMuted) return;
  const name = label.value;
  if (within(catalog.exact('tag', name), row.reach).length > 0) return;
  const near = catalog.nearest(name, ['tag'], 3, row.reach);
  const names = near.map((entry) => `\`${entry.name}\` (${formatCount(entry.runs)})`);
  const hint = names.length > 0 ? `nearest tags: ${names.join(', ')}` : 'the tags of runs: `runs select name, tags`';
  environment.report(problem('unknown-tag', label.span, { name, hint }));
}

import type { Expression } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import { nameDistance } from '../catalog/nearest-names.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundExpression } from './bound.ts';
import { canRead, coerce, isOpen, naturalReading } from './coercion.ts';
import { allBound } from './conditions.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { functionSynonyms, functions, type ScalarEntry, type SeriesEntry } from './functions.ts';
import { reportMismatch } from './mismatch.ts';
import { bindSeriesCall } from './series-calls.ts';

export type CallNode = Extract<Expression, { readonly kind: 'call' }>;

/** Binds a call of any function: of values, or of a series. */
export function bindCall(environment: Environment, node: CallNode): BoundExpression | undefined {
  const entry = functions.get(node.name.text.toLowerCase());
  if (entry === undefined) return reportUnknown(environment, node);
  const found = node.arguments.length;
  if (found < entry.least || found > entry.most) return reportArguments(environment, node, entry);
  if (entry.kind === 'series') return bindSeriesCall(environment, node, entry);
  const items = node.arguments.map((argument) => bindExpression(environment, argument));
  return allBound(items) ? bindScalar(environment, node, entry, items) : undefined;
}

function bindScalar(
  environment: Environment,
  node: CallNode,
  entry: ScalarEntry,
  items: readonly BoundExpression[],
): BoundExpression | undefined {
  const call = (type: ValueType, list: readonly (BoundExpression | undefined)[]): BoundExpression | undefined => {
    const { span } = node;
    return allBound(list) ? { kind: 'call', type, function: entry.name, arguments: list, span } : undefined;
  };
  const [item] = items;
  if (item === undefined) return undefined;
  switch (entry.name) {
    case 'abs':
      return item.type === 'duration' ? call('duration', items) : call('number', [coerce(environment, item, 'number')]);
    case 'round':
    case 'floor':
    case 'ceil':
    case 'log':
    case 'log10':
    case 'exp':
    case 'sqrt':
      return call('number', [coerce(environment, item, 'number')]);
    case 'least':
    case 'greatest':
    case 'coalesce': {
      const type = sharedType(items);
      return call(
        type,
        items.map((each) => coerce(environment, each, type)),
      );
    }
    case 'lower':
      return call('text', [coerce(environment, item, 'text')]);
    case 'text':
      return call('text', items);
    case 'number':
      return bindNumber(environment, item, call);
    case 'day':
    case 'week':
    case 'month': {
      const zone: BoundExpression = { kind: 'constant', type: 'text', value: environment.zone.name, span: node.span };
      return call('time', [coerce(environment, item, 'time'), zone]);
    }
  }
}

/** `number` of a text, a bool (0, 1), a duration (seconds), a number; of a param whatever of it reads as one. */
function bindNumber(
  environment: Environment,
  item: BoundExpression,
  call: (type: ValueType, list: readonly (BoundExpression | undefined)[]) => BoundExpression | undefined,
): BoundExpression | undefined {
  if (isOpen(item)) return call('number', [{ ...item, reading: 'number', type: 'number' }]);
  if (item.type === 'time' || item.type === 'list') return reportMismatch(environment, item, 'number');
  return call('number', [item]);
}

/** The type that several values are brought to: that of the first which has one, constants last. */
function sharedType(items: readonly BoundExpression[]): Exclude<ValueType, 'mixed'> {
  const closed = items.filter((item) => !isOpen(item));
  const typed = closed.find((item) => item.kind !== 'constant') ?? closed[0];
  if (typed !== undefined && typed.type !== 'mixed') return typed.type;
  const open = items.filter(isOpen);
  const [first, ...more] = open.map(naturalReading);
  if (first !== undefined && more.every((reading) => reading === first)) return first;
  return open.every((item) => canRead(item, 'number')) ? 'number' : 'text';
}

function reportUnknown(environment: Environment, node: CallNode): undefined {
  for (const argument of node.arguments) bindExpression(environment, argument);
  const name = node.name.text;
  const known = [...functions.keys(), ...functionSynonyms.keys()]
    .map((word) => ({ word, distance: nameDistance(name, word) }))
    .filter((near) => near.distance !== undefined)
    .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0))
    .slice(0, 2)
    .map(({ word }) =>
      functionSynonyms.has(word) ? `\`${word}\`, which is \`${functionSynonyms.get(word)}\`` : `\`${word}\``,
    );
  const hint = known.length > 0 ? `nearest: ${known.join(', ')}` : 'the functions: docs/language.md';
  environment.report(problem('unknown-function', node.name.span, { name, hint }));
}

function reportArguments(environment: Environment, node: CallNode, entry: ScalarEntry | SeriesEntry): undefined {
  for (const argument of node.arguments) bindExpression(environment, argument);
  const found = node.arguments.length;
  const { least, most, name, shape } = entry;
  const count = (n: number) => (n === 1 ? 'one argument' : `${n} arguments`);
  const expected = most === least ? count(least) : least === 0 ? 'at most one argument' : `at least ${count(least)}`;
  const ofValues = name === 'max' ? 'greatest' : name === 'min' ? 'least' : undefined;
  const written = node.arguments.map((argument) => printExpression(argument)).join(', ');
  const isSeveral = ofValues !== undefined && found > 1;
  const hint = isSeveral ? `of several values: \`${ofValues}(${written})\`` : `as in \`${shape}\``;
  environment.report(problem('wrong-arguments', node.span, { name, expected, found, hint }));
}

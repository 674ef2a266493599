import type { Expression } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import {
  functionSynonyms,
  type ScalarEntry,
  type SeriesEntry,
  scalarFunctions,
  seriesFunctions,
} from '../catalog/functions.ts';
import { distanceFrom } from '../catalog/nearest-names.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundExpression } from './bound.ts';
import { canRead, coerce, isOpen, naturalReading, readAs } from './coercion.ts';
import { allBound } from './conditions.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { reportMismatch } from './mismatch.ts';
import { bindSeriesCall } from './series-calls.ts';

export type CallNode = Extract<Expression, { readonly kind: 'call' }>;

/** Binds a call of any function: of values, or of a series. */
export function bindCall(environment: Environment, node: CallNode): BoundExpression | undefined {
  const name = node.name.text.toLowerCase();
  const series = seriesFunctions.find((entry) => entry.name === name);
  const scalar = scalarFunctions.find((entry) => entry.name === name);
  const found = node.arguments.length;
  if (series !== undefined) {
    if (found < series.least || found > series.most) return reportArguments(environment, node, series);
    return bindSeriesCall(environment, node, series);
  }
  if (scalar === undefined) return reportUnknown(environment, node);
  const arity: ScalarEntry = scalar;
  const isEnough = arity.least === undefined ? found === 1 : found >= arity.least;
  if (!isEnough) return reportArguments(environment, node, scalar);
  const items = node.arguments.map((argument) => bindExpression(environment, argument));
  return allBound(items) ? bindScalar(environment, node, scalar, items) : undefined;
}

type Scalar = (typeof scalarFunctions)[number];

function bindScalar(
  environment: Environment,
  node: CallNode,
  entry: Scalar,
  items: readonly BoundExpression[],
): BoundExpression | undefined {
  const list = items.map((item) => coerceArgument(environment, entry, item, items));
  const [first] = list;
  if (!allBound(list) || first === undefined) return undefined;
  const { span } = node;
  const type = entry.gives === 'same' ? first.type : entry.gives;
  const { zoned }: ScalarEntry = entry;
  const zone = { kind: 'constant', type: 'text', value: environment.zone.name, span } as const;
  return { kind: 'call', type, function: entry.name, arguments: zoned === true ? [...list, zone] : list, span };
}

function coerceArgument(
  environment: Environment,
  entry: Scalar,
  item: BoundExpression,
  items: readonly BoundExpression[],
): BoundExpression | undefined {
  switch (entry.takes) {
    case 'number':
    case 'text':
    case 'time':
      return coerce(environment, item, entry.takes);
    case 'quantity':
      return item.type === 'duration' ? item : coerce(environment, item, 'number');
    case 'same':
      return coerce(environment, item, sharedType(items));
    case 'any':
      return entry.gives === 'number' ? readableAsNumber(environment, item) : item;
  }
}

/** Of a param whatever reads as a number or a bool, without a note, as it was asked for. */
function readableAsNumber(environment: Environment, item: BoundExpression): BoundExpression | undefined {
  if (isOpen(item)) {
    const number = readAs(item, 'number');
    // A list's elements have no type of their own in the names.
    if (item.kind === 'list-element' || !canRead(item, 'bool')) return number;
    const { span } = item;
    const bool: BoundExpression = {
      kind: 'call',
      type: 'number',
      function: 'number',
      arguments: [readAs(item, 'bool')],
      span,
    };
    if (!canRead(item, 'number')) return bool;
    return { kind: 'call', type: 'number', function: 'coalesce', arguments: [number, bool], span };
  }
  return item.type === 'time' || item.type === 'list' ? reportMismatch(environment, item, 'number') : item;
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
  if (environment.isMuted || environment.saidEnough()) return;
  const name = node.name.text;
  const distanceTo = distanceFrom(name);
  const own = [...seriesFunctions, ...scalarFunctions].map((entry) => entry.name);
  const known = [...own, ...functionSynonyms.keys()]
    .map((word) => ({ word, distance: distanceTo(word) }))
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
  const { name, example } = entry;
  const written = node.arguments.map((argument) => printExpression(argument)).join(', ');
  const ofValues = name === 'max' ? 'greatest' : name === 'min' ? 'least' : undefined;
  const isSeveral = ofValues !== undefined && found > 1;
  const hint = isSeveral ? `of several values: \`${ofValues}(${written})\`` : `as in \`${example}\``;
  environment.report(problem('wrong-arguments', node.span, { name, expected: describeArity(entry), found, hint }));
}

function describeArity(entry: ScalarEntry | SeriesEntry): string {
  const count = (n: number) => (n === 1 ? 'one argument' : `${n} arguments`);
  if ('most' in entry) return entry.least === 0 ? 'at most one argument' : count(entry.least);
  return entry.least === undefined ? count(1) : `at least ${count(entry.least)}`;
}

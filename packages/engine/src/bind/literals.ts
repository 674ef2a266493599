import type { DateNode, Expression, LiteralNode, NumberNode } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import type { Clock, Zone } from './zone.ts';

const micro = 1_000_000;
const datePattern = /^(\d{4})-(\d\d)-(\d\d)(?:t(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?(z|[+-]\d\d(?::?\d\d)?)?$/i;

/** A constant of a literal: times in microseconds since 1970, durations in seconds. */
export function bindLiteral(
  environment: Environment,
  node: Extract<Expression, { readonly kind: 'number' | 'duration' | 'text' | 'date' | 'literal' | 'ago' }>,
): BoundExpression {
  const { span } = node;
  switch (node.kind) {
    case 'number':
      noteRounding(environment, node);
      return { kind: 'constant', type: 'number', value: node.value, span };
    case 'duration':
      return { kind: 'constant', type: 'duration', value: node.seconds, span };
    case 'text':
      return { kind: 'constant', type: 'text', value: node.value, span };
    case 'date':
      return { kind: 'constant', type: 'time', value: instantOf(environment.zone, node), span };
    case 'ago':
      return { kind: 'constant', type: 'time', value: environment.asker.now - node.amount.seconds * micro, span };
    case 'literal':
      return bindWord(environment, node);
  }
}

/** A whole number that was written out in full is meant to the last digit. */
function noteRounding(environment: Environment, { text, value, span }: NumberNode): void {
  if (value <= Number.MAX_SAFE_INTEGER || !/^[\d_]+$/.test(text)) return;
  const as = Number.isFinite(value) ? String(BigInt(value)) : 'inf';
  environment.report(problem('beyond-double', span, { name: text, as }));
}

/** The first instant of a day written without a time, and that of the next day; undefined for all else. */
export function wholeDay(
  environment: Environment,
  node: Expression,
): { readonly start: number; readonly end: number; readonly text: string } | undefined {
  const day = dayOf(environment, node);
  if (day === undefined) return undefined;
  const { zone } = environment;
  const start = zone.startOfDay(day);
  const end = zone.startOfDay({ ...day, day: day.day + 1 });
  return { start, end, text: node.kind === 'date' ? node.text : node.kind === 'literal' ? node.name : '' };
}

function dayOf(environment: Environment, node: Expression): Omit<Clock, 'micros'> | undefined {
  if (node.kind === 'date') {
    const match = datePattern.exec(node.text);
    if (match === null || match[4] !== undefined || match[8] !== undefined) return undefined;
    return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  }
  if (node.kind !== 'literal' || (node.name !== 'today' && node.name !== 'yesterday')) return undefined;
  const today = environment.zone.dayAt(environment.asker.now);
  return node.name === 'today' ? today : { ...today, day: today.day - 1 };
}

function instantOf(zone: Zone, node: DateNode): number {
  const match = datePattern.exec(node.text);
  if (match === null) throw new Error(`not a date: ${node.text}`);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const clock = { ...date, micros: (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * micro + micros };
  if (offset === undefined) return match[4] === undefined ? zone.startOfDay(date) : zone.instant(clock);
  return Date.UTC(date.year, date.month - 1, date.day) * 1000 + clock.micros - offsetMicros(offset);
}

function offsetMicros(offset: string): number {
  if (offset.toLowerCase() === 'z') return 0;
  const digits = offset.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0');
  return (offset.startsWith('-') ? -minutes : minutes) * 60 * micro;
}

function bindWord(environment: Environment, node: LiteralNode): BoundExpression {
  const { span, name } = node;
  switch (name) {
    case 'true':
    case 'false':
      return { kind: 'constant', type: 'bool', value: name === 'true', span };
    case 'nan':
      return { kind: 'constant', type: 'number', value: Number.NaN, span };
    case 'inf':
      return { kind: 'constant', type: 'number', value: Number.POSITIVE_INFINITY, span };
    case 'now':
      return { kind: 'constant', type: 'time', value: environment.asker.now, span };
    case 'today':
    case 'yesterday': {
      const start = wholeDay(environment, node)?.start ?? environment.asker.now;
      return { kind: 'constant', type: 'time', value: start, span };
    }
  }
}

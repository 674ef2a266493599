import type { Diagnostic } from '../diagnostic.ts';
import { printRange } from '../print/print-expression.ts';
import type { Range, RangeEnd } from '../syntax.ts';
import { problem } from './problem.ts';

/** What is wrong with a range of steps or of time: its unit, or its ends the wrong way round. */
export function rangeProblem(by: 'steps' | 'time', range: Range): Diagnostic | undefined {
  const { from, to } = range;
  const text = printRange(range);
  const wanted = by === 'steps' ? 'number' : 'duration';
  if ([from, to].some((end) => end !== undefined && end.value.kind !== wanted)) return unitProblem(by, range, text);
  if (from === undefined || to === undefined || sizeOf(from) <= sizeOf(to)) return undefined;
  const hint = `\`${printRange({ ...range, from: to, to: from })}\``;
  return problem('bad-range', range.span, { range: text, reason: 'ends before it starts', hint });
}

function unitProblem(by: 'steps' | 'time', range: Range, text: string): Diagnostic {
  const reason = by === 'steps' ? 'of steps has plain numbers as its ends' : 'of time has durations as its ends';
  const hint = by === 'steps' ? `\`time ${text}\`` : `\`${printRange(inHours(range))}\``;
  return problem('bad-range', range.span, { range: text, reason, hint });
}

function inHours({ span, from, to }: Range): Range {
  return {
    span,
    ...(from === undefined ? {} : { from: withHour(from) }),
    ...(to === undefined ? {} : { to: withHour(to) }),
  };
}

function withHour(end: RangeEnd): RangeEnd {
  const { value } = end;
  return value.kind === 'number' ? { ...end, value: { ...value, text: `${value.text}h` } } : end;
}

function sizeOf({ value, negative }: RangeEnd): number {
  const size = value.kind === 'number' ? value.value : value.seconds;
  return negative ? -size : size;
}

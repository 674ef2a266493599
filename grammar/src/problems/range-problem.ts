import type { Diagnostic } from '../diagnostic.ts';
import { printRange } from '../print/print-expression.ts';
import type { Range, RangeEnd } from '../syntax.ts';
import { problem } from './problem.ts';

/** What is wrong with a range of steps or of time: its unit, or its ends the wrong way round. */
export function rangeProblem(by: 'steps' | 'time', range: Range): Diagnostic | undefined {
  const { from, to } = range;
  const text = printRange(range);
  const wanted = by === 'steps' ? 'number' : 'duration';
  const odd = [from, to].find((end) => end !== undefined && end.value.kind !== wanted);
  if (odd !== undefined) return unitProblem(by, range, odd, text);
  if (from === undefined || to === undefined || sizeOf(from) <= sizeOf(to)) return undefined;
  const hint = `\`${printRange({ ...range, from: to, to: from })}\``;
  return problem('bad-range', range.span, { range: text, reason: 'ends before it starts', hint });
}

function unitProblem(by: 'steps' | 'time', range: Range, odd: RangeEnd, text: string): Diagnostic {
  const reason = by === 'steps' ? 'of steps has plain numbers as its ends' : 'of time has durations as its ends';
  const hint =
    by === 'steps' ? `\`time ${text}\`` : `\`${odd.value.text}s\`, \`${odd.value.text}m\` or \`${odd.value.text}h\``;
  return problem('bad-range', range.span, { range: text, reason, hint });
}

function sizeOf({ value, negative }: RangeEnd): number {
  const size = value.kind === 'number' ? value.value : value.seconds;
  return negative ? -size : size;
}

import { closeSync, openSync, readSync } from 'node:fs';
import { emptyColumns, isRounded, partOf, partPoints, roundedSteps, type SeriesColumns } from './series-columns.ts';
import type { SeriesPart } from './store.ts';

/** Where the reader stands in a metric file. */
export interface LinePosition {
  readonly offset: number;
  readonly lines: number;
}

export interface LineProblem {
  readonly line: number;
  readonly offset: number;
  readonly what: string;
  /** Odd: kept otherwise than it was written; told once, for all lines. */
  readonly kind: 'damaged' | 'unfinished' | 'odd';
}

const chunkSize = 256 * 1024;
/** No line of numbers is longer; one that is costs itself. */
const longestLine = 64 * 1024;

/**
 * The points of a metric file of MLflow's file store from a position on: a line is `<milliseconds> <value> [<step>]`, and
 * anything behind. A line without a step has its index as step. Returns the position behind the last whole line.
 */
export function* readMetricLines(
  path: string,
  metric: string,
  before: LinePosition,
  problem: (at: LineProblem) => void,
): Generator<SeriesPart, LinePosition> {
  const descriptor = openSync(path, 'r');
  let { offset, lines } = before;
  let columns = emptyColumns();
  try {
    const bytes = Buffer.alloc(chunkSize);
    let filled = 0;
    let skipping = false;
    let rounded = 0;
    for (;;) {
      const read = readSync(descriptor, bytes, filled, bytes.length - filled, offset + filled);
      if (read === 0) break;
      filled += read;
      let start = 0;
      for (let end = bytes.indexOf(10, start); end >= 0 && end < filled; end = bytes.indexOf(10, start)) {
        const text = bytes.toString('latin1', start, end);
        const before = columns.steps.length;
        const wrong = skipping ? 'a line that is too long' : takeLine(text, lines, columns);
        if (wrong !== undefined) problem({ line: lines + 1, offset: offset + start, what: wrong, kind: 'damaged' });
        if (columns.steps.length > before && isRounded(columns.steps.at(-1))) rounded++;
        skipping = false;
        lines++;
        start = end + 1;
        if (columns.steps.length === partPoints) {
          yield partOf(metric, columns);
          columns = emptyColumns();
        }
      }
      if (start === 0 && filled > longestLine) {
        skipping = true;
        start = filled;
      }
      bytes.copyWithin(0, start, filled);
      filled -= start;
      offset += start;
    }
    if (rounded > 0) problem({ line: lines, offset, what: roundedSteps(rounded), kind: 'odd' });
    if (filled > 0) problem({ line: lines + 1, offset, what: `${filled} bytes`, kind: 'unfinished' });
  } finally {
    closeSync(descriptor);
  }
  if (columns.steps.length > 0) yield partOf(metric, columns);
  return { offset, lines };
}

/** Adds a line's point; says what is wrong with a line that has none. */
function takeLine(text: string, index: number, columns: SeriesColumns): string | undefined {
  if (text.trim() === '') return undefined;
  const [time = '', value = '', step] = text.trim().split(/\s+/);
  const milliseconds = numberOf(time);
  const number = numberOf(value);
  const position = step === undefined ? index : numberOf(step);
  if (milliseconds === undefined || !(Math.abs(milliseconds) < 9e12)) return 'a line without a time';
  if (number === undefined) return 'a line without a value';
  if (position === undefined || !Number.isFinite(position)) return 'a line without a step';
  columns.times.push(Math.round(milliseconds * 1000));
  columns.values.push(number);
  columns.steps.push(position + 0);
  columns.order.push(index);
  return undefined;
}

/** A number as Python prints it. */
function numberOf(text: string): number | undefined {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  switch (text.toLowerCase()) {
    case 'nan':
    case '-nan':
      return Number.NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
      return Number.POSITIVE_INFINITY;
    case '-inf':
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    default:
      return undefined;
  }
}

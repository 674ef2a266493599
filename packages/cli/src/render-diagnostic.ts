import { styleText } from 'node:util';
import type { Diagnostic, Span } from '@xt/grammar';
import { harmlessLine } from './harmless.ts';

export interface DiagnosticStyle {
  readonly color: boolean;
  /** Columns that a line of the query may take. */
  readonly width: number;
}

/**
 * A diagnostic for a person, in lines that each end: what is the matter, of an error the line of the query with a
 * mark under the place, and the hint. Characters that could move a terminal's cursor are shown as `·`.
 */
export function renderDiagnostic(diagnostic: Diagnostic, text: string, { color, width }: DiagnosticStyle): string {
  const paint = (format: 'red' | 'cyan' | 'yellow' | 'bold', words: string) =>
    color ? styleText(format, words) : words;
  const tone = diagnostic.severity === 'error' ? 'red' : 'cyan';
  const { message, hint } = diagnostic;
  // A note comes with an answer and names what it speaks of: it need not be found in the text.
  const span = diagnostic.severity === 'error' && text.trim() !== '' ? diagnostic.span : undefined;
  return [
    `${paint(tone, `${diagnostic.severity}:`)} ${paint('bold', harmlessLine(message))}`,
    ...(span === undefined ? [] : place(text, span, width, (mark) => paint(tone, mark))),
    ...(hint === undefined ? [] : [`${paint('yellow', 'hint:')} ${harmlessLine(hint)}`]),
    '',
  ].join('\n');
}

const indent = '  ';
const leastWidth = 40;

function place(text: string, span: Span, width: number, paint: (mark: string) => string): string[] {
  const start = Math.min(span.start, text.length);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replaceAll('\t', ' ');
  const from = start - lineStart;
  const to = Math.max(from, Math.min(span.end - lineStart, line.length));
  const number = text.trim().includes('\n') ? `${text.slice(0, lineStart).split('\n').length}: ` : '';
  const window = cut(line, from, Math.max(leastWidth, width) - indent.length - number.length);
  const before = window.text.slice(0, from - window.start);
  const marked = window.text.slice(before.length, to - window.start);
  return [
    `${indent}${number}${window.lead}${harmlessLine(window.text)}${window.trail}`,
    `${indent}${' '.repeat(columns(number + window.lead + before))}${paint('^'.repeat(Math.max(1, columns(marked))))}`,
  ];
}

/** As much of a line as fits, around a place in it. */
function cut(line: string, at: number, width: number) {
  if (columns(line) <= width) return { text: line, start: 0, lead: '', trail: '' };
  // A wide character takes two columns: half as many always fit.
  const room = columns(line) === line.length ? width - 2 : Math.floor(width / 2) - 2;
  const start = Math.max(0, Math.min(at - Math.floor(room / 3), line.length - room));
  const end = Math.min(line.length, start + room);
  return { text: line.slice(start, end), start, lead: start > 0 ? '…' : '', trail: end < line.length ? '…' : '' };
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function columns(text: string): number {
  let count = 0;
  for (const character of text) count += /^\p{M}|^\u200d/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return count;
}

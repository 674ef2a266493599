import stringWidth from 'string-width';
import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './source.ts';

/** Lines longer than this are cut around what the diagnostic is about. */
const LINE_WIDTH = 120;
const CONTEXT = 40;

type Paint = (text: string) => string;

/**
 * A diagnostic as people read it: its message, the line that it is about with `~` below the span, and its hint.
 * Columns are those of a terminal; of a span over several lines the first is shown.
 */
export function renderDiagnostic(
  text: string,
  diagnostic: Diagnostic,
  { color = false }: { readonly color?: boolean } = {},
): string {
  const { severity, code, message, span, hint } = diagnostic;
  const strong = painter(color, severity === 'error' ? 31 : 36);
  const faint = painter(color, 2);
  const excerpt = span === undefined ? [] : excerptOf(text, span, strong, faint);
  const indent = ' '.repeat(span === undefined ? 2 : gutterOf(text, span).length + 1);
  return [
    `${strong(`${severity}[${code}]:`)} ${harmless(message)}`,
    ...excerpt,
    ...(hint === undefined ? [] : [`${indent}${faint('=')} hint: ${harmless(hint)}`]),
  ].join('\n');
}

function painter(color: boolean, code: number): Paint {
  return (text) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
}

function excerptOf(text: string, span: Span, strong: Paint, faint: Paint): readonly string[] {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.start);
  const lineEnd = newline < 0 ? text.length : newline;
  const line = text.slice(lineStart, lineEnd);
  const from = span.start - lineStart;
  const to = Math.max(from, Math.min(span.end, lineEnd) - lineStart);
  const shown = cutTo(line, from, to);
  const gutter = gutterOf(text, span);
  const blank = ' '.repeat(gutter.length);
  const marks = '~'.repeat(Math.max(1, stringWidth(shown.marked)));
  return [
    `${faint(`${gutter} |`)} ${shown.before}${shown.marked}${shown.after}`.trimEnd(),
    `${faint(`${blank} |`)} ${' '.repeat(stringWidth(shown.before))}${strong(marks)}`,
  ];
}

/** The number of the line, with two blanks before a single digit. */
function gutterOf(text: string, span: Span): string {
  return String(text.slice(0, span.start).split('\n').length).padStart(3);
}

function cutTo(line: string, from: number, to: number) {
  const parts = { before: line.slice(0, from), marked: line.slice(from, to), after: line.slice(to) };
  if (line.length <= LINE_WIDTH) return harmlessParts(parts);
  const { before, marked, after } = parts;
  return harmlessParts({
    before: before.length > CONTEXT ? `…${before.slice(-CONTEXT)}` : before,
    marked: marked.length > CONTEXT * 2 ? `${marked.slice(0, CONTEXT * 2)}…` : marked,
    after: after.length > CONTEXT ? `${after.slice(0, CONTEXT)}…` : after,
  });
}

function harmlessParts<P extends Readonly<Record<string, string>>>(parts: P): { readonly [K in keyof P]: string } {
  const entries = Object.entries(parts).map(([name, part]) => [name, harmless(part)]);
  return Object.fromEntries(entries);
}

/** Control characters would move the cursor or colour the terminal, marks of direction turn text around: each becomes a blank. */
function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

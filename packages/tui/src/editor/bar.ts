import { safeText, textWidth } from '@xt/engine/render';
import { type QueryToken, type Span, type TokenClass, tokenize, tokenizeWords } from '@xt/grammar';
import type { Line, Piece, Style } from '../frame/line.ts';
import { segments } from '../frame/segments.ts';

/** A part of a text that has room in one line. */
export interface Bar {
  readonly line: Line;
  /** The cell in which an offset of the text stands, or the one nearest to it that is seen. */
  readonly cellOf: (offset: number) => number;
  /** The offset of what stands in a cell; behind the text its end. */
  readonly offsetAt: (cell: number) => number;
}

export interface BarRoom {
  readonly width: number;
  /** The offset that must be seen. */
  readonly focus: number;
  readonly cursor?: number | undefined;
  /** What is underlined as wrong. */
  readonly wrong?: Span | undefined;
  /** Words in the colours of the language; a plain text has none. */
  readonly plain?: boolean;
  /** Each word in the colour of what it mostly is: nothing is parsed. */
  readonly unparsed?: boolean;
}

/** One line of a text in which `focus` is seen: a text that is longer is cut with `…` at its ends, and `↵` stands for a line's end. */
export function bar(text: string, { width, focus, cursor, wrong, plain = false, unparsed = false }: BarRoom): Bar {
  const read = plain || text.length > mostColoured ? [] : unparsed ? tokenizeWords(text) : tokenize(text);
  const glyphs = glyphsOf(text, focus, width, read);
  const total = glyphs.at(-1)?.end ?? 0;
  const at = glyphs.find(({ stop }) => stop > focus)?.cell ?? total;
  const start = total <= width ? 0 : Math.max(0, Math.min(at - Math.floor((width * 2) / 3), total - width));
  const seen = glyphs.filter(({ cell, end }) => cell >= start && end <= start + width);
  const first = seen[0];
  const last = seen.at(-1);
  const cutLeft = first !== undefined && first.offset > 0;
  const cutRight = last !== undefined && last.stop < text.length;
  const pieces = seen.map((glyph): Piece => {
    const cut = (cutLeft && glyph === first) || (cutRight && glyph === last);
    const shown = cut ? '…'.padEnd(glyph.end - glyph.cell) : glyph.text;
    return { text: shown, style: cut ? { tone: 'muted' } : styleOf(glyph, cursor, wrong) };
  });
  const left = (first?.cell ?? start) - start;
  return {
    line: joined(left > 0 ? [{ text: ' '.repeat(left) }, ...pieces] : pieces),
    cellOf: (offset) => {
      const glyph = glyphs.find(({ stop }) => stop > offset);
      return Math.max(0, Math.min((glyph?.cell ?? total) - start, width - 1));
    },
    offsetAt: (cell) => glyphs.find(({ end }) => end > start + cell)?.offset ?? text.length,
  };
}

/** One character as it is seen. */
interface Glyph {
  readonly offset: number;
  readonly stop: number;
  readonly text: string;
  readonly cell: number;
  readonly end: number;
  readonly style: Style;
}

// A text is looked at as far as a few lines could show of it.
const around = 4;
const mostColoured = 10_000;

function glyphsOf(text: string, focus: number, width: number, tokens: readonly QueryToken[]): readonly Glyph[] {
  const from = Math.max(0, focus - around * width);
  const part = text.slice(from, focus + around * width);
  const glyphs: Glyph[] = [];
  let cell = 0;
  let token = 0;
  // Behind the text is the place where it goes on.
  for (const { segment, index } of segments(`${part} `)) {
    const offset = from + index;
    while (token < tokens.length && (tokens[token]?.span.end ?? 0) <= offset) token++;
    const own = tokens[token];
    const inside = own !== undefined && own.span.start <= offset;
    const isBreak = /^[\r\n]/.test(segment);
    const shown = isBreak ? '↵' : safeText(segment);
    const end = cell + textWidth(shown);
    const style = isBreak ? { tone: 'muted' as const } : inside ? tokenStyles[own.class] : {};
    glyphs.push({ offset, stop: offset + segment.length, text: shown, cell, end, style });
    cell = end;
  }
  return glyphs;
}

/** How words of each class look. */
const tokenStyles: Readonly<Record<TokenClass, Style>> = {
  keyword: { tone: 'keyword', bold: true },
  name: { tone: 'name' },
  function: { tone: 'function' },
  literal: { tone: 'literal' },
  text: { tone: 'string' },
  number: { tone: 'number' },
  date: { tone: 'number' },
  operator: {},
  punctuation: {},
  comment: { tone: 'muted' },
  error: { tone: 'error', underline: true },
};

function styleOf({ offset, stop, style }: Glyph, cursor: number | undefined, wrong: Span | undefined): Style {
  if (cursor !== undefined && offset <= cursor && cursor < stop) return { ...style, inverse: true };
  const isWrong = wrong !== undefined && offset < wrong.end && stop > wrong.start;
  return isWrong ? { ...style, tone: 'error', underline: true } : style;
}

/** Neighbours of one style as one piece. */
function joined(pieces: readonly Piece[]): Line {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last !== undefined && sameStyle(last.style, piece.style))
      found[found.length - 1] = { ...last, text: last.text + piece.text };
    else found.push(piece);
  }
  return found;
}

function sameStyle(a: Style = {}, b: Style = {}): boolean {
  return a === b || (a.tone === b.tone && a.bold === b.bold && a.underline === b.underline && a.inverse === b.inverse);
}

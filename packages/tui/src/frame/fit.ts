import { cutText, padText, safeText, textWidth } from '@xt/engine/render';
import type { Line, Piece, Style } from './line.ts';

/** A piece of exactly `width` cells: the harmless text cut with `…` or padded, on the right where `right`. */
export function cell(text: string, width: number, style?: Style, right = false): Piece {
  const fitted = padText(cutText(safeText(text), width), width, right);
  return style === undefined ? { text: fitted } : { text: fitted, style };
}

/** A piece of harmless text as wide as it is. */
export function piece(text: string, style?: Style): Piece {
  const safe = safeText(text);
  return style === undefined ? { text: safe } : { text: safe, style };
}

/** How many cells a text takes as it is shown: harmless, with signs in the place of what would do something. */
export function safeWidth(text: string): number {
  return textWidth(safeText(text));
}

/** How many cells a line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + textWidth(text), 0);
}

/** The line in exactly `width` cells. */
export function fitLine(line: Line, width: number): Line {
  const fitted: Piece[] = [];
  let left = width;
  for (const each of line) {
    if (left <= 0) break;
    const own = textWidth(each.text);
    fitted.push(own <= left ? each : { ...each, text: cutText(each.text, left) });
    left -= Math.min(own, left);
  }
  // A wide character may be cut one cell short.
  const short = width - lineWidth(fitted);
  return short > 0 ? [...fitted, { text: ' '.repeat(short) }] : fitted;
}

/** `left` at the left end and `right` at the right of a line of `width` cells; where both do not fit, `left` gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right);
  if (rightWidth >= width) return fitLine(right, width);
  return [...fitLine(left, width - rightWidth), ...right];
}

/** The lines in exactly `rows` lines of `columns` cells. */
export function fitLines(lines: readonly Line[], columns: number, rows: number): readonly Line[] {
  return Array.from({ length: Math.max(rows, 0) }, (_, row) => fitLine(lines[row] ?? [], columns));
}

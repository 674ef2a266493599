import stringWidth from 'string-width';
import { isNarrow } from './plain-text.ts';

/** How many columns of a terminal a text without control characters takes. */
export function textWidth(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text);
}

/** The text, or as much of its beginning as fits into `width` columns with a `…` after it. */
export function cutText(text: string, width: number): string {
  if (isNarrow(text)) return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;
  let used = 0;
  let kept = '';
  let fitting = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > width) return `${fitting}…`;
    kept += segment;
    if (used < width) fitting = kept;
  }
  return text;
}

/** The text with blanks before or after it, so that it takes `width` columns. */
export function padText(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(width - textWidth(text), 0));
  return right ? blanks + text : text + blanks;
}

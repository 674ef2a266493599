/** A half-open range of UTF-16 offsets in the source text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The smallest span that covers both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** The span of something that knows its text and where it starts, such as a token. */
export function spanOf(token: { readonly startOffset: number; readonly image: string }): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}

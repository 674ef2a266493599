import type { Span } from '../src/index.ts';

/** A text with `«` and `»` around parts of it, and one without them with the spans of those parts. */
export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Takes the marks out of a text; spans come in the order in which they start. */
export function unmark(marked: string): Marked {
  let text = '';
  const spans: Span[] = [];
  const open: number[] = [];
  for (const character of marked) {
    const start = character === '»' ? open.pop() : undefined;
    if (character === '«') open.push(text.length);
    else if (start !== undefined) spans.push({ start, end: text.length });
    else text += character;
  }
  return { text, spans: spans.sort((a, b) => a.start - b.start) };
}

/** The text with marks around the spans. */
export function mark(text: string, spans: readonly (Span | undefined)[]): string {
  const marks = spans
    .filter((span) => span !== undefined)
    .flatMap(({ start, end }) => [
      { at: end, order: start === end ? 1 : 0, character: '»' },
      { at: start, order: start === end ? 0 : 1, character: '«' },
    ])
    .sort((a, b) => b.at - a.at || b.order - a.order);
  return marks.reduce((marked, { at, character }) => marked.slice(0, at) + character + marked.slice(at), text);
}

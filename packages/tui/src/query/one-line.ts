import { tokenize } from '@xt/grammar';

/** A query in one line, as the bar shows it best; a comment ends with its line, so a query with comments keeps its lines. */
export function oneLine(text: string): string {
  if (!text.includes('\n')) return text;
  const tokens = tokenize(text);
  if (tokens.some((token) => token.class === 'comment')) return text;
  let line = '';
  let at = 0;
  for (const { span } of tokens) {
    line += text.slice(at, span.start).replace(/\s*\n\s*/g, ' ') + text.slice(span.start, span.end);
    at = span.end;
  }
  return (line + text.slice(at).replace(/\s*\n\s*/g, ' ')).trim();
}

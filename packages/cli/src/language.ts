import { expectAt, hasErrors, type Outcome, parse, print } from '@xt/grammar';

/** The canonical text of a query, without a store; nothing where it does not parse. */
export function formatQuery(text: string): Outcome<string> {
  const { value, diagnostics } = parse(text);
  if (value === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { value: print(value), diagnostics };
}

/** What completes a query where there is no store: the words of the language. */
export function completeWords(text: string, cursor: number) {
  const expected = expectAt(text, cursor);
  const { span, written, words } = expected ?? { span: { start: cursor, end: cursor }, written: '', words: [] };
  const items = words
    .filter((word) => word.startsWith(written.toLowerCase()))
    .map((word) => ({ text: word, kind: 'keyword' as const }));
  return { span, items };
}

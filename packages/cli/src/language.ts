import { hasErrors, type Outcome, parse, print } from '@xt/grammar';

/** The canonical text of a query, without a store; nothing where it does not parse. */
export function formatQuery(text: string): Outcome<string> {
  const { value, diagnostics } = parse(text);
  if (value === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { value: print(value), diagnostics };
}

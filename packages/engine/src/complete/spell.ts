import { isName, type Quote } from '@xt/grammar';
import { namespaces } from '../bind/read-path.ts';
import { runFields } from '../catalog/run-fields.ts';

/** Which quotes completions use: those that the place where the query is typed leaves alone. */
export interface QuoteStyle {
  readonly text: "'" | '"';
  readonly name: 'backquotes' | 'brackets';
}

/** As `xt fmt` writes. */
export const plainStyle: QuoteStyle = { text: "'", name: 'backquotes' };

/** A text in quotes, those inside doubled. */
export function spellText(text: string, quote: Quote): string {
  return quote + text.replaceAll(quote, quote + quote) + quote;
}

/** A name of the data as it is written behind `prefix`, such as `parent.params.`; quoted where it must be. */
export function spellName(
  name: string,
  namespace: 'metrics' | 'params' | 'tags',
  prefix: string,
  isClear: boolean,
  style: QuoteStyle,
): string {
  const full = saysNamespace(prefix) || (isClear && !means(name)) ? prefix : `${prefix}${namespace}.`;
  if (isName(full + name) && name !== '') return full + name;
  if (style.name === 'backquotes') return `${full}${spellText(name, '`')}`;
  const base = saysNamespace(full) ? full : `${full}${namespace}.`;
  return `${base.slice(0, -1)}[${spellText(name, style.text)}]`;
}

function saysNamespace(prefix: string): boolean {
  return /(?:^|\.)(?:metrics|params|config|tags)\.$/.test(prefix);
}

const taken: ReadonlySet<string> = new Set([
  ...runFields.map(({ name }) => name),
  ...['true', 'false', 'nan', 'inf', 'now', 'today', 'yesterday', 'me'],
]);

/** True for a name that alone would mean something else. */
function means(name: string): boolean {
  return taken.has(name) || namespaces.some((word) => name.startsWith(`${word}.`));
}

import { type Expected, expectAt, type Span } from '@xt/grammar';
import type { Asker, Catalog } from '../catalog/catalog.ts';
import { scalarFunctions, seriesFunctions } from '../catalog/functions.ts';
import type { FoundValue, ValuesOf } from '../stores/look-up-values.ts';
import { byUse, type Candidate, type CompletionItem } from './item.ts';
import { matchOf } from './match.ts';
import { metricNames, type NameContext, operandNames, reachAt } from './names.ts';
import { namePlace, textPlace } from './places.ts';
import { plainStyle, type QuoteStyle, spellText } from './spell.ts';
import { textsAt } from './texts.ts';

/** What can take the place of what is written at a cursor, best first. */
export interface Completion {
  /** From the start of the word or text that is being written to the cursor. */
  readonly span: Span;
  readonly items: readonly CompletionItem[];
}

export interface CompleteOptions {
  readonly style?: QuoteStyle;
  /** At most so many items. */
  readonly limit?: number;
}

/** Asks a store for the texts that occur somewhere, the most frequent first. */
export type LookUpValues = (of: ValuesOf, written: string) => Promise<readonly FoundValue[]>;

/**
 * What can stand at the cursor of a text that may be incomplete: keywords, fields, functions, names and texts, those that
 * more runs have first. What stands behind the cursor plays no part.
 */
export async function complete(
  text: string,
  cursor: number,
  catalog: Catalog,
  asker: Asker,
  lookUp: LookUpValues,
  { style = plainStyle, limit = 100 }: CompleteOptions = {},
): Promise<Completion> {
  const expected = expectAt(text, cursor);
  if (expected === undefined) return { span: { start: cursor, end: cursor }, items: [] };
  const reach = reachAt(catalog, asker, expected.name ?? expected.text ?? []);
  const context = { catalog, reach, style, limit };
  const found = [
    ...(await textItems(context, expected, lookUp)),
    ...nameItems(context, expected),
    ...wordItems(expected),
  ];
  return { span: expected.span, items: best(found, limit) };
}

/** Without those that match worse than others do, and each once. */
function best(found: readonly Candidate[], limit: number): readonly CompletionItem[] {
  const whole = found.some(({ match }) => match < 2);
  const seen = new Set<string>();
  const items = found.filter(({ text, match }) => {
    if ((whole && match === 2) || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  return items.slice(0, limit).map(({ match: _, ...item }) => item);
}

async function textItems(
  context: NameContext,
  expected: Expected,
  lookUp: LookUpValues,
): Promise<readonly Candidate[]> {
  if (expected.text === undefined) return [];
  const place = textPlace(expected.text);
  const texts = textsAt(context, place);
  if (texts === undefined) return [];
  const { written } = expected;
  const values = texts.kind === 'known' ? texts.texts : await lookUp(texts.of, written);
  const quote = expected.quote ?? context.style.text;
  const closing = place.kind === 'key' ? ']' : '';
  return values
    .flatMap(({ text, runs }): readonly Candidate[] => {
      const match = matchOf(written, text);
      if (match === undefined) return [];
      const counted = runs === undefined || runs === 0 ? {} : { runs };
      return [{ text: spellText(text, quote) + closing, kind: texts.as, match, ...counted }];
    })
    .sort(texts.kind === 'known' ? byUse : (a, b) => a.match - b.match)
    .slice(0, context.limit);
}

function nameItems(context: NameContext, expected: Expected): readonly Candidate[] {
  if (expected.name === undefined) return [];
  const { written } = expected;
  const place = namePlace(expected.name);
  switch (place.kind) {
    case 'new':
      return [];
    case 'fixed':
      return words(place.words, written);
    case 'axis':
      return [...words(['step', 'time', 'relative'], written), ...metricNames(context, written)];
    case 'operand': {
      if (expected.quote === '`') return quotedNames(context, expected);
      const names = operandNames(context, place, written);
      if (place.source === 'projects' || place.source === 'views') return names;
      return place.grouped ? forGroups(names, functionItems(written)) : [...names, ...functionItems(written)];
    }
  }
}

/** Columns, then functions: a name alone has one value a run there. */
function forGroups(names: readonly Candidate[], functions: readonly Candidate[]): readonly Candidate[] {
  const columns = names.filter(({ kind }) => kind === 'column');
  return [...columns, ...functions, ...names.filter(({ kind }) => kind !== 'column')];
}

/** In backquotes: names of metrics and params, behind what of the name stands before. */
function quotedNames(context: NameContext, expected: Expected): readonly Candidate[] {
  const path = expected.name?.at(-2);
  const before = path !== undefined && 'parts' in path ? path.parts.slice(0, -1) : [];
  const prefix = before.map((part) => ('text' in part ? `${part.text}.` : '')).join('');
  const place = {
    kind: 'operand',
    source: 'runs',
    series: false,
    besideUser: false,
    grouped: false,
    aliases: [],
  } as const;
  return operandNames(context, place, prefix + expected.written).flatMap((name): readonly Candidate[] => {
    const isOfData = name.kind === 'metric' || name.kind === 'param' || name.kind === 'tag';
    if (!isOfData) return [];
    const own = name.text.slice(prefix.length);
    return [{ ...name, text: own.startsWith('`') ? own : spellText(own, '`') }];
  });
}

function functionItems(written: string): readonly Candidate[] {
  return [...seriesFunctions, ...scalarFunctions].flatMap(({ name }): readonly Candidate[] => {
    const match = matchOf(written, name);
    return match === undefined ? [] : [{ text: `${name}(`, kind: 'function', match }];
  });
}

function wordItems({ words: expected, written }: Expected): readonly Candidate[] {
  return words(expected, written);
}

function words(list: readonly string[], written: string): readonly Candidate[] {
  const lower = written.toLowerCase();
  return list.flatMap((text) => (text.startsWith(lower) ? [{ text, kind: 'keyword' as const, match: 0 }] : []));
}

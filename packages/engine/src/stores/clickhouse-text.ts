import type { ParameterValue } from './store.ts';

/** The settings that every query carries: Arrow that JavaScript can read, and joins as SQL has them. */
export const querySettings =
  "output_format_arrow_compression_method='none', join_use_nulls=1, max_ast_elements=5000000, " +
  'max_expanded_ast_elements=5000000, max_query_size=33554432';

/** The settings of an insert: a block stays as it comes, being free of duplicates already. */
export const insertSettings = 'optimize_on_insert=0';

/** A value in the text form in which ClickHouse reads a parameter, escaped as one field of a tab-separated line. */
export function parameterText(value: ParameterValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeField(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  // An array is read as its elements are quoted, without the escapes of a field around them.
  return `[${value.map(elementText).join(',')}]`;
}

/**
 * The text with lists of numbers in their places behind `IN`: read with the statement they cost less than as parameters,
 * each of which is a text that a cast of its own reads.
 */
export function placeLists(text: string, parameters: readonly ParameterValue[]): string {
  return text.replaceAll(/\bIN \{p(\d+):Array\(UInt32\)\}/g, (place, number: string) => {
    const value = parameters[Number(number) - 1];
    if (!Array.isArray(value) || value.length === 0 || !value.every(Number.isSafeInteger)) return place;
    return `IN [${value.join(',')}]`;
  });
}

/** A text as a ClickHouse string literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function elementText(value: number | string | boolean): string {
  if (typeof value === 'string') return quoteText(value);
  return typeof value === 'number' ? numberText(value) : String(value);
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  return value === Number.NEGATIVE_INFINITY ? '-inf' : String(value);
}

function escapeField(text: string): string {
  return text.replace(/[\\\t\n\r\0]/g, (character) => fieldEscapes[character] ?? character);
}

const fieldEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
};

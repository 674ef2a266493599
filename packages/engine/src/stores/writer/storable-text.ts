/** The text as the stores can hold it: without NUL, and with U+FFFD for halves of surrogate pairs. */
export function storableText(text: string): string {
  return unstorable.test(text) ? text.replaceAll('\0', '').replace(loneSurrogate, '\uFFFD') : text;
}

// NUL is what Postgres refuses, halves of pairs what UTF-8 cannot say.
const unstorable = /[\0\uD800-\uDFFF]/;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** JSON whose texts the stores can hold. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  return perhapsUnstorable.test(text) ? JSON.stringify(storableValue(JSON.parse(text))) : text;
}

const perhapsUnstorable = /\\u(?:0000|d[89a-f])/;

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [storableText(key), storableValue(held)]));
}

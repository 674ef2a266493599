import { numberText } from './machine-text.ts';

/** What a cell of a mixed column holds. `text` is how it reads as plain text. */
export type MixedValue =
  | { readonly kind: 'missing'; readonly text: '' }
  | { readonly kind: 'number'; readonly text: string; readonly value: number | bigint }
  | { readonly kind: 'bool'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** An array or object; its text is JSON without line breaks. */
  | { readonly kind: 'json'; readonly text: string };

const missing: MixedValue = { kind: 'missing', text: '' };

/** Reads the JSON of a mixed cell; null is missing, and what is no JSON (a bare NaN of another tool) is text. */
export function readMixed(json: string): MixedValue {
  const value = parse(json);
  if (value === undefined) return { kind: 'text', text: json };
  if (value === null) return missing;
  switch (typeof value) {
    case 'number':
      return readNumber(json.trim(), value);
    case 'boolean':
      return { kind: 'bool', text: String(value) };
    case 'string':
      return { kind: 'text', text: value };
    default:
      // A line break in JSON outside of its strings, which cannot hold one, is blank space.
      return { kind: 'json', text: json.trim().replace(/[\r\n]+/g, ' ') };
  }
}

function readNumber(json: string, value: number): MixedValue {
  if (!Number.isSafeInteger(value) && /^-?\d+$/.test(json)) {
    return { kind: 'number', text: json, value: BigInt(json) };
  }
  return { kind: 'number', text: numberText(value), value };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

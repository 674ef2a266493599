import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A `meta.yaml`'s entries, or why there are none. */
export type Meta =
  | { readonly kind: 'meta'; readonly entries: Readonly<Record<string, unknown>> }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'missing' };

export function readMeta(path: string): Meta {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'missing' }
      : { kind: 'damaged', reason: `cannot be read: ${code}` };
  }
  try {
    // MLflow writes YAML 1.1, in which more words are numbers and booleans than in 1.2, and quotes accordingly.
    const entries: unknown = parse(text, { version: '1.1', logLevel: 'silent' });
    if (typeof entries === 'object' && entries !== null && !Array.isArray(entries)) {
      return { kind: 'meta', entries: entries as Record<string, unknown> };
    }
    return { kind: 'damaged', reason: 'no YAML mapping' };
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { kind: 'damaged', reason: `no YAML: ${first.replace(/:$/, '')}` };
  }
}

/** An entry as text; undefined where it is missing or null. */
export function textOf(entries: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = entries[name];
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** An entry as a number; undefined where it is missing or none. */
export function numberOf(entries: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = entries[name];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

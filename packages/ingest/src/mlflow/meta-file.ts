import { readFileSync } from 'node:fs';
import { isCollection, isMap, isScalar, parseDocument } from 'yaml';
import { isSystemError, whyUnreadable } from '../unreadable.ts';

/** A `meta.yaml`'s entries, or why there are none. Scalars are text, null where the file has null. */
export type Meta =
  | { readonly kind: 'meta'; readonly entries: Readonly<Record<string, unknown>> }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'missing' };

export function readMeta(path: string): Meta {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = isSystemError(error) ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'damaged', reason: whyUnreadable(error) };
  }
  // What is a number unquoted differs between YAML's versions and Python's reader: so everything is taken as text.
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) return { kind: 'damaged', reason: `no YAML: ${error.message.split(/ at line|\n/)[0]}` };
  if (!isMap(document.contents)) return { kind: 'damaged', reason: 'no YAML mapping' };
  const entries = document.contents.items.map(({ key, value }) => [String(key), valueOfNode(value)] as const);
  return { kind: 'meta', entries: Object.fromEntries(entries) };
}

function valueOfNode(node: unknown): unknown {
  if (isCollection(node)) return node.toJSON();
  if (!isScalar(node)) return null;
  const isNull = node.type === 'PLAIN' && (node.source === 'null' || node.source === '~' || node.source === '');
  return isNull ? null : String(node.value);
}

/** An entry as text; undefined where it is missing or null. */
export function textOf(entries: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = entries[name];
  return typeof value === 'string' ? value : undefined;
}

/** An entry as a number; undefined where it is missing or none. */
export function numberOf(entries: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const text = textOf(entries, name);
  const number = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

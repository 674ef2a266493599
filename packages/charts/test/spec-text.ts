import type { Json, Spec } from '../src/index.ts';

/** A specification as text for reading: its rows one a line. */
export function specText(spec: Spec): string {
  return write(spec, '');
}

function write(json: Json, indent: string): string {
  const inner = `${indent}  `;
  if (json === null || typeof json !== 'object') return JSON.stringify(json);
  const flat = JSON.stringify(json);
  if (flat.length + indent.length <= 100) return flat;
  if (Array.isArray(json)) return `[\n${json.map((item) => inner + write(item, inner)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(json).map(([key, value]) => `${inner}${JSON.stringify(key)}: ${write(value, inner)}`);
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

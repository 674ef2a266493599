import type { PathNode } from '@xt/grammar';

export const namespaces = ['metrics', 'params', 'config', 'tags', 'run', 'parent', 'root'] as const;
export type Namespace = (typeof namespaces)[number];

/** What a written path may mean, before any look-up. */
export interface ReadPath {
  /** The whole as one name. */
  readonly whole: string;
  /** Whether a part of it is quoted, so that the name is meant exactly. */
  readonly quoted: boolean;
  /** The namespace that it starts with, and the rest. */
  readonly prefix?: { readonly namespace: Namespace; readonly rest: string };
  /** The position in a list, where it ends with one; the paths above are without it. */
  readonly index?: number;
}

/** Takes a path apart: `params.layers[0]` is `layers` of params, at 0. */
export function readPath(node: PathNode): ReadPath {
  const last = node.parts.at(-1);
  const index = last?.kind === 'index' && typeof last.key === 'number' ? last.key : undefined;
  const parts = index === undefined ? node.parts : node.parts.slice(0, -1);
  const texts = parts.map((part) => (part.kind === 'index' ? String(part.key) : part.text));
  const whole = texts.join('.');
  const quoted = parts.some(
    (part) => part.kind === 'quoted' || (part.kind === 'index' && typeof part.key === 'string'),
  );
  const prefix = parts[0]?.kind === 'plain' ? prefixOf(whole) : undefined;
  return {
    whole,
    quoted,
    ...(prefix === undefined ? {} : { prefix }),
    ...(index === undefined ? {} : { index }),
  };
}

/** The namespace that a text starts with, before its first `.`, and the rest. */
export function prefixOf(text: string): { readonly namespace: Namespace; readonly rest: string } | undefined {
  const dot = text.indexOf('.');
  if (dot < 0) return undefined;
  const namespace = namespaces.find((word) => word === text.slice(0, dot));
  return namespace === undefined || dot + 1 === text.length ? undefined : { namespace, rest: text.slice(dot + 1) };
}

/** A copy of a tree, or of a part of it, in which nothing says where it stood. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'span');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSpans(inner)]));
}

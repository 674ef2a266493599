/** A text that is the same for things that differ in their spans alone. */
export function shapeOf(of: unknown): string {
  return JSON.stringify(of, (key, value: unknown) => {
    if (key === 'span') return undefined;
    // JSON has no word for these, and an expression may well differ in nothing else.
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
}

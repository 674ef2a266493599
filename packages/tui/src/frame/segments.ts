/** The characters of a text as people count them, and where they start; those of ASCII without `Intl`, which takes long to load. */
export function segments(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (!/^[\x20-\x7e\n]*$/.test(text)) return new Intl.Segmenter().segment(text);
  return Array.from(text, (segment, index) => ({ segment, index }));
}

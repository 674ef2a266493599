const plain = /^[\x20-\x7e]*$/;

// Latin letters, dots and quotes, arrows, and what lines and curves are drawn with. A combining mark is none of these.
const narrow =
  /^[\x20-\x7e\u00a1-\u00a8\u00aa-\u00ac\u00af-\u02ff\u2010-\u2027\u2030-\u203b\u2190-\u2193\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25f7\u2768-\u2775\u2800-\u28ff]*$/;

/** True if each character of a text takes one column and can be cut off alone. */
export function isNarrow(text: string): boolean {
  return narrow.test(text);
}

/** True if a text is printable ASCII, as most are: a column wide each, and nothing in it to make harmless. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

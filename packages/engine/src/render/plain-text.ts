const plain = /^[\x20-\x7e]*$/;

/** True if a text is printable ASCII, as most are: a column wide each, and nothing in it to make harmless. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/** How many letters names have in common at their start, up to a sign that joins names: where there is little room they say nothing. */
export function commonStart(names: readonly string[]): number {
  const [first = '', ...others] = names;
  if (others.length === 0) return 0;
  let length = first.length;
  for (const other of others) {
    while (length > 0 && other.slice(0, length) !== first.slice(0, length)) length--;
  }
  while (length > 0 && !/[/_=. -]/.test(first[length - 1] ?? '')) length--;
  // A name that is the start of all others would be nothing.
  return names.every((name) => name.length > length) && length > 3 ? length : 0;
}

// What most tokens are, told by their codes: a regular expression with Unicode classes takes several times as long.

/** Whether a name goes on with this ASCII character after its first: `[A-Za-z0-9_]`. */
function goesOn(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code) || code === 0x5f;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** `. / @ -`, which join the parts of a name. */
function joins(code: number): boolean {
  return code === 0x2e || code === 0x2f || code === 0x40 || code === 0x2d;
}

/** Where the name ends that starts at an offset with a letter; undefined where characters beyond ASCII decide that. */
export function endOfName(text: string, offset: number): number | undefined {
  let at = offset;
  for (;;) {
    while (goesOn(text.charCodeAt(at))) at += 1;
    const code = text.charCodeAt(at);
    if (code >= 0x80 || at === offset) return undefined;
    if (!joins(code)) return at;
    const next = text.charCodeAt(at + 1);
    if (next >= 0x80) return undefined;
    if (!goesOn(next)) return at;
    at += 2;
  }
}

/** Where a whole number of digits alone ends, if what follows cannot be of the same token. */
export function endOfDigits(text: string, offset: number): number | undefined {
  let at = offset;
  while (isDigit(text.charCodeAt(at))) at += 1;
  const code = text.charCodeAt(at);
  return at === offset || goesOn(code) || code === 0x2e || code >= 0x80 ? undefined : at;
}

/** Whether a `%` stands behind what may be one number: it is looked for no further, or many numbers would cost their square. */
export function mayBePercent(text: string, offset: number): boolean {
  let at = endOfGroups(text, offset);
  if (text.charCodeAt(at) === 0x2e) at = endOfGroups(text, at + 1);
  if (isExponent(text.charCodeAt(at))) {
    const sign = text.charCodeAt(at + 1);
    at = endOfGroups(text, sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
  }
  return text.charCodeAt(at) === 0x25;
}

/** Behind digits and `_`. */
function endOfGroups(text: string, offset: number): number {
  let at = offset;
  while (isDigit(text.charCodeAt(at)) || text.charCodeAt(at) === 0x5f) at += 1;
  return at;
}

/** `e`, `E` */
function isExponent(code: number): boolean {
  return code === 0x65 || code === 0x45;
}

/** Whether a `-` stands behind four digits. */
export function mayBeDate(text: string, offset: number): boolean {
  for (let at = offset; at < offset + 4; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return text.charCodeAt(offset + 4) === 0x2d;
}

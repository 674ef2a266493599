/** The LIKE pattern of the language for a database whose backslash escapes: here a backslash is itself. */
export function escapeBackslashes(pattern: string): string {
  return pattern.replaceAll('\\', '\\\\');
}

/** A regular expression (RE2) that matches a whole text as `ilike` does: `%` any text, `_` one character, newlines too. */
export function ilikeToRegex(pattern: string): string {
  let regex = '(?is)^';
  for (const character of pattern) {
    if (character === '%') regex += '.*';
    else if (character === '_') regex += '.';
    else regex += /[\\^$.*+?()[\]{}|]/.test(character) ? `\\${character}` : character;
  }
  return `${regex}$`;
}

/** A regular expression as the language means it for a database in which the dot matches newlines by default. */
export function dotWithoutNewline(regex: string): string {
  return `(?-s)${regex}`;
}

/** Whether Postgres can say `ilike` with this pattern: it folds the case of ASCII letters alone. */
export function isAscii(pattern: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  return /^[\x00-\x7f]*$/.test(pattern);
}

/** One line of text being typed. */
export interface LineText {
  readonly text: string;
  /** Offset in UTF-16 units, never inside a character as people see it. */
  readonly cursor: number;
}

/** The line after a key, by the habits of readline; undefined where the key means nothing in a line. */
export function editLine({ text, cursor }: LineText, key: string): LineText | undefined {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  switch (key) {
    case 'left':
    case 'ctrl-b':
      return { text, cursor: characterBefore(text, cursor) };
    case 'right':
    case 'ctrl-f':
      return { text, cursor: characterAfter(text, cursor) };
    case 'home':
    case 'ctrl-a':
      return { text, cursor: 0 };
    case 'end':
    case 'ctrl-e':
      return { text, cursor: text.length };
    case 'alt-b':
    case 'ctrl-left':
      return { text, cursor: wordBefore(text, cursor) };
    case 'alt-f':
    case 'ctrl-right':
      return { text, cursor: wordAfter(text, cursor) };
    case 'backspace': {
      const at = characterBefore(text, cursor);
      return { text: text.slice(0, at) + after, cursor: at };
    }
    case 'delete':
    case 'ctrl-d':
      return { text: before + text.slice(characterAfter(text, cursor)), cursor };
    case 'ctrl-w':
    case 'alt-backspace': {
      const at = wordBefore(text, cursor);
      return { text: text.slice(0, at) + after, cursor: at };
    }
    case 'ctrl-u':
      return { text: after, cursor: 0 };
    case 'ctrl-k':
      return { text: before, cursor };
    case 'space':
      return insertText({ text, cursor }, ' ');
    default:
      return isCharacter(key) ? insertText({ text, cursor }, key) : undefined;
  }
}

/**
 * The line with a text put in at the cursor. Where there is but one line, what would break it is a blank; a text that may
 * have several `lines` keeps them.
 */
export function insertText({ text, cursor }: LineText, added: string, as: 'line' | 'lines' = 'line'): LineText {
  const clean = as === 'lines' ? added.replace(/\r\n?/g, '\n').replace(/\t/g, ' ') : added.replace(/[\r\n\t]+/g, ' ');
  return { text: text.slice(0, cursor) + clean + text.slice(cursor), cursor: cursor + clean.length };
}

function isCharacter(key: string): boolean {
  return [...key].length === 1;
}

// No character that people type is longer.
const longest = 64;

/** Where characters as people see them begin, in the text around the cursor. */
function boundaries(text: string, cursor: number): readonly number[] {
  const from = Math.max(0, cursor - longest);
  const near = text.slice(from, cursor + longest);
  return [...Array.from(new Intl.Segmenter().segment(near), ({ index }) => from + index), from + near.length];
}

function characterBefore(text: string, cursor: number): number {
  return boundaries(text, cursor).findLast((at) => at < cursor) ?? 0;
}

function characterAfter(text: string, cursor: number): number {
  return boundaries(text, cursor).find((at) => at > cursor) ?? text.length;
}

function wordBefore(text: string, cursor: number): number {
  const found = /[\p{L}\p{N}_]+[^\p{L}\p{N}_]*$/u.exec(text.slice(0, cursor));
  return found?.index ?? 0;
}

function wordAfter(text: string, cursor: number): number {
  const found = /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]+/u.exec(text.slice(cursor));
  return found === null ? text.length : cursor + found[0].length;
}

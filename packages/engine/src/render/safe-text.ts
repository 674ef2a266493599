import { isPlain } from './plain-text.ts';

// Control characters, marks that turn the direction of text, line and paragraph separators, and the invisible.
const unsafe = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * A text that a terminal may be sent: what would move the cursor, start an escape sequence, turn the line around or not be
 * seen is shown as a sign of its own (␛, ␊) or its code (\u202e).
 */
export function safeText(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(unsafe, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

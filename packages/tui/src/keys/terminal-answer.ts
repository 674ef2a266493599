/** What a terminal says of itself when it is asked. */
export type TerminalAnswer =
  /** It knows the graphics protocol of kitty. */
  | { readonly kind: 'kitty' }
  | { readonly kind: 'attributes'; readonly sixel: boolean }
  /** A cell in pixels. */
  | { readonly kind: 'cell'; readonly width: number; readonly height: number };

/**
 * Reads an answer at the beginning of a text: what it says, nothing where nobody asked for it, and how long it is. Undefined
 * where there is none.
 */
export function readAnswer(text: string): { readonly answer?: TerminalAnswer; readonly length: number } | undefined {
  const found = whole.exec(text);
  if (found === null) return undefined;
  const [{ length }, graphics, attributes, height, width] = found;
  if (graphics !== undefined) return /^i=31;OK$/.test(graphics) ? { answer: { kind: 'kitty' }, length } : { length };
  if (attributes !== undefined) {
    return { answer: { kind: 'attributes', sixel: attributes.split(';').slice(1).includes('4') }, length };
  }
  const cell = { width: Number(width), height: Number(height) };
  return cell.width > 0 && cell.height > 0 ? { answer: { kind: 'cell', ...cell }, length } : { length };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: answers are sequences that begin with an escape
const whole = /^\u001b(?:_G([^\u001b]*)\u001b\\|\[\?([\d;]*)c|\[6;(\d+);(\d+)t)/;

/** True where a text is an answer whose end has not come yet; no key begins so. */
export function isAnswerBegun(text: string): boolean {
  return begun.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: answers are sequences that begin with an escape
const begun = /^\u001b(?:_G[^\u001b]*\u001b?|\[\?[\d;]*)$/;

import { safeText } from '@xt/engine/show';
import { cutText, textWidth } from '@xt/engine/text-width';

/** A text in lines that are no wider than so many cells, harmless to a terminal; a word that is wider is cut. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of safeText(text.replace(/\s+/g, ' ').trim()).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = cutText(word, width);
    } else line = cutText(longer, width);
  }
  return [...lines, line];
}

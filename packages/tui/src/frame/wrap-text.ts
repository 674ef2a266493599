import { cutText, safeText, textWidth } from '@xt/engine/render';

/** A text in lines of at most `width` cells, broken between words; a word that is longer is cut with `…`. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of safeText(text).split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = cutText(word, Math.max(width, 1));
    }
  }
  return line === '' ? lines : [...lines, line];
}

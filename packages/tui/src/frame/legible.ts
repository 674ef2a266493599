import { textWidth } from '@xt/engine/render';
import type { Line } from './line.ts';

/** What letters a terminal shows: all, in texts only (its font lacks our signs), or ASCII alone. */
export type Letters = 'unicode' | 'console' | 'ascii';

/** The line in letters that the terminal shows, as wide as before: our own signs by ASCII, of texts what is not ASCII as `?`. */
export function legible(line: Line, letters: Letters): Line {
  return letters === 'unicode' ? line : line.map((each) => ({ ...each, text: legibleText(each.text, letters) }));
}

/** The same of a text. */
export function legibleText(text: string, letters: Letters): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (letters === 'unicode' || /^[\x00-\x7f]*$/.test(text)) return text;
  const own = text.replaceAll(/[\u0080-\uffff]/g, (letter) => signs[letter] ?? letter);
  if (letters === 'console') return own;
  const parts = [...new Intl.Segmenter().segment(own)];
  return parts.map(({ segment }) => (segment <= '\u007f' ? segment : '?'.repeat(textWidth(segment)))).join('');
}

const signs: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '┌': '+',
  '┐': '+',
  '└': '+',
  '┘': '+',
  '├': '+',
  '┤': '+',
  '┬': '+',
  '┴': '+',
  '┼': '+',
  '❯': '>',
  '›': '>',
  '‹': '<',
  '▸': '+',
  '▾': '-',
  '▴': '^',
  '▿': '-',
  '▵': '^',
  '▲': '^',
  '▼': 'v',
  '●': '*',
  '○': 'o',
  '◆': '#',
  '…': '~',
  '·': '-',
  '↵': '\\',
  '×': 'x',
  Δ: 'd',
};

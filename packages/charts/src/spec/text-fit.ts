import { shortNames } from '../short-names.ts';
import type { Spec } from './spec.ts';

/** About how wide a text is in pixels, for layouts that must be known before anything is drawn. */
export function textPixels(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 1 : 0.58;
  return width * fontSize;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** The names as short as they have to be for so many pixels each, and told apart by what is left. */
export function namesIn(names: readonly string[], pixels: number, fontSize: number): readonly string[] {
  const fit = (all: readonly string[]) => all.every((name) => drawnPixels(name, fontSize) <= pixels);
  if (names.every((name) => textPixels(name, fontSize) <= pixels)) return names;
  // Of many names the widest is not looked for.
  const most = names.length > 300 ? 1 : 100;
  const cells = Math.floor(pixels / fontSize / (most === 1 ? 0.72 : 0.58));
  for (let less = 0; less < most && cells - less > 3; less++) {
    const short = shortNames(names, cells - less).map((name) => name.replace(/…+/g, '…'));
    if (most === 1 || fit(short)) return short;
  }
  return shortNames(names, 3);
}

/** A little more than the usual width: what is cut off by a limit is the end, which tells names apart. */
function drawnPixels(text: string, fontSize: number): number {
  const dots = text.split('…').length - 1;
  return textPixels(text, fontSize) * 1.1 + dots * fontSize * 0.42;
}

/** How an axis writes these labels in so many pixels each: what its limit cuts off might be all that tells them apart. */
export function labelsIn(labels: readonly string[], pixels: number): Spec {
  const short = namesIn(labels, pixels, 11);
  if (short.every((label, at) => label === labels[at])) return {};
  return { labelExpr: `${JSON.stringify(short)}[indexof(${JSON.stringify(labels)}, datum.label)]` };
}

/** A text in lines of at most so many pixels, cut between words where it can be; beyond so many lines it ends with `…`. */
export function wrapText(
  text: string,
  pixels: number,
  fontSize: number,
  mostLines: number,
  isBold = false,
): readonly string[] {
  const fits = (part: string) => textPixels(part, fontSize) * (isBold ? 1.19 : 1.02) <= Math.max(pixels, fontSize * 5);
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .replace(/\s+/g, ' ')
    .trim()
    .split(' ')
    .flatMap((each) => pieces(each, fits))) {
    if (line !== '' && !fits(`${line} ${word}`)) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= mostLines) return lines;
  const last = [...(lines[mostLines - 1] ?? '')];
  while (last.length > 1 && !fits(`${last.join('')}…`)) last.pop();
  return [...lines.slice(0, mostLines - 1), `${last.join('').trimEnd()}…`];
}

/** A word that is too long in pieces, cut after the signs that join names where there are some. */
function pieces(word: string, fits: (part: string) => boolean): readonly string[] {
  if (fits(word)) return [word];
  const out: string[] = [];
  for (const part of word.match(/[^./_=-]*[./_=-]|[^./_=-]+/g) ?? [word]) {
    for (const piece of fits(part)
      ? [part]
      : Array.from(new Intl.Segmenter().segment(part), ({ segment }) => segment)) {
      const last = out.at(-1);
      if (last !== undefined && fits(last + piece)) out[out.length - 1] = last + piece;
      else out.push(piece);
    }
  }
  return out;
}

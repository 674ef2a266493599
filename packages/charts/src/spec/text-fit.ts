/** About how wide a text is in pixels, for layouts that must be known before anything is drawn. */
export function textPixels(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 1 : 0.58;
  return width * fontSize;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

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

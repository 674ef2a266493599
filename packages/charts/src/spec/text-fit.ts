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
  const most = Math.max(Math.floor(pixels / (fontSize * (isBold ? 0.69 : 0.59))), 8);
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .replace(/\s+/g, ' ')
    .trim()
    .split(' ')
    .flatMap((each) => pieces(each, most))) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), `${(lines[mostLines - 1] ?? '').slice(0, most - 1)}…`];
}

/** A word that is too long in pieces, cut after the signs that join names where there are some. */
function pieces(word: string, most: number): readonly string[] {
  if (word.length <= most) return [word];
  const out: string[] = [];
  for (const part of word.match(/[^./_=-]*[./_=-]|[^./_=-]+/g) ?? [word]) {
    const last = out.at(-1);
    if (last !== undefined && last.length + part.length <= most) out[out.length - 1] = last + part;
    else out.push(...(part.length <= most ? [part] : (part.match(new RegExp(`.{1,${most}}`, 'gsu')) ?? [part])));
  }
  return out;
}

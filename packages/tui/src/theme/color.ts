/** The SGR codes of a look, for 256 and for 16 colours. */
export type Codes = readonly [wide: string, narrow: string];

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const weights: Readonly<Record<string, string>> = { bold: '1', dim: '2', italic: '3', underline: '4' };

/**
 * The codes of a look in words: weights and a colour, and `on` before the colour behind it, as in `bold red`, `#56b4e9`,
 * `bright-cyan on 236`; undefined where a word is none of these. Of `none` there is no colour.
 */
export function lookCodes(text: string): Codes | undefined {
  const wide: string[] = [];
  const narrow: string[] = [];
  let behind = false;
  for (const word of text.trim().split(/\s+/)) {
    if (word === 'on' && !behind) {
      behind = true;
      continue;
    }
    if (word === 'none' || word === '') continue;
    const weight = weights[word];
    const index = weight === undefined ? colorIndex(word) : undefined;
    if (weight === undefined && index === undefined) return undefined;
    wide.push(weight ?? wideCode(index ?? 0, behind));
    narrow.push(weight ?? narrowCode(index ?? 0, behind));
  }
  return [wide.join(';'), narrow.join(';')];
}

/** The index of a colour among 256: by name, by number, or the nearest one of `#rrggbb`. */
function colorIndex(word: string): number | undefined {
  const bright = word.startsWith('bright-');
  const place = (names as readonly string[]).indexOf(bright ? word.slice('bright-'.length) : word);
  if (place >= 0) return place + (bright ? 8 : 0);
  if (word === 'gray' || word === 'grey') return 8;
  if (/^\d{1,3}$/.test(word)) return Number(word) < 256 ? Number(word) : undefined;
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(word);
  if (hex === null) return undefined;
  const wanted = hex.slice(1).map((part) => Number.parseInt(part, 16));
  return nearest(wanted, 16, 256);
}

function wideCode(index: number, behind: boolean): string {
  return index < 16 ? narrowCode(index, behind) : `${behind ? 48 : 38};5;${index}`;
}

function narrowCode(index: number, behind: boolean): string {
  const of16 = index < 16 ? index : nearest(rgbOf(index), 0, 16);
  return String((of16 < 8 ? 30 + of16 : 82 + of16) + (behind ? 10 : 0));
}

function nearest(wanted: readonly number[], from: number, to: number): number {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index++) {
    const distance = rgbOf(index).reduce((sum, part, place) => sum + (part - (wanted[place] ?? 0)) ** 2, 0);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

/** What terminals commonly show for an index. */
function rgbOf(index: number): readonly number[] {
  if (index < 8) return [1, 2, 4].map((bit) => ((index & bit) === 0 ? 0 : index === 7 ? 192 : 128));
  if (index === 8) return [128, 128, 128];
  if (index < 16) return [1, 2, 4].map((bit) => (((index - 8) & bit) === 0 ? 0 : 255));
  if (index >= 232) return [0, 0, 0].map(() => 8 + (index - 232) * 10);
  const cube = index - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((part) => (part === 0 ? 0 : 55 + part * 40));
}

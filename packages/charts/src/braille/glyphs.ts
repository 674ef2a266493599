import type { GlyphSet } from './plot-types.ts';

/** How many dots a character has, and which one shows which dots: bit `row * columns + column`. */
export interface Glyphs {
  readonly columns: number;
  readonly rows: number;
  readonly characters: readonly string[];
  readonly axis: AxisGlyphs;
}

export interface AxisGlyphs {
  readonly vertical: string;
  readonly yTick: string;
  readonly corner: string;
  readonly horizontal: string;
  readonly xTick: string;
  readonly cursor: string;
  readonly nan: string;
  readonly up: string;
  readonly down: string;
}

const lines: AxisGlyphs = {
  vertical: '│',
  yTick: '┤',
  corner: '└',
  horizontal: '─',
  xTick: '┬',
  cursor: '┊',
  nan: '×',
  up: '▲',
  down: '▼',
};

const asciiLines: AxisGlyphs = {
  vertical: '|',
  yTick: '+',
  corner: '+',
  horizontal: '-',
  xTick: '+',
  cursor: ':',
  nan: 'x',
  up: '^',
  down: 'v',
};

const sets: Readonly<Record<GlyphSet, Glyphs>> = {
  braille: { columns: 2, rows: 4, characters: brailleCharacters(), axis: lines },
  block: { columns: 2, rows: 2, characters: [...' ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█'], axis: lines },
  ascii: { columns: 1, rows: 2, characters: [' ', "'", '.', ':'], axis: asciiLines },
};

/** The characters of a set. */
export function glyphsOf(set: GlyphSet): Glyphs {
  return sets[set];
}

/** Unicode numbers the dots of braille by columns, the lowest row last: its history, not its shape. */
function brailleCharacters(): readonly string[] {
  const bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
  return Array.from({ length: 256 }, (_, dots) =>
    dots === 0
      ? ' '
      : String.fromCharCode(bits.reduce((code, bit, at) => ((dots >> at) & 1 ? code | bit : code), 0x2800)),
  );
}

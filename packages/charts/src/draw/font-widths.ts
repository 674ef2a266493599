import { readFileSync } from 'node:fs';

/** How wide texts of a font are. */
export interface FontWidths {
  /** In pixels, without kerning; a character that the font has not is as wide as its letters are on the average. */
  readonly width: (text: string, fontSize: number) => number;
  /** Whether it has all characters of a text. */
  readonly covers: (text: string) => boolean;
}

/** Reads the widths of a TrueType font's characters: of its tables those that say which glyph a character has, and how wide it is. */
export function readFontWidths(file: string): FontWidths {
  const bytes = readFileSync(file);
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableOffsets(data);
  const unitsPerEm = data.getUint16(tables('head') + 18);
  const metrics = data.getUint16(tables('hhea') + 34);
  const hmtx = tables('hmtx');
  const glyphs = glyphsByCharacter(data, tables('cmap'));
  const advance = (glyph: number) => data.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4) / unitsPerEm;
  const usual = advance(glyphs(0x6e));
  return {
    width: (text, fontSize) => {
      let width = 0;
      for (const character of text) {
        const glyph = glyphs(character.codePointAt(0) ?? 0);
        width += glyph === 0 ? usual * 1.6 : advance(glyph);
      }
      return width * fontSize;
    },
    covers: (text) => [...text].every((character) => glyphs(character.codePointAt(0) ?? 0) !== 0),
  };
}

function tableOffsets(data: DataView): (name: string) => number {
  const offsets = new Map<string, number>();
  for (let at = 0; at < data.getUint16(4); at++) {
    const record = 12 + at * 16;
    const name = [0, 1, 2, 3].map((i) => String.fromCharCode(data.getUint8(record + i))).join('');
    offsets.set(name, data.getUint32(record + 8));
  }
  return (name) => {
    const offset = offsets.get(name);
    if (offset === undefined) throw new Error(`the font has no table \`${name}\``);
    return offset;
  };
}

/** The glyph of a character by the font's segments (format 4 of `cmap`); 0 where there is none. */
function glyphsByCharacter(data: DataView, cmap: number): (code: number) => number {
  const subtables = Array.from(
    { length: data.getUint16(cmap + 2) },
    (_, at) => cmap + data.getUint32(cmap + 8 + at * 8),
  );
  const table = subtables.find((offset) => data.getUint16(offset) === 4);
  if (table === undefined) throw new Error('the font has no segments of characters');
  const segments = data.getUint16(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const ranges = deltas + segments * 2;
  return (code) => {
    for (let segment = 0; segment < segments; segment++) {
      if (data.getUint16(ends + segment * 2) < code) continue;
      const start = data.getUint16(starts + segment * 2);
      if (start > code) return 0;
      const delta = data.getUint16(deltas + segment * 2);
      const range = data.getUint16(ranges + segment * 2);
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = data.getUint16(ranges + segment * 2 + range + (code - start) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

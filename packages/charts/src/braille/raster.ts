import type { Glyphs } from './glyphs.ts';

/** The dots of a plot's area, by cell: what lies in front takes the place of what lies behind it. */
export interface Raster {
  readonly glyphs: Glyphs;
  /** In cells. */
  readonly width: number;
  readonly height: number;
  /** In dots. */
  readonly columns: number;
  readonly rows: number;
  readonly dots: Uint8Array;
  readonly colors: Int16Array;
  readonly layers: Uint8Array;
  /** What stands in the place of a cell's dots. */
  readonly signs: Map<number, string>;
}

/** What lies in front of what, from the back. */
export const layer = { none: 0, band: 1, dim: 2, line: 3 } as const;
export type Layer = (typeof layer)[keyof typeof layer];

/** An empty raster of that many cells. */
export function makeRaster(width: number, height: number, glyphs: Glyphs): Raster {
  const cells = width * height;
  return {
    glyphs,
    width,
    height,
    columns: width * glyphs.columns,
    rows: height * glyphs.rows,
    dots: new Uint8Array(cells),
    colors: new Int16Array(cells).fill(-1),
    layers: new Uint8Array(cells),
    signs: new Map(),
  };
}

/** Which of the dots of an area are set. */
export type Texture = (column: number, row: number) => boolean;

// All are thin enough for what lies in front to stand out: dots, upright lines, level lines, slanted ones either way.
const textures: readonly Texture[] = [
  (column, row) => ((row | column) & 1) === 0,
  (column) => column % 6 === 0,
  (_, row) => row % 4 === 1,
  (column, row) => (column + row) % 6 === 0,
  (column, row) => (column + 6 - (row % 6)) % 6 === 0,
];

/** The texture of a band, by the dashes of its curve. */
export function textureOf(dash: number): Texture | undefined {
  return textures[dash % textures.length];
}

/**
 * Sets the dots of a column from one row to another, both ends rounded to dots; what lies outside is left out, and of a
 * texture what is not in it.
 */
export function drawSpan(
  raster: Raster,
  column: number,
  from: number,
  to: number,
  color: number,
  on: Layer,
  texture?: Texture,
) {
  if (column < 0 || column >= raster.columns) return;
  const first = Math.max(Math.round(Math.min(from, to)), 0);
  const last = Math.min(Math.round(Math.max(from, to)), raster.rows - 1);
  const { width, dots, colors, layers, glyphs } = raster;
  const cellColumn = (column / glyphs.columns) | 0;
  const dotColumn = column - cellColumn * glyphs.columns;
  for (let row = first; row <= last; row++) {
    if (texture !== undefined && !texture(column, row)) continue;
    const cellRow = (row / glyphs.rows) | 0;
    const cell = cellRow * width + cellColumn;
    const behind = layers[cell] ?? 0;
    if (behind > on) continue;
    const bit = 1 << ((row - cellRow * glyphs.rows) * glyphs.columns + dotColumn);
    dots[cell] = behind === on ? (dots[cell] ?? 0) | bit : bit;
    layers[cell] = on;
    colors[cell] = color;
  }
}

import type { Resvg } from '@resvg/resvg-js';
import { ChartError } from '../model/chart-error.ts';
import { fontFamily, fontFiles } from './font.ts';
import { readFontWidths } from './font-widths.ts';

/** How many pixels stand for one of the picture, so that it is sharp on fine screens too; fewer where it is very large. */
const zoom = 2;

// What is drawn takes four bytes a pixel, twice.
const mostPixels = 64e6;

/**
 * An SVG picture as PNG, its texts in the font that ships; characters that it has not, in the fonts of the system. Throws a
 * ChartError where it is too large to be drawn, or too small for what is in it.
 */
export async function toPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const files = fontFiles();
  const texts = [...svg.matchAll(/>([^<]+)</g)].map(([, text = '']) => text).join('');
  const isCovered = readFontWidths(files[0]).covers(texts.replace(/\s/g, ' '));
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoomOf(svg) },
    font: {
      loadSystemFonts: !isCovered,
      fontFiles: [...files],
      defaultFontFamily: fontFamily,
      sansSerifFamily: fontFamily,
    },
  });
  refuseOutside(picture);
  return picture.render().asPng();
}

/** How finely an SVG picture is drawn; throws a ChartError where it cannot be. */
export function zoomOf(svg: string): number {
  const [, width, height] = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const [wide, high] = [Number(width ?? 0), Number(height ?? 0)];
  if (!(wide >= 1 && high >= 1)) throw new ChartError('a picture without width or height cannot be drawn');
  const most = Math.sqrt(mostPixels / (wide * high));
  if (most < 1) {
    throw new ChartError(
      `a picture of ${Math.round(wide)} x ${Math.round(high)} pixels is too large for \`png\``,
      '`-f svg` and `-f html` have room for it; `limit` shows a part',
    );
  }
  return Math.min(zoom, most);
}

/** The library ends the whole process where it draws something transparent that lies far outside of the picture. */
function refuseOutside(picture: Resvg): void {
  const { width, height } = picture;
  const box = picture.getBBox();
  if (box === undefined) return;
  const isNear =
    box.x >= -width && box.y >= -height && box.x + box.width <= 2 * width && box.y + box.height <= 2 * height;
  if (isNear) return;
  throw new ChartError(
    `a picture of ${Math.round(width)} x ${Math.round(height)} pixels is too small for what it shows`,
    '`-f html` fits the window',
  );
}

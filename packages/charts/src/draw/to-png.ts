import { fontFamily, fontFiles } from './font.ts';
import { readFontWidths } from './font-widths.ts';

/** How many pixels stand for one of the picture, so that it is sharp on fine screens too. */
const zoom = 2;

/** An SVG picture as PNG, its texts in the font that ships; characters that it has not, in the fonts of the system. */
export async function toPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const files = fontFiles();
  const texts = [...svg.matchAll(/>([^<]+)</g)].map(([, text = '']) => text).join('');
  const isCovered = readFontWidths(files[0]).covers(texts.replace(/\s/g, ' '));
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      loadSystemFonts: !isCovered,
      fontFiles: [...files],
      defaultFontFamily: fontFamily,
      sansSerifFamily: fontFamily,
    },
  });
  return picture.render().asPng();
}

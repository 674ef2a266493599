import type { PlotSpan, Tone } from './plot-types.ts';
import type { Raster } from './raster.ts';
import { layer } from './raster.ts';

const tones: readonly Tone[] = ['axis', 'band', 'dim', 'line'];

/** The spans of a row of a raster's cells; `rule` is the column of the cursor's rule, where nothing else is drawn. */
export function rasterSpans(raster: Raster, row: number, rule: number): readonly PlotSpan[] {
  const { width, dots, colors, layers, glyphs, signs } = raster;
  const spans: PlotSpan[] = [];
  let text = '';
  let [color, tone]: [number, Tone] = [-1, 'axis'];
  for (let column = 0; column < width; column++) {
    const cell = row * width + column;
    const isRule = column === rule && layers[cell] === layer.none;
    const ownColor = layers[cell] === layer.none ? -1 : (colors[cell] ?? -1);
    const ownTone = isRule ? 'cursor' : (tones[layers[cell] ?? 0] ?? 'axis');
    if (ownColor !== color || ownTone !== tone) {
      if (text !== '') spans.push({ text, color, tone });
      text = '';
      [color, tone] = [ownColor, ownTone];
    }
    text += isRule ? glyphs.axis.cursor : (signs.get(cell) ?? glyphs.characters[dots[cell] ?? 0] ?? ' ');
  }
  spans.push({ text, color, tone });
  return spans;
}

/** A span without a colour. */
export function plainSpan(text: string, tone: Tone): PlotSpan {
  return { text, color: -1, tone };
}

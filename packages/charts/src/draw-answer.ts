import { decode } from '@xt/engine/arrow';
import { type Colors, cellsText } from './cells/cells-text.ts';
import type { ChartFormatName } from './formats.ts';
import {
  type Chart,
  ChartError,
  type ChartKind,
  makeChart,
  plainLook,
  toCells,
  toHtml,
  toPng,
  toSvg,
  toVegaLite,
} from './index.ts';

export { pictureToPng, pictureToSixel } from './index.ts';

/** How a result is drawn; `cells` are characters. */
export interface ChartOutput {
  readonly as: ChartFormatName | 'cells';
  /** The kind that fits the result, where none is asked for. */
  readonly kind?: ChartKind;
  readonly log: { readonly x?: boolean; readonly y?: boolean };
  readonly trend: boolean;
  readonly theme: 'light' | 'dark';
}

/** A chart that is to be drawn: an answer as Arrow bytes, and what is said of it. */
export interface Drawing {
  readonly bytes: Uint8Array;
  readonly title: string;
  readonly notes: readonly string[];
  readonly output: ChartOutput;
  /** For characters: how many there are, and how they are coloured. */
  readonly cells: {
    readonly width: number;
    readonly height: number;
    readonly zone: string;
    readonly colors: Colors;
  };
}

/** The drawn chart, or why there is none. */
export type Drawn =
  | { readonly kind: 'drawn'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly message: string; readonly hint?: string };

/** Draws an answer. */
export async function draw(drawing: Drawing): Promise<Drawn> {
  const { bytes, title, notes, output } = drawing;
  const { kind, log, trend } = output;
  try {
    // In characters the notes stand beside the chart already, on stderr.
    const shown = output.as === 'cells' ? [] : notes;
    const chart = makeChart(decode(bytes), {
      title,
      notes: shown,
      log,
      trend,
      ...(kind === undefined ? {} : { kind }),
    });
    const drawn = await write(chart, drawing);
    return { kind: 'drawn', bytes: typeof drawn === 'string' ? Buffer.from(drawn) : drawn };
  } catch (error) {
    if (!(error instanceof ChartError)) throw error;
    return { kind: 'refused', message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  }
}

function write(chart: Chart, { output, cells }: Drawing): string | Uint8Array | Promise<string | Uint8Array> {
  const look = { ...plainLook, theme: output.theme };
  switch (output.as) {
    case 'vega-lite':
      return `${JSON.stringify(toVegaLite(chart, look))}\n`;
    case 'svg':
      return toSvg(toVegaLite(chart, { ...look, interactive: false })).then((svg) => `${svg}\n`);
    case 'png':
      return toSvg(toVegaLite(chart, { ...look, interactive: false })).then(toPng);
    case 'html':
      return toHtml(chart);
    case 'cells': {
      const { width, height, zone, colors } = cells;
      return cellsText(toCells(chart, { width, height, zone, dashes: colors === 'none' }), colors);
    }
  }
}

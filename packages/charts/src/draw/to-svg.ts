import type { Spec } from '../spec/spec.ts';
import { fontFiles } from './font.ts';
import { readFontWidths } from './font-widths.ts';

/** The picture of a Vega-Lite specification as SVG. Vega is loaded by the first call. */
export async function toSvg(spec: Spec): Promise<string> {
  const { vega, compile } = await loadVega();
  // Vega warns on the console where it finds nothing to scale: an empty chart is no reason to.
  const { spec: compiled } = compile(spec as never, { logger: silent });
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger: silent });
  try {
    // A text is cut between two halves of a character, too.
    return (await view.toSVG()).replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '');
  } finally {
    view.finalize();
  }
}

interface Measuring {
  readonly textMetrics: { width: (item: TextItem, text?: unknown) => number };
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
  /** Beyond so many pixels the text is cut. */
  readonly limit?: number;
}

async function loadVega() {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  measure(vega as unknown as Measuring);
  return { vega, compile };
}

/** Without a canvas Vega takes every letter for as wide as the widest; the font that ships knows better. */
function measure({ textMetrics }: Measuring): void {
  const [plain, bold] = fontFiles().map(readFontWidths);
  textMetrics.width = ({ fontSize = 11, fontWeight = 400, limit = 0 }, text) => {
    const isBold = fontWeight === 'bold' || Number(fontWeight) >= 600;
    const width = (isBold ? bold : plain)?.width(String(text ?? ''), fontSize) ?? 0;
    return limit > 0 ? Math.min(width, limit) : width;
  };
}

const silent = {
  level: () => silent,
  error: (...words: readonly unknown[]) => {
    throw new Error(words.join(' '));
  },
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
} as never;

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
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

interface Measuring {
  readonly textMetrics: { width: (item: { readonly fontSize?: number }, text?: unknown) => number };
}

async function loadVega() {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  measure(vega as unknown as Measuring);
  return { vega, compile };
}

/** Without a canvas Vega takes every letter for as wide as the widest; the font that ships knows better. */
function measure({ textMetrics }: Measuring): void {
  const font = readFontWidths(fontFiles()[0]);
  textMetrics.width = ({ fontSize = 11 }, text) => font.width(String(text ?? ''), fontSize);
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

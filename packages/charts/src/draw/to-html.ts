import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Chart } from '../model/chart.ts';
import type { Look } from '../spec/look.ts';
import type { Json, Spec } from '../spec/spec.ts';
import { toVegaLites } from '../spec/to-vega-lite.ts';
import { brushScript } from './brush-script.ts';
import { hoistData } from './hoist-data.ts';
import { pageScript } from './page-script.ts';

// The least is what a window of 360 pixels leaves between margins and beside its scroll bar.
const widths = [320, 560, 800, 1120, 1440] as const;
const font = 'system-ui, DejaVu Sans, Verdana, sans-serif';

/**
 * A chart as a page that needs nothing but itself: Vega and Vega-Lite stand in it, and it may load nothing. It fits the
 * window's width and the reader's preference of light or dark.
 */
export function toHtml(chart: Chart): string {
  const looks = (theme: Look['theme']) => widths.map((width): Look => ({ width, theme, font, interactive: true }));
  const all = toVegaLites(chart, [...looks('light'), ...looks('dark')]).map(draggable);
  const { specs, datasets } = hoistData(all);
  const page = {
    widths,
    tall: tall.includes(chart.kind),
    specs: { light: specs.slice(0, widths.length), dark: specs.slice(widths.length) },
    datasets,
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="xt">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:">
<title>${escaped(chart.title)}</title>
<style>${style}</style>
</head>
<body>
<div id="chart"></div>
<p>${hints[chart.kind] ?? ''} <a href="#" data-save="png">PNG</a> <a href="#" data-save="svg">SVG</a></p>
<table id="tip" role="tooltip" hidden></table>
<div id="box" hidden></div>
<noscript>This chart is drawn by a script.</noscript>
${libraries()}
<script type="application/json" id="page">${JSON.stringify(page).replaceAll('<', '\\u003c')}</script>
<script>${pageScript}${chart.kind === 'parallel' ? brushScript : ''}</script>
</body>
</html>
`;
}

const tall: readonly Chart['kind'][] = ['line', 'scatter', 'parallel', 'histogram'];

const zooming = 'Drag, or turn the wheel with Ctrl, to zoom; shift and drag to move; double click to go back.';
const hints: Readonly<Partial<Record<Chart['kind'], string>>> = {
  line: `${zooming} Click a name to see it alone, another to add it.`,
  scatter: zooming,
  parallel: 'Drag along an axis to pick lines, along another to narrow them down, double click for all.',
};

const style = `
body { margin: 8px; background: #fff; color: #59636e; font: 11px system-ui, sans-serif; }
body.dark { background: #0f1318; color: #9aa4ae; }
p { margin: 4px 10px; }
a { color: inherit; }
html { scrollbar-gutter: stable; }
#chart { overflow-x: auto; user-select: none; }
#tip { position: fixed; pointer-events: none; z-index: 2; max-width: 90vw; border-collapse: collapse; font-size: 12px;
  background: #fff; color: #1f2328; border: 1px solid #b8bec5; border-radius: 4px; padding: 3px; }
.dark #tip { background: #1a2027; color: #e6edf3; border-color: #4a5460; }
#tip td { padding: 1px 5px; vertical-align: top; overflow-wrap: anywhere; }
#tip td:first-child { opacity: .7; text-align: right; }
#box { position: fixed; pointer-events: none; background: #0072b230; border: 1px solid #0072b2; z-index: 1; }
.brush { position: absolute; width: 12px; pointer-events: none; background: #0072b250; border: 1px solid #0072b2; }
[hidden] { display: none; }
`;

/** Dragging marks what is zoomed into; with the shift key it moves. */
function draggable(json: Spec): Spec {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    const own = Object.entries(value).map(([key, inner]) => [key, key === 'data' ? inner : walk(inner)]);
    const walked = Object.fromEntries(own) as Spec;
    const { name, select } = walked;
    if (name !== 'zoom' || select === null || typeof select !== 'object') return walked;
    return { ...walked, select: { ...select, translate: moving } };
  };
  return walk(json) as Spec;
}

const moving = '[pointerdown[event.shiftKey], window:pointerup] > window:pointermove!';

/** The browsers' builds of Vega and Vega-Lite with their licences; they lie beside the schemas, which the packages do export. */
function libraries(): string {
  const { resolve } = createRequire(import.meta.url);
  return ['vega', 'vega-lite']
    .map((name) => {
      const folder = dirname(resolve(`${name}/${name}-schema.json`));
      const read = (file: string) => readFileSync(join(folder, file), 'utf8');
      const code = read(`${name}.min.js`).replace(/\/\/# sourceMappingURL=.*$/m, '');
      return `<script>\n/*! ${name}\n${read('../LICENSE')}*/\n${code.replaceAll('</script', '<\\/script')}</script>`;
    })
    .join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import { safeText } from '@xt/engine/show';
import { cutText, padText, textWidth } from '@xt/engine/text-width';
import type { PlotLine } from '../braille/plot-types.ts';
import { plainSpan } from '../braille/spans.ts';
import type { HeatmapChart } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { shortNames } from '../short-names.ts';
import { numberText } from './bar-cells.ts';
import type { CellRoom } from './to-cells.ts';

const shades = ['░', '▒', '▓', '█'];

/** A table of the cells, each with a shade for its value: the greater, the darker. Columns without room are left out, and counted. */
export function heatmapCells({ x, y, value, cells }: HeatmapChart, { width }: CellRoom): readonly PlotLine[] {
  const [least, greatest] = extentOf(cells.map((c) => c.value));
  const texts = new Map(
    cells.map((cell) => {
      const share = greatest > least ? (cell.value - least) / (greatest - least) : 0;
      const shade = shades[Math.min(Math.floor(share * shades.length), shades.length - 1)] ?? '';
      return [`${cell.x} ${cell.y}`, cell.absent ?? `${shade.repeat(2)} ${numberText(value, cell.value)}`];
    }),
  );
  const left = Math.min(
    Math.max(...y.labels.map((l) => textWidth(safeText(l))), textWidth(y.title)),
    Math.floor(width * 0.3),
  );
  const values = Math.max(...[...texts.values()].map(textWidth), 0) + 2;
  const names = Math.max(...x.labels.map((l) => textWidth(safeText(l))), 0) + 2;
  // Names may be cut, values not.
  const column = Math.max(
    Math.min(names, Math.max(Math.floor((width - left) / Math.max(x.labels.length, 1)), 12)),
    values,
  );
  const shown = Math.max(Math.min(x.labels.length, Math.floor((width - left) / column)), 1);
  const cell = (text: string, wide: number, right: boolean) =>
    padText(cutText(text, right ? wide - 1 : wide), wide, right);
  const line = (first: string, rest: readonly string[]) =>
    cell(safeText(first), left, false) + rest.map((text) => cell(safeText(text), column, true)).join('');
  const [across, down] = [shortNames(x.labels.map(safeText), column - 1), shortNames(y.labels.map(safeText), left)];
  const rows = down.map(
    (label, atY): PlotLine => [
      plainSpan(line(label, []), 'axis'),
      {
        text: Array.from({ length: shown }, (_, atX) => cell(texts.get(`${atX} ${atY}`) ?? '', column, true)).join(''),
        color: 0,
        tone: 'line',
      },
    ],
  );
  const hidden = x.labels.length - shown;
  if (left + column > width) return [[plainSpan(cutText('no room', width), 'axis')]];
  return [
    [plainSpan(cutText(safeText(`${value.title} by ${x.title} across, ${y.title} down`), width), 'title')],
    [plainSpan(line(y.title, across.slice(0, shown)), 'axis')],
    ...rows,
    ...(hidden > 0
      ? [[plainSpan(cutText(`${hidden} values of ${safeText(x.title)} found no room`, width), 'axis')]]
      : []),
  ];
}

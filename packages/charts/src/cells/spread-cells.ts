import { safeText } from '@xt/engine/show';
import { cutText, padText, textWidth } from '@xt/engine/text-width';
import type { PlotLine } from '../braille/plot-types.ts';
import { placeOf } from '../braille/scale.ts';
import { plainSpan } from '../braille/spans.ts';
import type { BoxChart, Measure, StripChart } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { shortNames } from '../short-names.ts';
import { numberText } from './bar-cells.ts';
import type { CellRoom } from './to-cells.ts';

/** A box for each category: ├──▒▒┃▒▒──┤ from the least to the greatest, filled between the quartiles. */
export function boxCells({ category, value, points }: BoxChart, room: CellRoom): readonly PlotLine[] {
  const samples = category.labels.map((label, index) => ({
    label,
    values: Float64Array.from(
      points.filter((p) => p.category === index),
      (p) => p.value,
    ).sort(),
  }));
  return spread(samples, value, room, ({ values }, cell, cells) => {
    const at = (share: number) => cell(quantile(values, share));
    fill(cells, at(0), at(1), '─');
    fill(cells, at(0.25), at(0.75), '▒');
    cells[at(0)] = '├';
    cells[at(1)] = '┤';
    cells[at(0.5)] = '┃';
  });
}

/** Two lines a side: the values as dots, more where several fall together, and the mean with its interval. */
export function stripCells({ value, sides }: StripChart, room: CellRoom): readonly PlotLine[] {
  const samples = sides.flatMap((side) => [
    { label: side.label, values: Float64Array.from(side.values), side },
    {
      label: `  mean of ${side.count}`,
      values: Float64Array.of(side.mean, side.lo ?? side.mean, side.hi ?? side.mean),
      side,
    },
  ]);
  return spread(samples, value, room, ({ values, side, label }, cell, cells) => {
    if (label === side.label) {
      for (const each of values) cells[cell(each)] = cells[cell(each)] === ' ' ? '•' : '●';
      return;
    }
    fill(cells, cell(side.lo ?? side.mean), cell(side.hi ?? side.mean), '─');
    if (side.lo !== undefined) cells[cell(side.lo)] = '├';
    if (side.hi !== undefined) cells[cell(side.hi)] = '┤';
    cells[cell(side.mean)] = '┃';
  });
}

interface Sample {
  readonly label: string;
  readonly values: Float64Array;
}

/** Labels on the left, a common axis on the right, and its ends below. */
function spread<S extends Sample>(
  samples: readonly S[],
  measure: Measure,
  { width }: CellRoom,
  draw: (sample: S, cell: (value: number) => number, cells: string[]) => void,
): readonly PlotLine[] {
  const left = Math.min(
    Math.max(...samples.map(({ label }) => textWidth(safeText(label))), 0),
    Math.floor(width * 0.4),
  );
  const room = Math.max(width - left - 1, 4);
  const all = samples.flatMap(({ values }) => [...values]);
  const [least, greatest] = extentOf(all);
  const axis = { low: least, high: greatest, log: measure.log };
  const cell = (value: number) =>
    greatest > least ? Math.round(placeOf(axis, value) * (room - 1)) : Math.floor(room / 2);
  const labels = shortNames(
    samples.map(({ label }) => safeText(label)),
    left,
  );
  const rows = samples.map((sample, index): PlotLine => {
    const cells = Array.from({ length: room }, () => ' ');
    if (sample.values.every(Number.isFinite) && sample.values.length > 0) draw(sample, cell, cells);
    const label = padText(cutText(labels[index] ?? '', left), left, false);
    return [plainSpan(`${label} `, 'axis'), { text: cells.join(''), color: index, tone: 'line' }];
  });
  const [from, to] = [numberText(measure, least), numberText(measure, greatest)];
  const scale = `${from}${' '.repeat(Math.max(room - from.length - to.length, 1))}${to}`;
  return [
    [plainSpan(cutText(safeText(measure.title), width), 'title')],
    ...rows,
    [plainSpan(`${' '.repeat(left + 1)}${all.length === 0 ? '' : scale}`, 'axis')],
  ];
}

function fill(cells: string[], from: number, to: number, sign: string) {
  for (let at = from; at <= to; at++) cells[at] = sign;
}

/** Interpolates linearly between the nearest two of sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

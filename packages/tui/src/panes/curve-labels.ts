import { commonStart } from '@xt/charts/braille';
import { textWidth } from '@xt/engine/render';
import type { ChartSeries } from './charts-of.ts';

/** Cells that a label at the end of a curve has in a chart. */
export function labelRoom(width: number): number {
  return Math.floor(width * 0.3) - 1;
}

/** Labels without what all have in common, where there is no room for it; what is too long even so keeps its end. */
export function withShortLabels(series: readonly ChartSeries[], room: number): readonly ChartSeries[] {
  const labels = series.map(({ label = '' }) => label);
  if (labels.every((label) => textWidth(label) <= room)) return series;
  const start = commonStart(labels);
  return series.map((each, at) => {
    const label = labels[at] ?? '';
    return { ...each, label: endOf(start === 0 ? label : `…${label.slice(start)}`, room) };
  });
}

/** The end of a text: what tells names of runs apart stands there more often. */
function endOf(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let end = '';
  for (const { segment } of [...new Intl.Segmenter().segment(text)].reverse()) {
    if (textWidth(`…${segment}${end}`) > room) break;
    end = segment + end;
  }
  return `…${end}`;
}

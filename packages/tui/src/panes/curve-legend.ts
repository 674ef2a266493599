import { mostOfLabels, shortNames } from '@xt/charts/braille';
import { lineWidth, piece } from '../frame/fit.ts';
import type { Line, Size } from '../frame/line.ts';
import type { Sheet } from '../sheet/sheet.ts';
import type { State } from '../state/state.ts';
import { type Chart, keyColumns } from './charts-of.ts';
import { gridOf } from './curve-grid.ts';
import { seriesSign, signWidth } from './series-sign.ts';
import { seriesTone } from './series-tone.ts';

/**
 * What each curve is, in as few lines as it takes: of groups, below what they are made by; of runs where the ends of their curves do
 * not tell them apart.
 */
export function legendLines(state: State, sheet: Sheet, charts: readonly Chart[], size: Size): readonly Line[] {
  const series = [
    ...new Map(charts.flatMap((chart) => chart.series.map((each) => [each.key, each] as const))).values(),
  ];
  const keys = keyColumns(sheet);
  if (series.length < 2 && keys.length === 0) return [];
  const names = series.map(({ label = '' }) => label);
  const { columns, rows } = gridOf(charts.length, size);
  const atEnds = new Set(shortNames(names, Math.floor((size.columns / columns) * mostOfLabels) - 1));
  const isClear = atEnds.size === series.length && series.length <= Math.floor(size.rows / rows / 2);
  if (keys.length === 0 && isClear) return [];
  const head = keys.length === 0 ? [] : [piece(` ${keys.map(({ name }) => name).join(', ')} `, { tone: 'muted' })];
  const labels = shortNames(names, Math.min(size.columns - signWidth - 3, mostName));
  const entries = series.map(
    (each, at): Line => [
      piece(` ${seriesSign(state, each.color)} `, { tone: seriesTone(each.color) }),
      piece(`${labels[at] ?? ''} `),
    ],
  );
  return wrapped(head, entries, size.columns, Math.max(1, Math.min(4, Math.floor(size.rows / 6))));
}

// Longer ones leave no room for the others.
const mostName = 36;

/** The entries one after the other; those that have no room in so many lines are counted. */
function wrapped(head: Line, entries: readonly Line[], columns: number, most: number): readonly Line[] {
  const lines: Line[] = [];
  let line = head;
  for (const [index, entry] of entries.entries()) {
    const isFull = lineWidth(line) > 0 && lineWidth(line) + lineWidth(entry) > columns;
    if (isFull && lines.length + 1 === most) {
      const more = piece(` and ${entries.length - index} more`, { tone: 'muted' });
      return [...lines, [...line.slice(0, columns - lineWidth(line) < lineWidth([more]) ? -2 : undefined), more]];
    }
    if (isFull) {
      lines.push(line);
      line = [];
    }
    line = [...line, ...entry];
  }
  return [...lines, line];
}

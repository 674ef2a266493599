import type { Table } from '@xt/engine/arrow';
import { safeText } from '@xt/engine/show';
import { barChart } from './bar-chart.ts';
import { boxChart } from './box-chart.ts';
import type { Chart, ChartBody, EmptyChart } from './chart.ts';
import { ChartError } from './chart-error.ts';
import { chooseKind } from './choose-kind.ts';
import type { ChartDescription, ChartKind } from './description.ts';
import { heatmapChart } from './heatmap-chart.ts';
import { histogramChart } from './histogram-chart.ts';
import { lineChart } from './line-chart.ts';
import { parallelChart } from './parallel-chart.ts';
import { type Result, readResult } from './read-result.ts';
import { scatterChart } from './scatter-chart.ts';
import { stripChart } from './strip-chart.ts';
import { treeChart } from './tree-chart.ts';

/** A chart that has something to draw, or would have if its values were finite. */
export type DrawnBody = Exclude<ChartBody, EmptyChart>;

/** What a builder gives: the chart, and what it left out. */
export interface Built<C extends DrawnBody = DrawnBody> {
  readonly chart: C;
  readonly notes: readonly string[];
}

/** Which axes are asked to be logarithmic. */
export type Log = NonNullable<ChartDescription['log']>;

/**
 * The chart of an answer: of the kind that is asked for, else of the one that its shape asks for. Throws a ChartError where
 * the answer has not what the kind needs.
 */
export function makeChart(table: Table, description: ChartDescription): Chart {
  const { log = {}, trend = false } = description;
  const title = safeText(description.title.replace(/\s+/g, ' ').trim());
  const notes = (description.notes ?? []).map(safeText);
  const result = readResult(table);
  if (result.rows === 0) return { title, notes, kind: 'empty', reason: 'no rows' };
  const asked = description.kind ?? (trend ? 'scatter' : undefined);
  const built = asked === undefined ? fitting(result, log) : build(asked, result, log, trend);
  const all = [...built.notes, ...notes];
  return isBlank(built.chart)
    ? { title, notes: all, kind: 'empty', reason: 'no value that can be drawn' }
    : { title, notes: all, ...built.chart };
}

/** The kind that fits; where the result is too large for it, the one that can take its place, which is said. */
function fitting(result: Result, log: Log): Built {
  try {
    return build(chooseKind(result, log), result, log, false);
  } catch (error) {
    if (!(error instanceof ChartError) || error.instead === undefined) throw error;
    const other = build(error.instead, result, log, false);
    return { ...other, notes: [`${error.message}: this is its \`${error.instead}\``, ...other.notes] };
  }
}

/** Whether nothing has a place; curves without a number are marked where they are none. */
function isBlank(chart: DrawnBody): boolean {
  switch (chart.kind) {
    case 'bar':
    case 'point':
      return chart.items.every(({ absent }) => absent !== undefined);
    case 'scatter':
    case 'box':
      return chart.points.length === 0;
    case 'parallel':
      return chart.lines.length === 0;
    case 'heatmap':
      return chart.cells.every(({ absent }) => absent !== undefined);
    case 'histogram':
      return chart.bins.length === 0;
    case 'line':
    case 'strip':
    case 'tree':
      return false;
  }
}

function build(kind: ChartKind, result: Result, log: Log, trend: boolean): Built {
  if (trend && kind !== 'scatter') {
    throw new ChartError(`a trend line needs \`scatter\`; \`${kind}\` has none`, '`--chart scatter --trend` draws it');
  }
  switch (kind) {
    case 'line':
      return lineChart(result, log);
    case 'bar':
    case 'point':
      return barChart(kind, result, log);
    case 'scatter':
      return scatterChart(result, log, trend);
    case 'parallel':
      return parallelChart(result, log);
    case 'heatmap':
      return heatmapChart(result);
    case 'histogram':
      return histogramChart(result, log);
    case 'box':
      return boxChart(result, log);
    case 'strip':
      return stripChart(result, log);
    case 'tree':
      return treeChart(result);
  }
}

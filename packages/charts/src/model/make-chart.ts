import type { Table } from '@xt/engine/arrow';
import { safeText } from '@xt/engine/show';
import { barChart } from './bar-chart.ts';
import { boxChart } from './box-chart.ts';
import type { Chart, ChartBody } from './chart.ts';
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

/** What a builder gives: the chart, and what it left out. */
export interface Built<C extends ChartBody = ChartBody> {
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
  const { log = {} } = description;
  const title = safeText(description.title.replace(/\s+/g, ' ').trim());
  const notes = (description.notes ?? []).map(safeText);
  const result = readResult(table);
  if (result.rows === 0) return { title, notes, kind: 'empty' };
  const built = build(description.kind ?? chooseKind(result), result, log);
  return { title, notes: [...built.notes, ...notes], ...built.chart };
}

function build(kind: ChartKind, result: Result, log: Log): Built {
  switch (kind) {
    case 'line':
      return lineChart(result, log);
    case 'bar':
    case 'point':
      return barChart(kind, result, log);
    case 'scatter':
      return scatterChart(result, log);
    case 'parallel':
      return parallelChart(result);
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

import type { Chart, ChartBody } from '../model/chart.ts';
import { barSpec } from './bar-spec.ts';
import { boxSpec } from './box-spec.ts';
import { heatmapSpec } from './heatmap-spec.ts';
import { histogramSpec } from './histogram-spec.ts';
import { lineSpec } from './line-spec.ts';
import { configOf, type Look, plainLook } from './look.ts';
import { parallelSpec } from './parallel-spec.ts';
import { scatterSpec } from './scatter-spec.ts';
import type { Row, Spec } from './spec.ts';
import { stripSpec } from './strip-spec.ts';
import { wrapText } from './text-fit.ts';
import { treeSpec } from './tree-spec.ts';

/** What each kind of chart gives: its rows, its views, and what must be said of them. */
export interface SpecParts {
  readonly data: readonly Row[];
  readonly body: Spec;
  readonly notes: readonly string[];
}

/** The Vega-Lite 6 specification of a chart, with its data. Equal charts give equal specifications. */
export function toVegaLite(chart: Chart, look: Look = plainLook): Spec {
  const { data, body, notes } = partsOf(chart, look);
  const room = look.width - 20;
  const subtitle = [...chart.notes, ...notes].flatMap((note) => wrapText(note.replaceAll('`', ''), room, 11, 3));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: chart.title,
    title: { text: wrapText(chart.title, room, 13, 4, true), ...(subtitle.length === 0 ? {} : { subtitle }) },
    data: { values: data },
    ...body,
    config: configOf(look) as Spec,
  };
}

function partsOf(chart: ChartBody, look: Look): SpecParts {
  switch (chart.kind) {
    case 'line':
      return lineSpec(chart, look);
    case 'bar':
    case 'point':
      return barSpec(chart, look);
    case 'scatter':
      return scatterSpec(chart, look);
    case 'parallel':
      return parallelSpec(chart, look);
    case 'heatmap':
      return heatmapSpec(chart, look);
    case 'histogram':
      return histogramSpec(chart, look);
    case 'box':
      return boxSpec(chart, look);
    case 'strip':
      return stripSpec(chart, look);
    case 'tree':
      return treeSpec(chart, look);
    case 'empty':
      return {
        data: [{ text: 'no rows' }],
        body: {
          width: look.width - 40,
          height: 80,
          mark: { type: 'text', fontSize: 14 },
          encoding: { text: { field: 'text' } },
        },
        notes: [],
      };
  }
}

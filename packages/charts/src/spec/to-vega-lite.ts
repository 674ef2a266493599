import type { Chart, ChartBody } from '../model/chart.ts';
import { barSpec } from './bar-spec.ts';
import { boxSpec } from './box-spec.ts';
import { heatmapSpec } from './heatmap-spec.ts';
import { histogramSpec } from './histogram-spec.ts';
import { lineSpec } from './line-spec.ts';
import { configOf, type Look, plainLook } from './look.ts';
import { parallelSpec } from './parallel-spec.ts';
import { printable } from './printable.ts';
import { scatterSpec } from './scatter-spec.ts';
import type { Row, Spec } from './spec.ts';
import { stripSpec } from './strip-spec.ts';
import { wrapText } from './text-fit.ts';
import { treeSpec } from './tree-spec.ts';

/** What each kind of chart gives: its rows, its views, and what must be said of them. */
export interface SpecParts {
  readonly makeRows: () => readonly Row[];
  /** What of the look is in the rows; nothing without it. */
  readonly rowsDependOn?: string;
  readonly body: Spec;
  /** Less than all of the look's width, with axes and legend, where there is little to show. */
  readonly width?: number;
  readonly notes: readonly string[];
}

// For what is said above a chart of little.
const leastWidth = 400;

/** The Vega-Lite 6 specification of a chart, with its data. Equal charts give equal specifications. */
export function toVegaLite(chart: Chart, look: Look = plainLook): Spec {
  return specOf(printable(chart), look, new Map());
}

/** The specifications of a chart in several looks, which have the same rows in common wherever they are equal. */
export function toVegaLites(chart: Chart, looks: readonly Look[]): readonly Spec[] {
  const known = new Map<string, readonly Row[]>();
  const shown = printable(chart);
  return looks.map((look) => specOf(shown, look, known));
}

function specOf(chart: Chart, look: Look, known: Map<string, readonly Row[]>): Spec {
  const { makeRows, rowsDependOn = '', body, notes, width = look.width } = partsOf(chart, look);
  const rows = known.get(rowsDependOn) ?? makeRows();
  known.set(rowsDependOn, rows);
  const own = 'facet' in body ? look.width : Math.min(Math.max(width, leastWidth), look.width);
  const room = own - 20;
  // What is narrower has as much of a text in more lines.
  const lines = (most: number) => Math.ceil((most * look.width) / own);
  const subtitle = [...chart.notes, ...notes].flatMap((note) => wrapText(note.replaceAll('`', ''), room, 11, lines(3)));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: chart.title,
    title: {
      text: wrapText(chart.title, room, 13, lines(4), true),
      ...(subtitle.length === 0 ? {} : { subtitle }),
      limit: room,
    },
    data: { values: rows },
    ...body,
    // Axes and legends take of the width what they need; of panels it is known.
    ...('facet' in body ? {} : { width: own, autosize: { type: 'fit-x', contains: 'padding' } }),
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
        makeRows: () => [{ text: chart.reason }],
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

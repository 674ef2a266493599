import type { GlyphSet, PlotLine } from '../braille/plot-types.ts';
import { plainSpan } from '../braille/spans.ts';
import type { Chart } from '../model/chart.ts';
import { barCells, histogramCells } from './bar-cells.ts';
import { heatmapCells } from './heatmap-cells.ts';
import { parallelCells } from './parallel-cells.ts';
import { lineCells } from './plot-cells.ts';
import { scatterCells } from './scatter-cells.ts';
import { boxCells, stripCells } from './spread-cells.ts';
import { treeCells } from './tree-cells.ts';
import { wrapWords } from './wrap-words.ts';

/** The cells that a chart may take. */
export interface CellRoom {
  readonly width: number;
  /** Of kinds that can be of any height; others take as many lines as they have rows. */
  readonly height: number;
  readonly glyphs?: GlyphSet;
  /** Tell what has a colour apart by dashes and signs, where there are no colours. */
  readonly dashes?: boolean;
  readonly zone?: string;
}

/** A chart as lines of characters, under its title and over what it left out. */
export function toCells(chart: Chart, room: CellRoom): readonly PlotLine[] {
  const title = wrapWords(chart.title, room.width).map((line) => [plainSpan(line, 'title')]);
  const notes = chart.notes.flatMap((note) => wrapWords(note, room.width)).map((line) => [plainSpan(line, 'axis')]);
  return [...title, ...bodyOf(chart, room), ...notes];
}

function bodyOf(chart: Chart, room: CellRoom): readonly PlotLine[] {
  switch (chart.kind) {
    case 'line':
      return lineCells(chart, room);
    case 'scatter':
      return scatterCells(chart, room);
    case 'bar':
    case 'point':
      return barCells(chart, room);
    case 'histogram':
      return histogramCells(chart, room);
    case 'heatmap':
      return heatmapCells(chart, room);
    case 'box':
      return boxCells(chart, room);
    case 'strip':
      return stripCells(chart, room);
    case 'tree':
      return treeCells(chart, room);
    case 'empty':
      return [[plainSpan(chart.reason, 'axis')]];
    case 'parallel':
      return parallelCells(chart, room);
  }
}

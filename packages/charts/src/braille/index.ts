export { okabeIto } from '../spec/okabe-ito.ts';
export { placeLabels, type WantedLabel } from './place-labels.ts';
export { plot } from './plot.ts';
export type {
  AxisKind,
  AxisOptions,
  GlyphSet,
  Plot,
  PlotArea,
  PlotAxis,
  PlotLine,
  PlotMark,
  PlotOptions,
  PlotSeries,
  PlotSpan,
  Tone,
} from './plot-types.ts';
export { cellOfX, pointNear, xAtCell, yAtCell } from './value-at.ts';

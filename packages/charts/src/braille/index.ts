export { differingNames, shortNames } from '../short-names.ts';
export { okabeIto } from '../spec/okabe-ito.ts';
export { mostOfLabels, plot } from './plot.ts';
export type { Plot, PlotLine, PlotSeries, PlotSpan } from './plot-types.ts';
export { pointNear } from './value-at.ts';

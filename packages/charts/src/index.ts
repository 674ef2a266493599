export { toPng } from './draw/to-png.ts';
export { toSvg } from './draw/to-svg.ts';
export type { Chart, ChartBody } from './model/chart.ts';
export { ChartError } from './model/chart-error.ts';
export { type ChartDescription, type ChartKind, chartKinds, isChartKind } from './model/description.ts';
export { makeChart } from './model/make-chart.ts';
export { type Look, plainLook } from './spec/look.ts';
export type { Json, Spec } from './spec/spec.ts';
export { toVegaLite } from './spec/to-vega-lite.ts';

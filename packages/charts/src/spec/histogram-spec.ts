import type { HistogramChart } from '../model/chart.ts';
import { axisFor } from './axis.ts';
import { layOut } from './layout.ts';
import type { Look } from './look.ts';
import { okabeIto } from './okabe-ito.ts';
import { type Row, told } from './spec.ts';
import type { SpecParts } from './to-vega-lite.ts';

/** A bar for each bin. */
export function histogramSpec(chart: HistogramChart, look: Look): SpecParts {
  const { bins, what } = chart;
  const x = axisFor(chart.value, [bins.map(({ to }) => to)]);
  const layout = layOut(look, 1, []);
  const body = {
    width: layout.width,
    height: Math.min(layout.height, 280),
    mark: { type: 'bar', color: okabeIto[0] ?? '', binSpacing: 1 },
    encoding: {
      x: {
        field: 'from',
        type: x.type,
        title: x.title,
        scale: { ...x.scale, nice: false },
        ...(x.type === 'quantitative' ? { bin: 'binned' } : {}),
        axis: { tickCount: Math.max(Math.floor(layout.width / 70), 2), grid: false },
      },
      x2: { field: 'to' },
      y: { field: 'count', type: 'quantitative', title: what, axis: { tickMinStep: 1, format: 'd' } },
      tooltip: [told('from', 'from'), told('to', 'to'), told('count', what)],
    },
  };
  const makeRows = (): readonly Row[] =>
    bins.map(({ from, to, count }): Row => ({ from: from * x.factor, to: to * x.factor, count }));
  return { makeRows, body, notes: [] };
}

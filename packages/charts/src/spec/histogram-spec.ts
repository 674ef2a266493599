import type { HistogramChart } from '../model/chart.ts';
import { axisFor, channel } from './axis.ts';
import { layOut } from './layout.ts';
import { inksOf, type Look } from './look.ts';
import { okabeIto } from './okabe-ito.ts';
import { isoTime, type Row, type Spec, told } from './spec.ts';
import { labelsIn, textPixels } from './text-fit.ts';
import type { SpecParts } from './to-vega-lite.ts';

/** A bar for each bin, or for each value where those are told one by one. */
export function histogramSpec(chart: HistogramChart, look: Look): SpecParts {
  return chart.bins.every(({ label }) => label !== undefined) ? valueSpec(chart, look) : binSpec(chart, look);
}

/** The values as they come, as far from each other as their names need. */
function valueSpec({ bins, what, value }: HistogramChart, look: Look): SpecParts {
  const layout = layOut(look, 1, { labels: [] });
  const labels = bins.map(({ label = '' }) => label);
  const step = layout.width / bins.length;
  const isTilted = Math.max(...labels.map((label) => textPixels(label, 11))) > step;
  const body = {
    width: layout.width,
    height: Math.min(layout.height, 280),
    mark: { type: 'bar', color: okabeIto[0] ?? '' },
    encoding: {
      x: {
        field: 'value',
        type: 'nominal',
        title: value.title,
        scale: { domain: labels, padding: Number(Math.min(Math.max(0.2, 1 - 100 / step), 0.9).toFixed(3)) },
        axis: {
          grid: false,
          labelAngle: isTilted ? -45 : 0,
          labelOverlap: false,
          labelLimit: 120,
          ...labelsIn(labels, 120),
        },
      },
      y: countChannel(what),
      tooltip: [told('value', value.title), told('count', what)],
    },
  };
  return { makeRows: () => bins.map(({ count }, at): Row => ({ value: labels[at] ?? '', count })), body, notes: [] };
}

function countChannel(what: string): Spec {
  return {
    field: 'count',
    type: 'quantitative',
    title: what,
    scale: { zero: true },
    axis: { tickMinStep: 1, format: 'd' },
  };
}

function binSpec(chart: HistogramChart, look: Look): SpecParts {
  const { bins, what, value } = chart;
  const isWhole = value.whole === true && !value.log;
  const x = axisFor(value, [bins.flatMap(({ from, to }) => [from, to])]);
  const layout = layOut(look, 1, { labels: [] });
  const isTime = x.type === 'temporal';
  const own = channel('from', x, { at: 'x', pixels: layout.width });
  const body = {
    width: layout.width,
    height: Math.min(layout.height, 280),
    // A bar over times would be a line.
    mark: isTime
      ? { type: 'rect', color: okabeIto[0] ?? '', stroke: inksOf(look).background, strokeWidth: 1 }
      : { type: 'bar', color: okabeIto[0] ?? '', binSpacing: 1 },
    encoding: {
      x: {
        field: 'from',
        type: x.type,
        title: x.title,
        scale: { ...x.scale, nice: false },
        ...(isTime ? {} : { bin: 'binned' }),
        axis: { ...(own['axis'] as Spec), grid: false },
      },
      x2: { field: 'to' },
      y: countChannel(what),
      ...(isTime ? { y2: { datum: 0 } } : {}),
      tooltip: [told('least', 'from'), told('most', 'to'), told('count', what)],
    },
  };
  const makeRows = (): readonly Row[] =>
    bins.map(({ from, to, count }): Row => {
      const [low, high] = [from * x.factor, to * x.factor];
      // The edges of whole numbers lie between them.
      const [least, most] = isWhole
        ? [from + 0.5, to - 0.5]
        : isTime
          ? [isoTime(low), isoTime(high)]
          : [round(low), round(high)];
      return { from: low, to: high, least, most, count };
    });
  return { makeRows, body, notes: [] };
}

/** An edge without what arithmetic left in its last digits. */
function round(edge: number): number {
  return Number(edge.toPrecision(12));
}

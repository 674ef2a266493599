import type { Curve, LineChart } from '../model/chart.ts';
import { type Axis, axisFor, channel } from './axis.ts';
import { layOut, mostLegendEntries, regular } from './layout.ts';
import { inksOf, type Look } from './look.ts';
import { seriesColors } from './okabe-ito.ts';
import { finiteOrNull, isoTime, type Row, type Spec, told } from './spec.ts';
import type { SpecParts } from './to-vega-lite.ts';

/** Curves in panels: bands behind, raw behind smoothed; hovering marks the same x in all panels. */
export function lineSpec(chart: LineChart, look: Look): SpecParts {
  const { panels, series, curves } = chart;
  const x = axisFor(
    chart.x,
    curves.map((curve) => curve.x),
  );
  const isFaceted = panels.length > 1;
  const layout = layOut(look, panels.length, series.labels, series.title);
  const y = axisFor(panels[0] ?? chart.x, isFaceted ? [] : curves.map((curve) => curve.y));
  const unit: Spec = {
    width: layout.width,
    height: layout.height,
    encoding: {
      x: channel('x', x, { scale: { ...x.scale, nice: false } }, layout.width),
      color: {
        field: 'series',
        type: 'nominal',
        title: series.title === '' ? null : series.title,
        scale: { domain: series.labels, range: seriesColors(series.labels.length) },
        legend: layout.legend === null ? null : { ...layout.legend, symbolType: 'stroke', symbolOpacity: 1 },
      },
    },
    layer: layers(chart, look, x, { ...y, title: isFaceted ? '' : y.title }),
  };
  const notes = series.labels.length > mostLegendEntries ? [`${series.labels.length} curves: no legend`] : [];
  const makeRows = (): readonly Row[] => curves.flatMap((curve) => rowsOf(curve, chart, x));
  if (!isFaceted) return { makeRows, body: unit, notes };
  return {
    makeRows,
    body: {
      facet: { field: 'panel', type: 'nominal', title: null, sort: panels.map(({ title }) => title) },
      columns: layout.columns,
      ...regular,
      spec: unit,
      resolve: { scale: { y: 'independent' }, axis: { x: 'independent' } },
    },
    notes,
  };
}

function layers(chart: LineChart, look: Look, x: Axis, y: Axis): readonly Spec[] {
  const { curves, panels, series } = chart;
  const has = (part: 'raw' | 'lo') => curves.some((curve) => curve[part] !== undefined);
  const most = curves.reduce((count, curve) => Math.max(count, curve.x.length), 0);
  const yOf = (field: string, more: Spec = {}) =>
    channel(field, y, { title: y.title === '' ? null : y.title, ...more });
  // The opacity of the whole is for what a click changes: in a file every line would be a picture of its own.
  const shown = (value: number, channel: 'strokeOpacity' | 'fillOpacity' = 'strokeOpacity'): Spec =>
    look.interactive
      ? { opacity: { condition: { param: 'shown', value }, value: value / 15 } }
      : { [channel]: { value } };
  const lineOpacity = series.labels.length > mostLegendEntries ? 0.55 : 1;
  const isFaceted = panels.length > 1;
  return [
    ...(has('lo')
      ? [
          {
            mark: { type: 'area', clip: look.interactive },
            encoding: { y: yOf('lo'), y2: { field: 'hi' }, ...shown(0.18, 'fillOpacity') },
          },
        ]
      : []),
    ...(has('raw')
      ? [
          {
            mark: { type: 'line', clip: look.interactive, strokeWidth: 1 },
            encoding: { y: yOf('raw'), ...shown(0.25) },
          },
        ]
      : []),
    {
      ...(look.interactive ? { params: lineParams(isFaceted) } : {}),
      mark: {
        type: 'line',
        clip: look.interactive,
        strokeWidth: 1.8,
        ...(most <= 30 ? { point: { size: 18, filled: true } } : {}),
      },
      encoding: { y: yOf('value'), ...shown(lineOpacity) },
    },
    ...(most > 30 && curves.some(({ y: values }) => values.some((_, at) => isLone(values, at)))
      ? [
          {
            transform: [{ filter: 'datum.lone' }],
            mark: { type: 'point', filled: true, size: 10, clip: look.interactive },
            encoding: { y: yOf('value'), ...shown(lineOpacity) },
          },
        ]
      : []),
    ...(curves.some(({ y: values }) => values.some((value) => !Number.isFinite(value)))
      ? [notFinite(chart, look, x)]
      : []),
    ...(look.interactive ? hoverLayers(chart, look, x, yOf('value')) : []),
  ];
}

/** The legend hides what is not clicked; dragging and the wheel move and zoom, a double click goes back. */
function lineParams(isFaceted: boolean): readonly Spec[] {
  return [
    { name: 'shown', select: { type: 'point', fields: ['series'], toggle: 'true' }, bind: 'legend' },
    {
      name: 'zoom',
      // Panels have a y of their own each.
      select: { type: 'interval', encodings: isFaceted ? ['x'] : ['x', 'y'] },
      bind: 'scales',
    },
  ];
}

/** What is no number stands on the axis, where it happened. */
function notFinite(chart: LineChart, look: Look, x: Axis): Spec {
  return {
    transform: [{ filter: 'isValid(datum.bad)' }],
    mark: { type: 'point', shape: 'cross', angle: 45, filled: true, size: 60, clip: look.interactive, yOffset: -4 },
    encoding: {
      y: { value: 'height' },
      tooltip: [
        told('series', chart.series.title || 'curve'),
        told('x', x.title),
        told('bad', 'value'),
        told('until', 'until'),
      ],
    },
  };
}

function hoverLayers(chart: LineChart, look: Look, x: Axis, y: Spec): readonly Spec[] {
  const { series, curves, panels } = chart;
  const has = (part: 'raw' | 'lo' | 'n') => curves.some((curve) => curve[part] !== undefined);
  const value = panels.length === 1 ? (panels[0]?.title ?? 'value') : 'value';
  return [
    {
      transform: [{ filter: { param: 'hover', empty: false } }, { aggregate: [], groupby: ['x'] }],
      mark: { type: 'rule', color: inksOf(look).dim, strokeWidth: 1, strokeDash: [3, 3] },
      encoding: { color: { value: inksOf(look).dim } },
    },
    {
      params: [
        {
          name: 'hover',
          select: { type: 'point', on: 'pointerover', nearest: true, fields: ['x'], clear: 'pointerout' },
        },
      ],
      transform: [{ filter: 'isValid(datum.value)' }],
      mark: { type: 'point', filled: true, size: 50, clip: look.interactive },
      encoding: {
        y,
        opacity: { condition: { param: 'hover', empty: false, value: 1 }, value: 0 },
        tooltip: [
          told('series', series.title || 'curve'),
          ...(panels.length > 1 ? [told('panel', 'metric')] : []),
          told(x.type === 'temporal' ? 'at' : 'x', x.title),
          told('value', value),
          ...(has('raw') ? [told('raw', 'raw')] : []),
          ...(has('lo') ? [told('lo', 'from'), told('hi', 'to')] : []),
          ...(has('n') ? [told('n', 'runs')] : []),
        ],
      },
    },
  ];
}

function rowsOf(curve: Curve, { panels, series, x }: LineChart, axis: Axis): readonly Row[] {
  const panel = panels[curve.panel];
  const isLog = panel?.log === true;
  const shown = (value: number | undefined) => finiteOrNull(isLog && !((value ?? 0) > 0) ? Number.NaN : value);
  return Array.from(curve.y, (value, at): Row => {
    const place = (curve.x[at] ?? Number.NaN) * axis.factor;
    return {
      ...(panels.length > 1 ? { panel: panel?.title ?? '' } : {}),
      series: series.labels[curve.series] ?? '',
      x: finiteOrNull(x.log && !(place > 0) ? Number.NaN : place),
      ...(axis.type === 'temporal' ? { at: isoTime(place) } : {}),
      value: shown(value),
      ...badness(curve, at, axis.factor),
      ...(isLone(curve.y, at) ? { lone: 1 } : {}),
      ...(curve.raw === undefined ? {} : { raw: shown(curve.raw[at]) }),
      ...(curve.lo === undefined ? {} : { lo: shown(curve.lo[at]) }),
      ...(curve.hi === undefined ? {} : { hi: shown(curve.hi[at]) }),
      ...(curve.n === undefined ? {} : { n: finiteOrNull(curve.n[at]) }),
    };
  });
}

/** The first of points that are no numbers tells which, and until where; the others do not stand in its way. */
function badness({ x, y }: Curve, at: number, factor: number): Row {
  const value = y[at] ?? Number.NaN;
  if (Number.isFinite(value) || (at > 0 && Object.is(value, y[at - 1]))) return {};
  let last = at;
  while (last + 1 < y.length && Object.is(value, y[last + 1])) last++;
  return { bad: String(value), ...(last > at ? { until: finiteOrNull((x[last] ?? Number.NaN) * factor) } : {}) };
}

/** A point between two gaps: no line shows it. */
function isLone(values: Float64Array, at: number): boolean {
  const isThere = (index: number) => Number.isFinite(values[index] ?? Number.NaN);
  return isThere(at) && !isThere(at - 1) && !isThere(at + 1);
}

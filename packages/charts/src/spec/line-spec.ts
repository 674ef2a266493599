import { isCut } from '../model/band-edge.ts';
import type { LineChart } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { type Axis, type AxisPlace, axisFor, channel } from './axis.ts';
import { type EndLabels, endLabels } from './end-labels.ts';
import { type Layout, layOut, mostLegendEntries } from './layout.ts';
import { dashed, isNamed, nameLayers, notFinite, nothingDrawn, shownBy } from './line-marks.ts';
import { isEmpty, isFew, isLone, rowsOf, whyNot } from './line-rows.ts';
import { inksOf, type Look } from './look.ts';
import { mostPens, seriesColors } from './okabe-ito.ts';
import { type Row, type Spec, told } from './spec.ts';
import type { SpecParts } from './to-vega-lite.ts';
import { zoomParam } from './zoom-param.ts';

/** Curves in panels: bands behind, raw behind smoothed; hovering marks the same x in all panels. */
export function lineSpec(chart: LineChart, look: Look): SpecParts {
  const { panels, series, curves } = chart;
  const x = axisFor(
    chart.x,
    curves.map((curve) => curve.x),
  );
  const isFaceted = panels.length > 1;
  const layout = layOut(look, panels.length, {
    ...series,
    labels: isNamed(series.labels) ? series.labels : [],
    direct: true,
    leastWidth: panels.length > 3 ? 220 : 300,
  });
  const y = axisFor(
    panels[0] ?? chart.x,
    isFaceted
      ? []
      : curves.flatMap(({ y: values, raw, lo, hi }) => [values, raw, lo, hi].filter((part) => part !== undefined)),
  );
  const ends = layout.labels === 0 ? undefined : endLabels(chart, layout.height);
  const unit: Spec = {
    width: layout.width,
    height: layout.height,
    encoding: {
      x: channel('x', x, { at: 'x', pixels: layout.width }, { scale: { ...along(curves, x), nice: false } }),
      color: {
        field: 'series',
        type: 'nominal',
        title: series.title === '' ? null : series.title,
        scale: { domain: series.labels, range: seriesColors(series.labels.length) },
        legend: layout.legend === null ? null : { ...layout.legend, symbolType: 'stroke', symbolOpacity: 1 },
      },
    },
    layer: layers(chart, look, layout, ends, x, { ...y, title: isFaceted ? '' : y.title }),
  };
  // Panels have their own units each, as they come.
  const factor = isFaceted ? 1 : y.factor;
  const makeRows = (): readonly Row[] => curves.flatMap((curve) => rowsOf(curve, chart, x, ends, factor));
  const notes = [...badNotes(chart), ...penNotes(series.labels.length), ...hiddenNotes(ends, chart, look)];
  if (!isFaceted) return { makeRows, body: unit, notes };
  return {
    makeRows,
    body: {
      facet: {
        field: 'panel',
        type: 'nominal',
        title: null,
        sort: panels.map(({ title }) => title),
        header: { labelLimit: layout.width + layout.labels },
      },
      columns: layout.columns,
      ...layout.regular,
      spec: unit,
      resolve: { scale: { y: 'independent' }, axis: { x: 'independent' } },
    },
    notes,
  };
}

/** The scale of x from the first point to the last: a layer that is empty until somebody points at it must not be asked. */
function along(curves: LineChart['curves'], { scale, factor, type }: Axis): Spec {
  const isLog = scale['type'] === 'log';
  const ends = curves.flatMap(({ x }) => extentOf(isLog ? x.filter((value) => value > 0) : x));
  const [least, greatest] = extentOf(ends);
  if (!(least < greatest)) return scale;
  const domain = [least * factor, greatest * factor];
  // Times are made of numbers in one channel, and not in another.
  return { ...scale, domain: type === 'temporal' ? { expr: JSON.stringify(domain) } : domain };
}

/** What the marks on the axis mean, and how many they stand for. */
function badNotes(chart: LineChart): readonly string[] {
  const { curves, panels } = chart;
  const counts = new Map<string, number>();
  for (const { y } of curves) {
    for (const value of y) {
      if (!Number.isFinite(value)) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
  }
  const signs = [
    ['×', 'NaN'],
    ['▲', 'Infinity'],
    ['▼', '-Infinity'],
  ] as const;
  const told = signs.flatMap(([sign, name]) => {
    const count = counts.get(name) ?? 0;
    return count === 0 ? [] : [`${sign} ${count} ${count === 1 ? 'value is' : 'values are'} ${name}`];
  });
  const empty = panels.flatMap((measure, panel) =>
    isEmpty(chart, panel) ? [`no value of ${measure.title} has a place`] : [],
  );
  return [...(told.length === 0 ? [] : [told.join(' · ')]), ...empty];
}

function penNotes(count: number): readonly string[] {
  return count <= mostPens
    ? []
    : [`${count} curves share ${mostPens} colours and dashes: the names at their ends tell them apart`];
}

function hiddenNotes(ends: EndLabels | undefined, { panels }: LineChart, look: Look): readonly string[] {
  const hidden = (ends?.hidden ?? []).flatMap(({ count, of }, panel) =>
    count === 0 ? [] : [`${count} of ${of} names${panels.length > 1 ? ` (${panels[panel]?.title ?? ''})` : ''}`],
  );
  if (hidden.length === 0) return [];
  const pointing = look.interactive ? ', pointing at a curve tells it' : '';
  return [`${hidden.join(', ')} found no room${pointing}`];
}

function layers(
  chart: LineChart,
  look: Look,
  layout: Layout,
  ends: EndLabels | undefined,
  x: Axis,
  y: Axis,
): readonly Spec[] {
  const { curves, panels, series } = chart;
  const has = (part: 'raw' | 'lo') => curves.some((curve) => curve[part] !== undefined);
  const areFew = curves.every(isFew);
  const isFaceted = panels.length > 1;
  const place: AxisPlace = { at: 'y', pixels: layout.height, ...(isFaceted ? { scaleName: 'child_y' } : {}) };
  const yOf = (field: string) => channel(field, y, place, { title: y.title === '' ? null : y.title });
  // The opacity of the whole is for what a click changes: in a file every line would be a picture of its own.
  const shown = (value: number, channel: 'strokeOpacity' | 'fillOpacity' = 'strokeOpacity'): Spec =>
    look.interactive
      ? { opacity: { condition: { param: 'shown', value }, value: value / 15 } }
      : { [channel]: { value } };
  const lineOpacity = series.labels.length > mostLegendEntries ? 0.75 : 1;
  const dots = (filter: string, size: number): Spec => ({
    transform: [{ filter }],
    mark: { type: 'point', filled: true, size, opacity: 1, clip: look.interactive },
    encoding: { y: yOf('value'), ...shown(lineOpacity) },
  });
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
      ...(look.interactive ? { params: lineParams(isFaceted, layout.labels > 0) } : {}),
      mark: {
        type: 'line',
        clip: look.interactive,
        strokeWidth: 1.8,
        ...(areFew ? { point: { size: 18, filled: true } } : {}),
      },
      encoding: { y: yOf('value'), ...shown(lineOpacity), ...dashed(series.labels) },
    },
    ...(!areFew && curves.some(isFew) ? [dots('datum.few && isValid(datum.value)', 18)] : []),
    ...(curves.some((curve) => !isFew(curve) && curve.y.some((_, at) => isLone(curve.y, at)))
      ? [dots(!curves.some(isFew) ? 'datum.lone' : 'datum.lone && !datum.few', 10)]
      : []),
    ...(curves.some(({ y: values, panel }) => values.some((value) => whyNot(value, panels[panel]?.log === true)))
      ? notFinite(chart, look, x)
      : []),
    ...(panels.some((_, panel) => isEmpty(chart, panel)) ? [nothingDrawn(look)] : []),
    ...(look.interactive ? hoverLayers(chart, look, x, yOf('value')) : []),
    ...(ends === undefined ? [] : nameLayers(chart, look, layout, ends)),
  ];
}

/** The legend, or the names at the ends, hide what is not clicked; dragging moves and zooms, a double click goes back. */
function lineParams(isFaceted: boolean, isDirect: boolean): readonly Spec[] {
  return [
    ...(isDirect ? [] : [{ name: 'shown', select: shownBy, bind: 'legend' }]),
    // Panels have a y of their own each.
    zoomParam(isFaceted ? ['x'] : ['x', 'y']),
  ];
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
          ...(isNamed(series.labels) ? [told('series', series.title || 'curve')] : []),
          ...(panels.length > 1 ? [told('panel', 'metric')] : []),
          told(x.type === 'temporal' ? 'at' : 'x', x.title),
          told('value', value),
          ...(has('raw') ? [told('raw', 'raw')] : []),
          ...(has('lo')
            ? [told(curves.some((curve) => isCut(curve, chart)) ? 'from' : 'lo', 'from'), told('hi', 'to')]
            : []),
          ...(has('n') ? [told('n', 'runs')] : []),
        ],
      },
    },
  ];
}

import type { Curve, LineChart } from '../model/chart.ts';
import { hasPlace } from '../model/measures.ts';
import { type Axis, type AxisPlace, axisFor, channel } from './axis.ts';
import { type EndLabels, endLabels } from './end-labels.ts';
import { type Layout, layOut, mostLegendEntries } from './layout.ts';
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
  const layout = layOut(look, panels.length, { ...series, direct: true });
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
      x: channel('x', x, { at: 'x', pixels: layout.width }, { scale: { ...x.scale, nice: false } }),
      color: {
        field: 'series',
        type: 'nominal',
        title: series.title === '' ? null : series.title,
        scale: { domain: series.labels, range: seriesColors(series.labels.length) },
        legend: layout.legend === null ? null : { ...layout.legend, symbolType: 'stroke', symbolOpacity: 1 },
      },
    },
    layer: layers(chart, look, layout, x, { ...y, title: isFaceted ? '' : y.title }),
  };
  const makeRows = (): readonly Row[] => curves.flatMap((curve) => rowsOf(curve, chart, x, ends));
  const notes = [...badNotes(chart), ...hiddenNotes(ends, series.labels.length, look)];
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

function isEmpty({ curves, panels }: LineChart, panel: number): boolean {
  const measure = panels[panel];
  return curves.every(
    (curve) => curve.panel !== panel || !curve.y.some((value) => measure === undefined || hasPlace(measure, value)),
  );
}

function hiddenNotes(ends: EndLabels | undefined, count: number, look: Look): readonly string[] {
  if (ends === undefined || ends.hidden === 0) return [];
  const pointing = look.interactive ? ', pointing at a curve tells it' : '';
  return [`${ends.hidden} of ${count} names found no room${pointing}`];
}

function layers(chart: LineChart, look: Look, layout: Layout, x: Axis, y: Axis): readonly Spec[] {
  const { curves, panels, series } = chart;
  const has = (part: 'raw' | 'lo') => curves.some((curve) => curve[part] !== undefined);
  const most = curves.reduce((count, curve) => Math.max(count, curve.x.length), 0);
  const isFaceted = panels.length > 1;
  const place: AxisPlace = { at: 'y', pixels: layout.height, ...(isFaceted ? { scaleName: 'child_y' } : {}) };
  const yOf = (field: string) => channel(field, y, place, { title: y.title === '' ? null : y.title });
  // The opacity of the whole is for what a click changes: in a file every line would be a picture of its own.
  const shown = (value: number, channel: 'strokeOpacity' | 'fillOpacity' = 'strokeOpacity'): Spec =>
    look.interactive
      ? { opacity: { condition: { param: 'shown', value }, value: value / 15 } }
      : { [channel]: { value } };
  const lineOpacity = series.labels.length > mostLegendEntries ? 0.55 : 1;
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
    ...(panels.some((_, panel) => isEmpty(chart, panel)) ? [nothingDrawn(look)] : []),
    ...(look.interactive ? hoverLayers(chart, look, x, yOf('value')) : []),
    ...(layout.labels === 0 ? [] : nameLayers(look, layout)),
  ];
}

/** The legend, or the names at the ends, hide what is not clicked; dragging moves and zooms, a double click goes back. */
function lineParams(isFaceted: boolean, isDirect: boolean): readonly Spec[] {
  return [
    ...(isDirect ? [] : [{ name: 'shown', select: shownBy, bind: 'legend' }]),
    {
      name: 'zoom',
      // Panels have a y of their own each.
      select: { type: 'interval', encodings: isFaceted ? ['x'] : ['x', 'y'] },
      bind: 'scales',
    },
  ];
}

const shownBy: Spec = { type: 'point', fields: ['series'], toggle: 'true' };

/** The names of the curves at their ends, where the chart is left: they stay there when it is zoomed. */
function nameLayers(look: Look, layout: Layout): readonly Spec[] {
  const shared: Spec = {
    x: { value: 'width' },
    y: { field: 'end', type: 'quantitative', scale: null, axis: null, title: null },
    ...(look.interactive ? { opacity: { condition: { param: 'shown', value: 1 }, value: 0.3 } } : {}),
  };
  const transform: readonly Spec[] = [{ filter: 'isValid(datum.end)' }];
  return [
    {
      transform,
      mark: { type: 'point', shape: 'square', filled: true, size: 36, xOffset: 9, opacity: 1, clip: false },
      encoding: shared,
    },
    {
      name: 'names',
      ...(look.interactive ? { params: [{ name: 'shown', select: { ...shownBy, on: namesClicked } }] } : {}),
      transform,
      mark: {
        type: 'text',
        align: 'left',
        baseline: 'middle',
        dx: 15,
        fontSize: 10,
        limit: layout.labels - 16,
        clip: false,
      },
      encoding: {
        ...shared,
        text: { field: 'series' },
        // Half of the colours are too light for letters.
        color: { value: inksOf(look).text },
        ...(look.interactive ? { tooltip: [told('series', 'curve')] } : {}),
      },
    },
  ];
}

const namesClicked = '@names_marks:click, @child_names_marks:click';

// A cross that lies: Vega's own stands.
const lyingCross = 'M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z';

/** What is no number stands on the axis, where it happened. */
function notFinite(chart: LineChart, look: Look, x: Axis): Spec {
  return {
    transform: [{ filter: 'isValid(datum.bad)' }],
    mark: { type: 'point', filled: true, size: 60, opacity: 1, clip: look.interactive, yOffset: -5 },
    encoding: {
      y: { value: 'height' },
      shape: {
        field: 'bad',
        type: 'nominal',
        scale: {
          domain: ['NaN', 'Infinity', '-Infinity'],
          range: [lyingCross, 'triangle-up', 'triangle-down'],
        },
        legend: null,
      },
      tooltip: [
        told('series', chart.series.title || 'curve'),
        told('x', x.title),
        told('bad', 'value'),
        told('until', 'until'),
      ],
    },
  };
}

/** What an empty panel says. */
function nothingDrawn(look: Look): Spec {
  return {
    transform: [{ filter: 'isValid(datum.none)' }],
    mark: { type: 'text', align: 'left', baseline: 'top', fontSize: 12, text: 'no value has a place' },
    encoding: { x: { value: 8 }, y: { value: 8 }, color: { value: inksOf(look).dim } },
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

function rowsOf(curve: Curve, chart: LineChart, axis: Axis, ends: EndLabels | undefined): readonly Row[] {
  const { panels, series, x, curves } = chart;
  const panel = panels[curve.panel];
  const isLog = panel?.log === true;
  const [end, last] = [ends?.pixels.get(curve), curve.y.length - 1];
  const isNone = curves.find((each) => each.panel === curve.panel) === curve && isEmpty(chart, curve.panel);
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
      ...(isNone && at === 0 ? { none: 1 } : {}),
      ...(end !== undefined && at === last ? { end } : {}),
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

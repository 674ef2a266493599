import type { PointColor, ScatterChart, Trend } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { type Axis, axisFor, channel } from './axis.ts';
import { layOut } from './layout.ts';
import { inksOf, type Look, rampOf } from './look.ts';
import { okabeIto, seriesColors, seriesShapes } from './okabe-ito.ts';
import { rampLegend } from './ramp-legend.ts';
import { isoTime, type Row, type Spec, told } from './spec.ts';
import type { SpecParts } from './to-vega-lite.ts';
import { zoomParam } from './zoom-param.ts';

/** Points at two numbers. */
export function scatterSpec(chart: ScatterChart, look: Look): SpecParts {
  const { points, color, labelTitle, trend } = chart;
  const x = around(axisFor(chart.x, [points.map((p) => p.x)]));
  const y = around(axisFor(chart.y, [points.map((p) => p.y)]));
  const labels = color?.kind === 'category' ? color.series.labels : color === undefined ? [] : [color.measure.title];
  const layout = layOut(look, 1, { labels });
  const tooltip = [
    told('label', labelTitle),
    told(x.type === 'temporal' ? 'xAt' : 'x', x.title),
    told(y.type === 'temporal' ? 'yAt' : 'y', y.title),
    ...(color === undefined ? [] : [told('color', titleOf(color))]),
  ];
  const isToggled = look.interactive && color?.kind === 'category';
  const params: Spec = look.interactive
    ? {
        params: [
          zoomParam(['x', 'y']),
          ...(isToggled
            ? [{ name: 'shown', select: { type: 'point', fields: ['color'], toggle: 'true' }, bind: 'legend' }]
            : []),
        ],
      }
    : {};
  const dots: Spec = {
    mark: {
      type: 'point',
      filled: true,
      size: 60,
      clip: look.interactive,
      opacity: 1,
      ...(color === undefined ? { color: okabeIto[0] ?? '' } : {}),
      // Points whose colour is no number are points, too.
      ...(color?.kind === 'number' ? { invalid: 'show' } : {}),
    },
    encoding: {
      x: channel('x', x, { at: 'x', pixels: layout.width }),
      y: channel('y', y, { at: 'y', pixels: layout.height }),
      ...(color === undefined
        ? {}
        : {
            color: colorChannel(color, layout.legend, look, extentOf(points.map((point) => point.color ?? Number.NaN))),
            ...shapeChannel(color),
          }),
      // Not the opacity of the whole: every point would be a picture of its own.
      fillOpacity: isToggled ? { condition: { param: 'shown', value: 0.85 }, value: 0.06 } : { value: 0.85 },
      tooltip,
    },
  };
  const body: Spec = {
    width: layout.width,
    height: Math.max(layout.height, 240),
    ...(trend === undefined
      ? { ...params, ...dots }
      : { layer: [{ ...params, ...dots }, trendLine(trend, look, x, y)] }),
  };
  const makeRows = (): readonly Row[] =>
    points.map((point): Row => {
      const shade = point.color ?? null;
      const named = colorValue(color, shade);
      return {
        label: point.label,
        x: point.x * x.factor,
        y: point.y * y.factor,
        ...(x.type === 'temporal' ? { xAt: isoTime(point.x * x.factor) } : {}),
        ...(y.type === 'temporal' ? { yAt: isoTime(point.y * y.factor) } : {}),
        ...(color === undefined ? {} : { color: named }),
      };
    });
  return { makeRows, body, notes: [] };
}

/** The axis with room for whole points where it begins and ends. */
function around(axis: Axis): Axis {
  return axis.scale['domain'] === undefined ? { ...axis, scale: { ...axis.scale, nice: false, padding: 10 } } : axis;
}

/** The trend line over the points: dashed, as it is none of them. */
function trendLine({ from, to }: Trend, look: Look, x: Axis, y: Axis): Spec {
  const ends = [from, to].map((end): Row => ({ x: end.x * x.factor, y: end.y * y.factor }));
  const place = (field: 'x' | 'y', axis: Axis): Spec => ({
    field,
    type: axis.type,
    scale: axis.scale,
    title: axis.title,
  });
  return {
    data: { values: ends },
    mark: { type: 'line', color: inksOf(look).text, strokeWidth: 1.5, strokeDash: [5, 3], clip: look.interactive },
    encoding: { x: place('x', x), y: place('y', y) },
  };
}

/** The name of a category, a number, a time in milliseconds. */
function colorValue(color: PointColor | undefined, shade: number | null): string | number | null {
  if (shade === null || color === undefined) return null;
  if (color.kind === 'category') return color.series.labels[shade] ?? null;
  return color.measure.type === 'time' ? shade / 1000 : shade;
}

function titleOf(color: PointColor): string {
  return color.kind === 'number' ? color.measure.title : color.series.title;
}

function colorChannel(color: PointColor, legend: Spec | null, look: Look, extent: readonly [number, number]): Spec {
  if (color.kind === 'number') {
    const isTime = color.measure.type === 'time';
    return {
      condition: { test: '!isValid(datum.color)', value: inksOf(look).dim },
      field: 'color',
      type: isTime ? 'temporal' : 'quantitative',
      title: color.measure.title,
      scale: { scheme: rampOf(look), ...(isTime ? { type: 'utc' } : {}) },
      legend: {
        ...rampLegend(look, extent),
        ...(isTime ? { labelExpr: "utcFormat(datum.value, '%b %d %H:%M')" } : {}),
      },
    };
  }
  const { title, labels } = color.series;
  return {
    field: 'color',
    type: 'nominal',
    title,
    scale: { domain: labels, range: seriesColors(labels.length) },
    legend,
  };
}

/** Where there are more categories than colours, shapes tell those of one colour apart. */
function shapeChannel(color: PointColor): Spec {
  if (color.kind === 'number' || color.series.labels.length <= okabeIto.length) return {};
  const { title, labels } = color.series;
  return {
    shape: { field: 'color', type: 'nominal', title, scale: { domain: labels, range: seriesShapes(labels.length) } },
  };
}

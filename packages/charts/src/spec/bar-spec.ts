import type { BarChart } from '../model/chart.ts';
import { type AxisPlace, axisFor, channel, roomy } from './axis.ts';
import { layOut } from './layout.ts';
import { inksOf, type Look, longestLabel } from './look.ts';
import { isTold, named, namedNotes } from './named-bars.ts';
import { okabeIto, seriesColors } from './okabe-ito.ts';
import { finiteOrNull, type Row, type Spec, told } from './spec.ts';
import { labelsIn, textPixels } from './text-fit.ts';
import type { SpecParts } from './to-vega-lite.ts';

/** Bars or points by category, upright where the labels have room beside each other, else lying; intervals over them. */
export function barSpec(given: BarChart, look: Look): SpecParts {
  const chart = isTold(given) ? given : named(given);
  const { category, series, panels, items } = chart;
  const isFaceted = panels.length > 1;
  const layout = layOut(look, panels.length, { labels: series?.labels ?? [], title: series?.title ?? '' });
  const widest = Math.max(...category.labels.map((label) => textPixels(label, 11)), 0);
  const isUpright = category.labels.length * (widest + 14) <= layout.width;
  const axes = panels.map((panel, at) =>
    roomy(
      axisFor(
        panel,
        [items.filter((item) => item.panel === at).flatMap(({ value, lo = value, hi = value }) => [value, lo, hi])],
        chart.kind === 'bar',
      ),
    ),
  );
  const [axis] = axes;
  if (axis === undefined) throw new Error('a bar chart without a value');
  const [along, across] = isUpright ? (['y', 'x'] as const) : (['x', 'y'] as const);
  const inner = isUpright
    ? layout.width
    : Math.max(Math.round(layout.width - Math.min(widest, look.width * 0.36)) + 32, 120);
  const size = Math.max(category.labels.length * (series === undefined ? 24 : 14 + 12 * series.labels.length), 60);
  const place: AxisPlace = {
    at: along,
    pixels: isUpright ? layout.height : inner,
    ...(isFaceted ? { scaleName: `child_${along}` } : {}),
  };
  const value = (field: string) => channel(field, axis, place, isFaceted ? { title: null } : {});
  const offset = { field: 'series', type: 'nominal', scale: { domain: series?.labels ?? [] } };
  const colors = {
    color: {
      field: 'series',
      type: 'nominal',
      title: series?.title === '' ? null : (series?.title ?? null),
      scale: { domain: series?.labels ?? [], range: seriesColors(series?.labels.length ?? 0) },
      legend: layout.legend === null ? null : { ...layout.legend, symbolType: 'square', symbolOpacity: 1 },
    },
    [`${across}Offset`]: offset,
  };
  const shared: Spec = {
    [across]: {
      field: 'category',
      type: 'nominal',
      title: category.title === '' ? null : category.title,
      scale: { domain: category.labels, padding: paddingOf(chart, isUpright ? layout.width : 0) },
      axis: {
        labelAngle: 0,
        grid: false,
        labelOverlap: false,
        ...labelsIn(category.labels, longestLabel(look)),
        titleLimit: isUpright ? inner : size,
      },
    },
    ...(series === undefined ? {} : colors),
    tooltip: tooltips(chart, axis.title),
  };
  const isBar = chart.kind === 'bar';
  const room = layout.width / Math.max(category.labels.length * Math.max(series?.labels.length ?? 1, 1), 1);
  const hasInterval = items.some(({ lo, hi }) => lo !== undefined && hi !== undefined);
  const plain = series === undefined ? { color: okabeIto[0] ?? '' } : {};
  const unit: Spec = {
    width: inner,
    height: isUpright ? layout.height : size,
    encoding: shared,
    layer: [
      isBar
        ? { mark: { type: 'bar', ...plain }, encoding: { [along]: value('value') } }
        : {
            mark: { type: 'point', filled: true, size: 70, opacity: 1, ...plain },
            encoding: { [along]: value('value') },
          },
      ...(hasInterval
        ? [
            {
              mark: {
                type: 'rule',
                strokeWidth: isBar ? 1.5 : 2,
                ...(isBar || series === undefined ? { color: isBar ? inksOf(look).text : (plain.color ?? '') } : {}),
              },
              encoding: {
                [along]: value('lo'),
                [`${along}2`]: { field: 'hi' },
                ...(isBar ? { color: { value: inksOf(look).text } } : {}),
              },
            },
          ]
        : []),
      ...(items.some(({ absent }) => absent !== undefined) ? [absentWords(look, isUpright, room)] : []),
    ],
  };
  const makeRows = (): readonly Row[] =>
    items.map((item): Row => {
      const factor = axes[item.panel]?.factor ?? 1;
      const scaled = (number: number | undefined) => (number === undefined ? null : finiteOrNull(number * factor));
      return {
        ...(isFaceted ? { panel: axes[item.panel]?.title ?? '' } : {}),
        category: category.labels[item.category] ?? '',
        ...(item.series === undefined ? {} : { series: series?.labels[item.series] ?? '' }),
        value: scaled(item.value),
        ...(item.absent === undefined ? {} : { absent: item.absent }),
        ...(hasInterval ? { lo: scaled(item.lo), hi: scaled(item.hi) } : {}),
        ...(item.n === undefined ? {} : { n: item.n }),
      };
    });
  const notes = namedNotes(given);
  if (!isFaceted) return { makeRows, body: unit, notes };
  return {
    makeRows,
    body: {
      facet: {
        field: 'panel',
        type: 'nominal',
        title: null,
        sort: axes.map(({ title }) => title),
        header: { labelLimit: layout.width },
      },
      columns: layout.columns,
      ...layout.regular,
      spec: unit,
      resolve: { scale: { [along]: 'independent' }, axis: { x: 'independent' } },
    },
    notes,
  };
}

/** A word where a value has no bar: on the axis, upright where it has no room. */
function absentWords(look: Look, isUpright: boolean, room: number): Spec {
  const isSlanted = isUpright && room < 64;
  const mark: Spec = {
    type: 'text',
    fontSize: 10,
    align: isUpright && !isSlanted ? 'center' : 'left',
    baseline: isUpright && !isSlanted ? 'bottom' : 'middle',
    ...(isSlanted ? { angle: 270 } : {}),
    ...(isUpright && !isSlanted ? { dy: -3 } : { dx: 4 }),
  };
  return {
    transform: [{ filter: 'isValid(datum.absent)' }],
    mark,
    encoding: {
      ...(isUpright ? { y: { value: 'height' } } : { x: { value: 0 } }),
      text: { field: 'absent' },
      color: { value: inksOf(look).dim },
    },
  };
}

// A bar wider than this says no more.
const widestBar = 80;

/** The share of a category's step that is left empty: the more, the fewer there are. */
function paddingOf({ category, series }: BarChart, width: number): number {
  const step = width / Math.max(category.labels.length, 1);
  const filled = widestBar * (series?.labels.length ?? 1);
  return Number(Math.min(Math.max(0.25, 1 - filled / Math.max(step, 1)), 0.9).toFixed(3));
}

function tooltips({ category, series, items, panels }: BarChart, title: string): readonly Spec[] {
  return [
    told('category', category.title === '' ? 'group' : category.title),
    ...(series === undefined ? [] : [told('series', series.title === '' ? 'group' : series.title)]),
    ...(panels.length > 1 ? [told('panel', 'of')] : []),
    told('value', panels.length > 1 ? 'value' : title),
    ...(items.some(({ lo }) => lo !== undefined) ? [told('lo', 'from'), told('hi', 'to')] : []),
    ...(items.some(({ n }) => n !== undefined) ? [told('n', 'runs')] : []),
  ];
}

import type { LineChart } from '../model/chart.ts';
import type { Axis } from './axis.ts';
import type { EndLabels } from './end-labels.ts';
import { endRoom, type Layout } from './layout.ts';
import { notAbove } from './line-rows.ts';
import { inksOf, type Look } from './look.ts';
import { okabeIto, seriesDashes } from './okabe-ito.ts';
import { type Spec, told } from './spec.ts';
import { namesIn, textPixels } from './text-fit.ts';

/** What is clicked is shown, and what is clicked after it, too. */
export const shownBy: Spec = { type: 'point', fields: ['series'], toggle: 'true' };

/** Where there are more curves than colours, dashes tell those of one colour apart. */
export function dashed(labels: readonly string[]): Spec {
  if (labels.length <= okabeIto.length) return {};
  const scale = { domain: labels, range: seriesDashes(labels.length) };
  return { strokeDash: { field: 'series', type: 'nominal', scale, legend: null } };
}

/** A curve of all runs, or one without further keys, has no name. */
export function isNamed([first = '', ...others]: readonly string[]): boolean {
  return others.length > 0 || (first !== '' && first !== 'all');
}

/** The names of the curves at their ends, each behind a piece of its line, where the chart is left: they stay there when it is zoomed. */
export function nameLayers(chart: LineChart, look: Look, layout: Layout, ends: EndLabels): readonly Spec[] {
  const { labels } = chart.series;
  const shared: Spec = {
    x: { value: 'width' },
    ...(look.interactive ? { opacity: { condition: { param: 'shown', value: 1 }, value: 0.3 } } : {}),
  };
  // They stay at their curves in a panel of any height.
  const place: Spec = { expr: `datum.end * ${chart.panels.length > 1 ? 'child_height' : 'height'}` };
  const shown = [...new Set([...ends.places.keys()].map(({ series }) => labels[series] ?? ''))];
  const short = namesIn(shown, layout.labels - endRoom, 10);
  const isWhole = short.every((name, at) => name === shown[at]);
  const shortened = `${JSON.stringify(short)}[indexof(${JSON.stringify(shown)}, datum.series)]`;
  const transform: readonly Spec[] = [{ filter: 'isValid(datum.end)' }];
  return [
    ...heading(chart.series.title, look, layout),
    {
      transform,
      mark: {
        type: 'point',
        y: place,
        shape: 'stroke',
        size: 324,
        strokeWidth: 2,
        xOffset: 14,
        opacity: 1,
        clip: false,
      },
      encoding: { ...shared, ...dashed(labels) },
    },
    {
      name: 'names',
      ...(look.interactive ? { params: [{ name: 'shown', select: { ...shownBy, on: namesClicked } }] } : {}),
      transform: isWhole ? transform : [...transform, { calculate: shortened, as: 'name' }],
      mark: {
        type: 'text',
        y: place,
        align: 'left',
        baseline: 'middle',
        dx: endRoom - 3,
        fontSize: 10,
        limit: layout.labels - endRoom + 2,
        clip: false,
      },
      encoding: {
        ...shared,
        text: { field: isWhole ? 'series' : 'name' },
        // Half of the colours are too light for letters.
        color: { value: inksOf(look).text },
        ...(look.interactive ? { tooltip: [told('series', 'curve')] } : {}),
      },
    },
  ];
}

/** What the names are the values of stands once above them; that all of them are runs goes without saying. */
function heading(title: string, look: Look, { labels }: Layout): readonly Spec[] {
  if (title === '' || title === 'run') return [];
  const short = textPixels(title, 10) <= labels ? title : title.replace(/(^| · )(?:params|tags)\./g, '$1');
  return [
    {
      data: { values: [{}] },
      mark: { type: 'text', text: short, align: 'left', dx: 3, fontSize: 10, limit: labels, clip: false },
      encoding: { x: { value: 'width' }, y: { value: -8 }, color: { value: inksOf(look).dim } },
    },
  ];
}

const namesClicked = '@names_marks:click';

// A cross that lies: Vega's own stands.
const lyingCross = 'M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z';

/** What is no number stands on the axis: a sign where it begins, and strokes as far as it goes. */
export function notFinite(chart: LineChart, look: Look, x: Axis): readonly Spec[] {
  const shared: Spec = { clip: look.interactive, yOffset: -5 };
  const tooltip = [
    ...(isNamed(chart.series.labels) ? [told('series', chart.series.title || 'curve')] : []),
    told('x', x.title),
    told('bad', 'value'),
    told('until', 'until'),
  ];
  return [
    {
      transform: [{ filter: 'isValid(datum.until)' }],
      mark: { type: 'rule', strokeWidth: 7, strokeDash: [1.5, 3.5], ...shared },
      encoding: { x2: { field: 'until' }, y: { value: 'height' }, tooltip },
    },
    {
      transform: [{ filter: 'isValid(datum.bad)' }],
      mark: { type: 'point', filled: true, size: 60, opacity: 1, ...shared },
      encoding: {
        y: { value: 'height' },
        shape: {
          field: 'bad',
          type: 'nominal',
          scale: {
            domain: ['NaN', 'Infinity', '-Infinity', notAbove],
            range: [lyingCross, 'triangle-up', 'triangle-down', 'triangle-down'],
          },
          legend: null,
        },
        tooltip,
      },
    },
  ];
}

/** What an empty panel says. */
export function nothingDrawn(look: Look): Spec {
  return {
    transform: [{ filter: 'isValid(datum.none)' }],
    mark: { type: 'text', align: 'left', baseline: 'top', fontSize: 12, text: 'no value has a place' },
    encoding: { x: { value: 8 }, y: { value: 8 }, color: { value: inksOf(look).dim } },
  };
}

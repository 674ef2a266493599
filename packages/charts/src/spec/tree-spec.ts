import type { TreeChart } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { inksOf, type Look, narrow, rampOf } from './look.ts';
import { okabeIto } from './okabe-ito.ts';
import { rampLegend } from './ramp-legend.ts';
import { type Row, type Spec, told } from './spec.ts';
import { namesIn, textPixels } from './text-fit.ts';
import type { SpecParts } from './to-vega-lite.ts';

const rowHeight = 24;
const slantedHeight = 60;
// Names that have less room on a line than this are slanted.
const narrowStep = 60;

/** Runs as dots with their names, parents on the left of their children, coloured by a value. */
export function treeSpec(chart: TreeChart, look: Look): SpecParts {
  const { nodes, color } = chart;
  const { text, dim, edge: line } = inksOf(look);
  const isNarrow = look.width < narrow;
  const width = Math.max(look.width - 40 - (color === undefined || isNarrow ? 0 : 100), 160);
  const deepest = nodes.reduce((most, { depth }) => Math.max(most, depth), 0);
  const rows = nodes.reduce((most, { row }) => Math.max(most, row), 0) + 1;
  // The names of the deepest stand on the right of them, within the picture.
  const label = Math.min(Math.max(...nodes.map((node) => textPixels(node.label, 11)), 40) + 16, width * 0.6);
  const reach = Math.max(deepest, 1) * (width / Math.max(width - label, 40));
  const step = width / reach;
  const isSlanted = deepest > 0 && step < narrowStep && rows * slantedHeight < 1500;
  // A name for each would be one on the other.
  const stride = isSlanted ? Math.ceil(18 / step) : 1;
  const place = (field: string, second = ''): Spec => ({
    field,
    ...(second === '' ? {} : { type: 'quantitative' }),
    title: null,
    axis: null,
    scale: {
      domain: second === 'x' ? [0, reach] : [-0.5, rows - 0.5],
      nice: false,
      zero: false,
      reverse: second === 'y',
    },
  });
  const names = nodes.map(({ label: name }) => name);
  const [innerNames, outerNames] = [
    namesIn(names, isSlanted ? 90 : Math.round(step - 6), 11),
    namesIn(names, Math.round(width * 0.6), 11),
  ];
  const hasChild = new Set(nodes.map(({ parent }) => parent));
  const facts = [...new Set(nodes.flatMap((node) => node.facts.map(([name]) => name)))];
  const dot: Spec = { type: 'point', filled: true, size: 70, opacity: 1 };
  const tooltip: readonly Spec[] = [
    told('label', 'run'),
    ...(color === undefined ? [] : [told('value', color.title)]),
    ...(nodes.some(({ edge }) => edge !== undefined) ? [told('edge', 'kind')] : []),
    ...facts.filter((name) => name !== color?.title).map((name) => told(`fact${facts.indexOf(name)}`, name)),
  ];
  // A legend has a height of its own.
  const leastHeight = color !== undefined && !isNarrow ? 110 : isSlanted ? 100 : 60;
  const height = Math.max(rows * (isSlanted ? slantedHeight : rowHeight), leastHeight);
  const body: Spec = {
    width,
    height,
    encoding: { x: place('x', 'x'), y: place('y', 'y') },
    layer: [
      {
        data: { values: edgesOf(chart) },
        mark: { type: 'line', color: line, strokeWidth: 1.2 },
        encoding: { detail: { field: 'edge', type: 'nominal' }, order: { field: 'order', type: 'quantitative' } },
      },
      ...(color === undefined
        ? [{ mark: { ...dot, color: okabeIto[0] ?? '' }, encoding: { tooltip } }]
        : [
            {
              transform: [{ filter: '!isValid(datum.value)' }],
              mark: { ...dot, color: dim },
              encoding: { tooltip },
            },
            {
              transform: [{ filter: 'isValid(datum.value)' }],
              mark: dot,
              encoding: {
                color: {
                  field: 'value',
                  type: 'quantitative',
                  title: color.title,
                  scale: { scheme: rampOf(look) },
                  legend: {
                    ...rampLegend(look, extentOf(nodes.map((node) => node.value ?? Number.NaN))),
                    ...(isNarrow ? {} : { gradientLength: Math.min(height - 40, 200) }),
                  },
                },
                tooltip,
              },
            },
          ]),
      {
        transform: [{ filter: '!datum.inner' }],
        mark: { type: 'text', align: 'left', dx: 8, color: text, limit: Math.round(width * 0.6) },
        encoding: { text: { field: 'name' } },
      },
      {
        transform: [{ filter: stride > 1 ? `datum.inner && datum.x % ${stride} == 0` : 'datum.inner' }],
        mark: {
          type: 'text',
          align: 'left',
          dx: isSlanted ? 6 : 0,
          dy: isSlanted ? -5 : -11,
          color: text,
          limit: isSlanted ? 90 : Math.round(step - 6),
          ...(isSlanted ? { angle: -40 } : {}),
        },
        encoding: { text: { field: 'name' } },
      },
    ],
  };
  const makeRows = (): readonly Row[] =>
    nodes.map((node, index): Row => {
      return {
        label: node.label,
        name: (hasChild.has(index) ? innerNames : outerNames)[index] ?? '',
        x: node.depth,
        y: node.row,
        ...(node.value === undefined ? {} : { value: node.value }),
        ...(node.edge === undefined ? {} : { edge: node.edge }),
        ...(hasChild.has(index) ? { inner: 1 } : {}),
        ...Object.fromEntries(node.facts.map(([name, fact]) => [`fact${facts.indexOf(name)}`, fact])),
      };
    });
  return { makeRows, rowsDependOn: [...innerNames, ...outerNames].join('\n'), body, notes: [] };
}

/** Each edge as an elbow: out of the parent, over to the child's row, and into the child. */
function edgesOf({ nodes }: TreeChart): readonly Row[] {
  return nodes.flatMap((node, index) => {
    const parent = node.parent === undefined ? undefined : nodes[node.parent];
    if (parent === undefined) return [];
    const bend = node.depth - 0.25;
    const corners = [
      [parent.depth, parent.row],
      [bend, parent.row],
      [bend, node.row],
      [node.depth, node.row],
    ] as const;
    return corners.map(([x, y], order): Row => ({ edge: index, order, x, y }));
  });
}

import type { StripChart } from '../model/chart.ts';
import { type AxisPlace, axisFor, channel, roomy } from './axis.ts';
import { jitter } from './jitter.ts';
import { type Look, narrow } from './look.ts';
import { okabeIto } from './okabe-ito.ts';
import { finiteOrNull, type Row, type Spec, told } from './spec.ts';
import { textPixels, wrapText } from './text-fit.ts';
import type { SpecParts } from './to-vega-lite.ts';

/** Two strips of dots, each with its mean and the mean's 95 % interval. */
export function stripSpec(chart: StripChart, look: Look): SpecParts {
  const { sides } = chart;
  const x = roomy(
    axisFor(
      chart.value,
      sides.map(({ values, mean, lo = mean, hi = mean }) => [...values, mean, lo, hi]),
    ),
  );
  const labelWidth = Math.round(look.width * (look.width < narrow ? 0.34 : 0.3));
  const names = sides.map(({ label, count }) =>
    [...wrapText(label, labelWidth, 11, 5), `n = ${Number.isFinite(count) ? count : 0}`].join('\n'),
  );
  const used = Math.max(...names.flatMap((name) => name.split('\n')).map((line) => textPixels(line, 11)), 0);
  const mostLines = Math.max(...names.map((name) => name.split('\n').length));
  const width = Math.max(Math.round(look.width - used) - 50, 120);
  const place: AxisPlace = { at: 'x', pixels: width };
  const means = sides.map(
    (side, at): Row => ({
      side: names[at] ?? '',
      mean: finiteOrNull(side.mean * x.factor),
      lo: finiteOrNull((side.lo ?? Number.NaN) * x.factor),
      hi: finiteOrNull((side.hi ?? Number.NaN) * x.factor),
    }),
  );
  const hasInterval = sides.some(({ lo }) => lo !== undefined);
  const tooltip = [told('mean', 'mean'), told('lo', '95 % from'), told('hi', '95 % to')];
  const body: Spec = {
    width,
    height: 200,
    encoding: {
      y: {
        field: 'side',
        type: 'nominal',
        title: null,
        scale: { domain: names },
        axis: {
          grid: false,
          labelLimit: labelWidth,
          labelExpr: "split(datum.label, '\\n')",
          // The first of the lines would stand in the middle.
          labelOffset: -6.5 * (mostLines - 1),
        },
      },
      color: {
        field: 'side',
        type: 'nominal',
        scale: { domain: names, range: okabeIto.slice(0, names.length) },
        legend: null,
      },
    },
    layer: [
      {
        mark: { type: 'point', filled: true, size: 44, opacity: 0.6 },
        encoding: {
          x: channel('value', x, place),
          yOffset: { field: 'jitter', type: 'quantitative', scale: { domain: [-2, 2] } },
          tooltip: [
            ...(sides.some(({ runs }) => runs !== undefined) ? [told('run', 'run')] : []),
            told('value', x.title),
          ],
        },
      },
      ...(hasInterval
        ? [
            {
              data: { values: means },
              mark: { type: 'rule', strokeWidth: 4, opacity: 0.9 },
              encoding: { x: channel('lo', x, place), x2: { field: 'hi' }, tooltip },
            },
          ]
        : []),
      {
        data: { values: means },
        mark: { type: 'tick', thickness: 3, size: 44, opacity: 1 },
        encoding: { x: channel('mean', x, place), tooltip },
      },
    ],
  };
  const makeRows = (): readonly Row[] =>
    sides.flatMap(({ values, runs }, side) =>
      values.map(
        (value, at): Row => ({
          side: names[side] ?? '',
          ...(runs === undefined ? {} : { run: runs[at] ?? null }),
          value: value * x.factor,
          jitter: jitter(at),
        }),
      ),
    );
  return { makeRows, rowsDependOn: names.join('|'), body, notes: [] };
}

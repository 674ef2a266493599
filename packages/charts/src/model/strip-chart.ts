import { safeText, showNumber } from '@xt/engine/show';
import type { StripChart } from './chart.ts';
import { ChartError } from './chart-error.ts';
import type { Built, Log } from './make-chart.ts';
import type { Result } from './read-result.ts';

/** The values of the two sides of a comparison, their means with intervals, and what the test says of them. */
export function stripChart(result: Result, log: Log): Built<StripChart> {
  const { compared } = result.shape;
  if (compared === undefined) {
    throw new ChartError(
      '`strip` needs a comparison of two sets of runs',
      'for example: `compare val.acc between (runs where params.lr = 0.1) and (runs where params.lr = 0.01)`',
    );
  }
  const cell = (name: string) => result.columns.find((column) => column.name === name)?.numbers?.[0] ?? Number.NaN;
  const sides = compared.sides.map(({ name, values = [], runs, lo, hi }, side) => ({
    label: safeText(name),
    count: cell(`n${side + 1}`),
    mean: cell(`mean${side + 1}`),
    ...(lo === undefined ? {} : { lo }),
    ...(hi === undefined ? {} : { hi }),
    values,
    ...(runs === undefined ? {} : { runs: runs.map(safeText) }),
  }));
  if (log.x === true && sides.some(({ mean, values }) => [mean, ...values].some((value) => value <= 0))) {
    throw new ChartError(`a log axis needs values above zero; some of \`${compared.name}\` are not`);
  }
  const isDuration = result.columns.some(({ type }) => type === 'duration');
  const [difference, low, high, t, p] = ['diff', 'lo', 'hi', 't', 'p'].map((name) => showNumber(cell(name)));
  return {
    chart: {
      kind: 'strip',
      value: isDuration
        ? { title: `${compared.name} (s)`, type: 'duration', log: log.x ?? false }
        : { title: compared.name, type: 'number', log: log.x ?? false },
      sides,
    },
    notes: [
      `p = ${p}: difference of means ${difference}, 95 % interval ${low} to ${high}, Welch's t = ${t}`,
      ...(compared.sides.some(({ values }) => values === undefined) ? ['too many runs to show each of them'] : []),
    ],
  };
}

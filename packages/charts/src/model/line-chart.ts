import { namesApart } from '@xt/engine/names-apart';
import { safeText } from '@xt/engine/show';
import { cutNotes } from './band-edge.ts';
import type { Curve, LineChart, Measure } from './chart.ts';
import { ChartError } from './chart-error.ts';
import { groupRows } from './group-rows.ts';
import type { Built, Log } from './make-chart.ts';
import { axisOf, isNumeric, leftOut, type NumberColumn, nameOf, noLogOfTimes, titleOf } from './measures.ts';
import { categoriesOf, measureOf, type Result, type ResultColumn } from './read-result.ts';

/** Curves, a panel for each metric; of groups with one number as key, a curve over it. */
export function lineChart(result: Result, log: Log): Built<LineChart> {
  return result.source === 'curves' ? ofCurves(result, log) : ofGroups(result, log);
}

function ofCurves(result: Result, log: Log): Built<LineChart> {
  const one = (role: ResultColumn['role']) =>
    result.columns.find((column) => column.role === role && isNumeric(column));
  const [x, y, metric] = [one('x'), one('value'), result.columns.find(({ role }) => role === 'metric')];
  if (x === undefined || !isNumeric(x) || y === undefined || !isNumeric(y) || metric === undefined) {
    throw new ChartError('`line` needs curves with an x, a metric and a value');
  }
  if (log.x === true && x.type === 'time') {
    throw noLogOfTimes(x.name, '`x relative` counts from the beginning of each run');
  }
  const panels = categoriesOf(metric, result.rows);
  const { names, title } = seriesNames(result);
  const parts = cutRuns(result.rows, (row) => `${panels.of[row]} ${names[row]}`);
  const [raw, lo, hi, n] = [one('raw'), one('lo'), one('hi'), one('n')];
  const curves = parts.map(([from, to]) => {
    const part = (column: ResultColumn | undefined) => column?.numbers?.subarray(from, to);
    const others = { raw: part(raw), lo: part(lo), hi: part(hi), n: part(n) };
    const given = Object.fromEntries(Object.entries(others).filter(([, values]) => values !== undefined));
    return {
      name: names[from] ?? '',
      curve: {
        panel: panels.of[from] ?? 0,
        x: x.numbers.subarray(from, to),
        y: y.numbers.subarray(from, to),
        ...given,
      },
    };
  });
  const own = measureOf({ ...x, name: safeText(result.shape.xName ?? x.name) }, log.x ?? false);
  // Between two steps there is none, whatever was averaged.
  const measure: Measure = x.name === 'step' ? { ...own, whole: true } : own;
  const [lowX, lowY] = [log.x === true ? notAbove(x) : 0, log.y === true ? notAbove(y) : 0];
  const shown = {
    panels: metricTitles(panels.labels).map(
      (label): Measure => ({ title: label, type: 'number', log: log.y ?? false }),
    ),
    ...colored(title, curves),
  };
  return {
    chart: {
      kind: 'line',
      x: x.name === 'relative' ? { ...measure, title: 'relative (s)', type: 'duration' } : measure,
      ...shown,
    },
    notes: [
      ...noPlace(x),
      ...cutNotes(shown),
      ...(lowX > 0
        ? [
            `${lowX} ${lowX === 1 ? 'point' : 'points'} at \`${x.name}\` 0 or below ${lowX === 1 ? 'has' : 'have'} no place on a log axis`,
          ]
        : []),
      ...(lowY > 0
        ? [
            `${lowY} ${lowY === 1 ? 'value' : 'values'} of 0 or below ${lowY === 1 ? 'has' : 'have'} no place on a log axis`,
          ]
        : []),
    ],
  };
}

/** That curves are of metrics goes without saying, where what is left of their names tells them apart. */
function metricTitles(labels: readonly string[]): readonly string[] {
  const short = labels.map((label) => label.replace(/^metrics\.(?=[^\s()]+$)/, ''));
  return new Set(short).size === labels.length ? short : labels;
}

/** Says how many points stand nowhere along x. */
function noPlace({ name, numbers }: NumberColumn): readonly string[] {
  const count = numbers.reduce((sum, value) => sum + Number(!Number.isFinite(value)), 0);
  return count === 0 ? [] : [`${count} of ${numbers.length} points without a finite \`${name}\` left out`];
}

function notAbove({ numbers }: NumberColumn): number {
  return numbers.reduce((count, value) => count + Number(value <= 0), 0);
}

/** A run's name, with more of it where two runs have one name; the keys of a group. */
function seriesNames({ columns, rows }: Result): { readonly title: string; readonly names: readonly string[] } {
  const keys = columns.filter(({ role }) => role === 'key');
  const run = columns.find(({ role }) => role === 'run');
  if (run === undefined) {
    const names = Array.from({ length: rows }, (_, row) => (keys.length === 0 ? 'all' : nameOf(keys, row)));
    return { title: titleOf(keys), names };
  }
  const id = columns.find(({ role }) => role === 'id');
  const names = namesApart(
    Array.from({ length: rows }, (_, row) => ({ id: id?.text(row) ?? '', name: run.text(row) ?? '' })),
  );
  return { title: 'run', names };
}

/** From where to where rows are of one curve: those of a curve stand together. */
function cutRuns(rows: number, keyOf: (row: number) => string): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let key: string | undefined;
  for (let row = 0; row < rows; row++) {
    const own = keyOf(row);
    const last = parts.at(-1);
    if (own === key && last !== undefined) last[1] = row + 1;
    else parts.push([row, row + 1]);
    key = own;
  }
  return parts;
}

interface Named {
  readonly name: string;
  readonly curve: Omit<Curve, 'series'>;
}

/** The curves with their colours, those first whose first panel's curve ends highest. */
function colored(title: string, named: readonly Named[]): Pick<LineChart, 'series' | 'curves'> {
  const ends = new Map<string, number>();
  for (const { name, curve } of named) {
    if (!ends.has(name)) ends.set(name, curve.y.findLast(Number.isFinite) ?? Number.NEGATIVE_INFINITY);
  }
  const labels = [...ends.keys()].sort((a, b) => (ends.get(b) ?? 0) - (ends.get(a) ?? 0) || 0);
  const places = new Map(labels.map((label, at) => [label, at]));
  const curves = named.map(({ name, curve }): Curve => ({ ...curve, series: places.get(name) ?? 0 }));
  return { series: { title, labels }, curves };
}

function ofGroups(result: Result, log: Log): Built<LineChart> {
  const [x, ...others] = result.columns.filter(({ role }) => role === 'key');
  const values = result.columns.filter(
    (column): column is NumberColumn => column.role === 'value' && isNumeric(column),
  );
  if (x === undefined || !isNumeric(x) || values.length === 0) {
    throw new ChartError(
      '`line` needs curves, or groups whose first key and a value are numbers',
      'for example: `curves val.loss of runs`, `runs group by params.lr select mean(val.acc)`',
    );
  }
  const rows = Array.from({ length: result.rows }, (_, row) => row)
    .filter((row) => Number.isFinite(x.numbers[row]))
    .sort((a, b) => (x.numbers[a] ?? 0) - (x.numbers[b] ?? 0));
  const groups = groupRows(rows, (row) => (others.length === 0 ? '' : nameOf(others, row)));
  const curves = values.flatMap((value, panel) =>
    [...groups].map(([name, own]): Named => {
      const take = (column: ResultColumn | undefined) =>
        column?.numbers === undefined
          ? undefined
          : Float64Array.from(own, (row) => column.numbers?.[row] ?? Number.NaN);
      const ends = Object.fromEntries(
        (['lo', 'hi', 'n'] as const).flatMap((role) => {
          const numbers = take(result.columns.find((column) => column.role === role && column.of === value.name));
          return numbers === undefined ? [] : [[role, numbers]];
        }),
      );
      const nothing = new Float64Array();
      return { name, curve: { panel, x: take(x) ?? nothing, y: take(value) ?? nothing, ...ends } };
    }),
  );
  const shown = {
    panels: values.map((value) => measureOf(value, log.y ?? false)),
    ...colored(titleOf(others), curves),
  };
  return {
    chart: { kind: 'line', x: axisOf(x, log.x), ...shown },
    notes: [...leftOut(result.rows - rows.length, result.rows, `a finite \`${x.name}\``), ...cutNotes(shown)],
  };
}

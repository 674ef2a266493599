import { type Plot, type PlotSeries, type PlotSpan, plot } from '@xt/charts/braille';
import { piece } from '../frame/fit.ts';
import type { Line, Piece, Size, Style } from '../frame/line.ts';
import { columnNamed, type Sheet } from '../sheet/sheet.ts';
import { axisColumn, chosenIds, sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { seriesTone } from './series-tone.ts';

/** The curves of the chosen runs, a chart for each metric above the next. */
export function curvesPane(state: State, size: Size): readonly Line[] {
  const sheet = sheetOf(state, 'curves');
  if (sheet === undefined) return [[piece(curveProblem(state), { tone: 'muted' })]];
  const charts = chartsOf(sheet, state);
  if (charts.length === 0) return [[piece(' no points of this metric', { tone: 'muted' })]];
  const height = Math.floor(size.rows / charts.length);
  return charts.flatMap(({ metric, series }) =>
    plotLines(drawn(state, metric, series, { columns: size.columns, rows: height })),
  );
}

function curveProblem(state: State): string {
  const failure = state.answers.curves?.failure ?? state.answers.names?.failure;
  if (failure !== undefined) return ` ${failure.message}`;
  if (chosenIds(state).length === 0) return ' curves are of runs: these rows are none';
  return state.answers.names?.status === 'answered' && state.curves.metrics.length === 0
    ? ' this run has no metrics'
    : ' loading';
}

interface Chart {
  readonly metric: string;
  readonly series: readonly PlotSeries[];
}

/** Rows that follow each other with the same metric and run are one curve. */
function chartsOf(sheet: Sheet, state: State): readonly Chart[] {
  const metric = columnNamed(sheet, 'metric');
  const id = columnNamed(sheet, 'id');
  const name = columnNamed(sheet, 'run');
  const x = columnNamed(sheet, axisColumn(state));
  const value = columnNamed(sheet, 'value');
  const raw = columnNamed(sheet, 'raw');
  if (metric === undefined || id === undefined || x === undefined || value === undefined) return [];
  const order = chosenIds(state);
  const charts = new Map<string, PlotSeries[]>();
  let start = 0;
  for (let row = 1; row <= sheet.length; row++) {
    const goesOn = row < sheet.length && metric.read(row) === metric.read(start) && id.read(row) === id.read(start);
    if (goesOn) continue;
    const numbers = (read: (row: number) => unknown) =>
      Float64Array.from({ length: row - start }, (_, index) => asNumber(read(start + index)));
    const key = String(metric.read(start)).replace(/^metrics\./, '');
    const series: PlotSeries = {
      x: numbers(x.read),
      y: numbers(value.read),
      color: Math.max(0, order.indexOf(String(id.read(start)))),
      label: String(name?.read(start) ?? id.read(start)),
      ...(raw === undefined ? {} : { raw: numbers(raw.read) }),
    };
    charts.set(key, [...(charts.get(key) ?? []), series]);
    start = row;
  }
  return [...charts].map(([key, series]) => ({ metric: key, series }));
}

function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function drawn(state: State, metric: string, series: readonly PlotSeries[], { columns, rows }: Size): Plot {
  const { smooth, axis, log, window } = state.curves;
  const kind = axis === 'time' ? 'time' : axis === 'relative' ? 'duration' : 'number';
  const settings = [...(smooth === 0 ? [] : [`ema ${smooth}`]), axis, ...(log ? ['log'] : [])].join(' · ');
  return plot(series, {
    width: columns,
    height: rows,
    title: `${metric}  ${settings}`,
    x: { kind, zone: state.session.zone, ...(window === undefined ? {} : { range: [window.from, window.to] }) },
    y: { log },
  });
}

function plotLines({ lines }: Plot): readonly Line[] {
  return lines.map((line) => line.map(plotPiece));
}

function plotPiece({ text, color, tone }: PlotSpan): Piece {
  const own: Style = color < 0 ? {} : { tone: seriesTone(color) };
  switch (tone) {
    case 'axis':
      return { text, style: { tone: 'muted' } };
    case 'title':
      return { text, style: { tone: 'title' } };
    case 'cursor':
      return { text, style: { tone: 'accent' } };
    case 'mark':
      return { text, style: { ...own, bold: true } };
    case 'dim':
    case 'band':
      return { text, style: { ...own, dim: true } };
    case 'line':
    case 'label':
      return { text, style: own };
  }
}

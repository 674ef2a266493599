import { type Plot, type PlotSpan, plot } from '@xt/charts/braille';
import { showNumber } from '@xt/engine/render';
import { chosenMetrics, metricsShown, mostCurves, zoomText } from '../asks/curve-asks.ts';
import { fitLine, fitLines, piece } from '../frame/fit.ts';
import { fitsTwo } from '../frame/layout.ts';
import type { Line, Piece, Size, Style } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import { keysOf } from '../keys/keys-of.ts';
import { queryCurves } from '../query/query-curves.ts';
import type { Sheet } from '../sheet/sheet.ts';
import { axisColumn, curveIds, failureText, sheetOf, shownRange } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { between, type Chart, chartsOf, withPart } from './charts-of.ts';
import { gridOf } from './curve-grid.ts';
import { legendLines } from './curve-legend.ts';
import { curveTable } from './curve-table.ts';
import { type ValuesOf, valueLines, valuesAt } from './curve-values.ts';
import { mostValues } from './most-values.ts';
import { noMetricsWords } from './no-metrics.ts';
import { seriesMark } from './series-sign.ts';
import { seriesTone } from './series-tone.ts';

/** The curves of the chosen runs, of the groups, or of the query: a chart for each metric in a grid, all with the same cursor. */
export function curvesPane(state: State, size: Size): readonly Line[] {
  const sheet = sheetOf(state, 'curves');
  if (sheet === undefined || haveNoCurves(state) || state.curves.metrics.length === 0)
    return wrapText(curveProblem(state), size.columns - 2).map((text) => [piece(` ${text}`, { tone: 'muted' })]);
  const charts = shownCharts(state, sheet);
  if (charts.length === 0) {
    const asked = state.curves.metrics.slice(0, metricsShown(state)).join(', ');
    return [[piece(` no points of ${asked}; m picks other metrics`, { tone: 'muted' })]];
  }
  const notes = notesOf(state, sheet, charts);
  const legend = state.curves.table ? [] : legendLines(state, sheet, charts, size);
  const at = cursorAt(state);
  const body = { columns: size.columns, rows: size.rows - notes.length - legend.length };
  const values = at === undefined ? undefined : valuesAt(axisColumn(state), at);
  const drawn = state.curves.table
    ? curveTable(withinWindow(state, charts), values, seriesMark(state), size.columns)
    : gridLines(state, charts, { at, values }, body);
  return [...fitLines(drawn, body.columns, body.rows), ...legend, ...notes];
}

/** The charts of the answer, with all points of the part that is shown. */
function shownCharts(state: State, sheet: Sheet): readonly Chart[] {
  const order = curveIds(state);
  const whole = chartsOf(sheet, axisColumn(state), order).slice(0, metricsShown(state));
  const part = zoomSheet(state);
  return part === undefined ? whole : withPart(whole, chartsOf(part, axisColumn(state), order));
}

function zoomSheet(state: State): Sheet | undefined {
  const good = state.answers.zoom?.good;
  return good !== undefined && good.ask.text === zoomText(state) ? good.sheet : undefined;
}

function withinWindow(state: State, charts: readonly Chart[]): readonly Chart[] {
  const { window } = state.curves;
  if (window === undefined) return charts;
  return charts.map(({ metric, series }) => ({
    metric,
    series: series.map((each) => between(each, window.from, window.to)),
  }));
}

/** What is to be said of the curves: of how many runs they are, what was reduced, where there is nothing. */
function notesOf(state: State, sheet: Sheet, charts: readonly Chart[]): readonly Line[] {
  const runs = curveIds(state).length;
  const own = queryCurves(state.query.text);
  const drawn = new Set(charts.flatMap(({ series }) => series.map(({ key }) => key))).size;
  const ofRuns =
    runs > mostCurves
      ? [`the first ${mostCurves} of ${runs} runs`]
      : runs === 0 && own?.isGrouped === false && drawn >= mostCurves
        ? [`the first ${mostCurves} runs of the query; marks choose others`]
        : [];
  const reduced = (zoomSheet(state) ?? sheet).notes.map(({ message }) => message);
  const text = [...ofRuns, ...emptyWords(state, charts), ...roomWords(state), ...reduced].join(' · ');
  return text === '' ? [] : [[piece(` ${text}`, { tone: 'note' })]];
}

/** How many of the chosen metrics have room, and which key shows the others. */
function roomWords(state: State): readonly string[] {
  const { layout, size, bindings } = state;
  const all = chosenMetrics(state).length;
  const shown = metricsShown(state);
  if (all <= shown) return [];
  const [zoom] = layout.zoomed || !fitsTwo(size) ? [] : keysOf('zoom-pane', bindings);
  const [next] = keysOf('metric-after', bindings);
  const hints = [
    ...(zoom === undefined ? [] : [`${zoom} gives them room`]),
    ...(next === undefined ? [] : [`${next} shows the next`]),
  ];
  return [`${shown} of ${all} charts${hints.length === 0 ? '' : `: ${hints.join(', ')}`}`];
}

/** Of charts without a point in what is shown, through which lines may lead all the same, where the nearest are. */
function emptyWords(state: State, charts: readonly Chart[]): readonly string[] {
  const { window } = state.curves;
  if (window === undefined) return [];
  const empty = charts.filter(({ series }) => !series.some(({ x }) => isWithin(x, window)));
  if (empty.length === charts.length) return [nearestWords(state, window, charts, '')];
  return empty.map((chart) => nearestWords(state, window, [chart], ` of ${chart.metric}`));
}

function nearestWords(
  state: State,
  { from, to }: NonNullable<State['curves']['window']>,
  charts: readonly Chart[],
  of: string,
): string {
  const xs = charts.flatMap(({ series }) => series.flatMap(({ x }) => [...x]));
  const before = xs.reduce((most, x) => (x < from ? Math.max(most, x) : most), Number.NEGATIVE_INFINITY);
  const after = xs.reduce((least, x) => (x > to ? Math.min(least, x) : least), Number.POSITIVE_INFINITY);
  const near = [before, after].filter(Number.isFinite).map((x) => axisText(state, x));
  return `no points${of} here: the nearest ${near.length === 1 ? 'is' : 'are'} at ${near.join(' and ')}`;
}

function isWithin(x: Float64Array, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return x.some((each) => each >= from && each <= to);
}

function axisText({ curves: { axis }, session: { zone } }: State, x: number): string {
  if (axis === 'time') return new Date(x / 1000).toLocaleString('sv', { timeZone: zone });
  return axis === 'relative' ? `${showNumber(x)} s` : showNumber(x);
}

/** Where the cursor of values stands on the axis. */
function cursorAt(state: State): number | undefined {
  const range = shownRange(state);
  const { cursor } = state.curves;
  return range === undefined || cursor === undefined ? undefined : range.from + (range.to - range.from) * cursor;
}

function curveProblem(state: State): string {
  const failure = state.answers.curves?.failure ?? state.answers.names?.failure;
  if (failure !== undefined) return ` ${failureText(failure)}`;
  const rows = sheetOf(state, 'runs');
  if (rows === undefined && state.answers.runs?.failure !== undefined) return ' the query has no answer';
  if (haveNoCurves(state)) return rows?.length === 0 ? ' no runs' : ' curves are of runs: these rows are none';
  const none = state.answers.names?.status === 'answered' && state.curves.metrics.length === 0;
  return none ? ` ${noMetricsWords(state)}` : ' loading';
}

/** True where the rows are neither runs nor anything else of which there are curves, and none is marked. */
function haveNoCurves(state: State): boolean {
  const rows = sheetOf(state, 'runs');
  if (rows === undefined || rows.total === 0) return rows !== undefined;
  return rows.source !== 'groups' && rows.source !== 'curves' && curveIds(state).length === 0;
}

/** Where the cursor stands, and what a curve is there. */
interface CursorValues {
  readonly at: number | undefined;
  readonly values: ValuesOf | undefined;
}

function gridLines(state: State, charts: readonly Chart[], cursor: CursorValues, size: Size): readonly Line[] {
  const { columns, rows } = gridOf(charts.length, size);
  const width = Math.floor(size.columns / columns);
  const height = Math.floor(size.rows / rows);
  return Array.from({ length: rows }, (_, row) => {
    const beside = charts
      .slice(row * columns, (row + 1) * columns)
      .map((chart) => chartLines(state, chart, cursor, { columns: width, rows: height }));
    return Array.from({ length: height }, (_, line) => beside.flatMap((lines) => fitLine(lines[line] ?? [], width)));
  }).flat();
}

/** A chart, and below it what its curves are at the cursor. */
function chartLines(state: State, chart: Chart, { at, values }: CursorValues, size: Size): readonly Line[] {
  if (values === undefined) return plotLines(drawn(state, chart, at, size));
  const room = { columns: size.columns, rows: Math.floor(size.rows / 3) };
  const below = valueLines(chart.series, values, room, seriesMark(state));
  const plotted = plotLines(drawn(state, chart, at, { ...size, rows: size.rows - below.length }));
  return [...plotted, ...below];
}

function drawn(state: State, { metric, series }: Chart, at: number | undefined, size: Size): Plot {
  const { axis, log, most, window } = state.curves;
  const own = most === undefined ? { series, outside: 0 } : mostValues(series, most, window, log);
  const kind = axis === 'time' ? 'time' : axis === 'relative' ? 'duration' : 'number';
  const made = plot(own.series, {
    width: size.columns,
    height: size.rows,
    title: metric,
    glyphs: state.session.letters === 'unicode' ? 'braille' : 'ascii',
    dashes: state.session.dashes,
    ...(at === undefined ? {} : { cursor: at }),
    x: {
      kind,
      whole: kind === 'number' && axisColumn(state) !== 'x',
      zone: state.session.zone,
      ...(window === undefined ? {} : { range: [window.from, window.to] }),
    },
    y: { log },
  });
  const [, ...lines] = made.lines;
  return { ...made, lines: [titleSpans(state, { metric, series }, made, own.outside), ...lines] };
}

function titleSpans(state: State, { metric, series }: Chart, { marks }: Plot, hidden: number): readonly PlotSpan[] {
  const { smooth, axis, log, most, window } = state.curves;
  const notNumbers = marks.filter(({ kind }) => kind === 'nan').reduce((sum, { count }) => sum + count, 0);
  const atEdges = marks.filter(({ kind }) => kind.endsWith('infinity')).reduce((sum, { count }) => sum + count, 0);
  const infinite = Math.max(0, atEdges - hidden);
  const outside = marks.filter(({ kind }) => kind === 'not-positive').reduce((sum, { count }) => sum + count, 0);
  const cut = log ? series.filter(({ lo, hi }) => lo?.some((low, at) => low <= 0 && (hi?.[at] ?? 0) > 0)).length : 0;
  const own = queryCurves(state.query.text);
  const isOfWindow = window !== undefined && zoomText(state) !== undefined;
  const facts = [
    ...(smooth === 0 ? [] : [`ema ${smooth}${isOfWindow ? ' of this window' : ''}`]),
    ...(smooth === 0 && own?.smoothing !== undefined ? [own.smoothing] : []),
    axisColumn(state) === 'x' ? (own?.x ?? 'x') : axis,
    ...(window === undefined || series.some(({ x }) => isWithin(x, window)) ? [] : ['no points here']),
    ...(log ? ['log'] : []),
    ...(most === undefined ? [] : [`${most} % of values${hidden === 0 ? '' : `, ${hidden} ▲▼`}`]),
    ...(notNumbers === 0 ? [] : [`${notNumbers} NaN`]),
    ...(infinite === 0 ? [] : [`${infinite} infinite`]),
    ...(outside === 0 ? [] : [`${outside} not above 0`]),
    ...(cut === 0 ? [] : [`${cut} ${cut === 1 ? 'band' : 'bands'} cut at 0`]),
  ];
  return [
    { text: metric, color: -1, tone: 'title' },
    { text: `  ${facts.join(' · ')}`, color: -1, tone: 'axis' },
  ];
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
      return piece(text, { tone: 'title' });
    case 'cursor':
      return { text, style: { tone: 'accent' } };
    case 'mark':
      return { text, style: { ...own, bold: true } };
    case 'dim':
    case 'band':
      return { text, style: { ...own, dim: true } };
    case 'line':
      return { text, style: own };
    case 'label':
      return piece(text, own);
  }
}

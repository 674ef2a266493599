import { safeText, showDuration, showNumber, timeShower } from '@xt/engine/show';
import { cutText, padText, textWidth } from '@xt/engine/text-width';
import type { PlotLine } from '../braille/plot-types.ts';
import { placeOf } from '../braille/scale.ts';
import { plainSpan } from '../braille/spans.ts';
import type { BarChart, HistogramChart, Measure } from '../model/chart.ts';
import { shortNames } from '../short-names.ts';
import type { CellRoom } from './to-cells.ts';

/** A lying bar for each value, or a point with its interval; panels one below the other. */
export function barCells(chart: BarChart, room: CellRoom): readonly PlotLine[] {
  const { category, series, panels, items } = chart;
  return panels.flatMap((panel, index) => {
    const own = items.filter((item) => item.panel === index);
    const rows = own.map((item): BarRow => {
      const name = category.labels[item.category] ?? '';
      const shade = item.series === undefined ? '' : (series?.labels[item.series] ?? '');
      return {
        label: [name, shade].filter((text) => text !== '').join(' · '),
        color: item.series ?? 0,
        text: item.absent ?? numberText(panel, item.value),
        value: item.value,
        ...(item.lo === undefined ? {} : { lo: item.lo }),
        ...(item.hi === undefined ? {} : { hi: item.hi }),
      };
    });
    const names = [category.title, series?.title ?? ''].filter((text) => text !== '').join(' · ');
    const head = [plainSpan(cutText(safeText(`${panel.title} by ${names}`), room.width), 'title')];
    return [head, ...bars(rows, room.width, chart.kind === 'bar', panel.log)];
  });
}

/** A lying bar for each bin. */
export function histogramCells({ bins, value, what }: HistogramChart, room: CellRoom): readonly PlotLine[] {
  const rows = bins.map(
    ({ from, to, count, label = binText(value, from, to) }): BarRow => ({
      label,
      color: 0,
      text: String(count),
      value: count,
    }),
  );
  const head = [plainSpan(cutText(safeText(`${what} by ${value.title}`), room.width), 'title')];
  return [head, ...bars(rows, room.width, true, false)];
}

function binText(measure: Measure, from: number, to: number): string {
  // The edges of whole numbers lie between them.
  const [least, most] = measure.whole === true && !measure.log ? [from + 0.5, to - 0.5] : [from, to];
  return least === most ? numberText(measure, least) : `${numberText(measure, least)} to ${numberText(measure, most)}`;
}

/** A number of a measure as people read it. */
export function numberText({ type }: Measure, value: number): string {
  if (type === 'time') return timeShower('UTC', 'minutes')(value).replace(/ 00:00$/, '');
  return type === 'duration' ? showDuration(value) : showNumber(value);
}

interface BarRow {
  readonly label: string;
  readonly color: number;
  readonly text: string;
  readonly value: number;
  readonly lo?: number;
  readonly hi?: number;
}

function bars(rows: readonly BarRow[], width: number, isBar: boolean, log: boolean): readonly PlotLine[] {
  const left = Math.min(Math.max(...rows.map(({ label }) => textWidth(safeText(label))), 0), Math.floor(width * 0.4));
  const right = Math.max(...rows.map(({ text }) => text.length), 0);
  const room = Math.max(width - left - right - 3, 4);
  const all = rows.flatMap(({ value, lo, hi }) => [value, lo ?? value, hi ?? value]).filter(Number.isFinite);
  const least = Math.min(...all, ...(isBar ? [0] : []));
  const greatest = Math.max(...all, ...(isBar ? [0] : []));
  const axis = { low: least, high: greatest, log };
  const place = (value: number) => (greatest > least ? placeOf(axis, value) : 0.5) * room;
  const labels = shortNames(
    rows.map(({ label }) => safeText(label)),
    left,
  );
  return rows.map((row, index): PlotLine => {
    const label = padText(cutText(labels[index] ?? '', left), left, false);
    const drawn = Number.isNaN(row.value)
      ? ' '.repeat(room)
      : isBar
        ? barSpans(place(0), place(row.value), room)
        : pointText(row, place, room);
    return [
      plainSpan(`${label} `, 'axis'),
      { text: drawn, color: row.color, tone: 'line' },
      plainSpan(` ${row.text.padStart(right)}`, 'axis'),
    ];
  });
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar from zero on; to the left of it in whole cells, as there are no characters for parts of the right. */
function barSpans(zero: number, end: number, room: number): string {
  if (end < zero) {
    const from = Math.floor(end);
    return padText(' '.repeat(from) + '█'.repeat(Math.max(Math.round(zero) - from, 1)), room, false);
  }
  const start = Math.round(zero);
  const cells = Math.max(end - start, 0);
  const whole = Math.floor(cells);
  const part = eighths[Math.round((cells - whole) * 8)] ?? '█';
  return padText(' '.repeat(start) + '█'.repeat(whole) + part, room, false);
}

/** A point with the interval around it: ├──●──┤. */
function pointText({ value, lo, hi }: BarRow, place: (value: number) => number, room: number): string {
  const cell = (at: number) => Math.min(Math.floor(place(at)), room - 1);
  const cells = Array.from({ length: room }, () => ' ');
  if (lo !== undefined && hi !== undefined) {
    for (let at = cell(lo); at <= cell(hi); at++) cells[at] = '─';
    cells[cell(lo)] = '├';
    cells[cell(hi)] = '┤';
  }
  cells[cell(value)] = '●';
  return cells.join('');
}

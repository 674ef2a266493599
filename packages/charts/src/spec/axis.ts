import { axisOver } from '../braille/scale.ts';
import type { Measure } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import { momentCount, momentSpan, momentText, momentValues } from './moment-ticks.ts';
import { isoTime, type Spec } from './spec.ts';

/** How a measure becomes a quantitative channel: its numbers times a factor, and what the axis says. */
export interface Axis {
  readonly title: string;
  readonly factor: number;
  readonly type: 'quantitative' | 'temporal';
  readonly scale: Spec;
  /** How ticks read, as an expression of `datum.value`, where they do not by themselves. */
  readonly text?: string;
  readonly whole: boolean;
  /** Of a log axis: how many powers of ten it shows. */
  readonly decades?: number;
  /** Of a time axis: how many milliseconds it shows. */
  readonly span?: number;
}

/** The axis of a measure over values; durations are shown in the unit that makes them readable. */
export function axisFor(
  { title, type, log, whole }: Measure,
  arrays: readonly ArrayLike<number>[],
  zero = false,
): Axis {
  const extent = arrays.map((values) => extentOf(log ? Float64Array.from(values).filter((v) => v > 0) : values));
  const [least, greatest] = [Math.min(...extent.map(([low]) => low)), Math.max(...extent.map(([, high]) => high))];
  if (type === 'time') {
    const around = least === greatest ? { domain: [least / 1000 - hour, least / 1000 + hour] } : {};
    const span = (greatest - least) / 1000;
    return { ...timeAxis, title: dated(title, least, greatest), scale: { type: 'utc', ...around }, span };
  }
  const [unit, seconds] =
    type === 'duration' ? unitFor(Math.max(Math.abs(least), Math.abs(greatest))) : partsFor(least, greatest);
  const text = log ? logText : linearText(least / seconds, greatest / seconds);
  return {
    title: unit === '' ? title : `${title.replace(/ \(s\)$/, '')} (${unit})`,
    factor: 1 / seconds,
    type: 'quantitative',
    scale: scaleOf(least / seconds, greatest / seconds, { log, zero, whole: whole === true }),
    ...(text === undefined ? {} : { text }),
    whole: whole === true,
    ...(log && least < greatest ? { decades: Math.ceil(Math.log10(greatest)) - Math.floor(Math.log10(least)) } : {}),
  };
}

const hour = 3_600_000;

const timeAxis = { factor: 1e-3, type: 'temporal', whole: false } as const;

/** The title with the day, where clocks alone stand at the ticks; with the ends, where these lie between the ticks. */
function dated(title: string, least: number, greatest: number): string {
  const [from = '', to = ''] = [least, greatest].map((micros) => isoTime(micros / 1000) ?? '');
  const day = from.slice(0, 10);
  if (day === '' || day !== to.slice(0, 10)) return title;
  const isShort = greatest > least && greatest - least < 2e6;
  const clocks = isShort ? ` ${from.slice(11, 23)} to ${to.slice(11, 23)}` : '';
  return title.replace(/\(UTC\)$/, `(UTC, ${day}${clocks})`);
}

/** What is all the same stands in the middle, and tells where that is. */
function scaleOf(
  least: number,
  greatest: number,
  { log, zero, whole }: { readonly log: boolean; readonly zero: boolean; readonly whole: boolean },
): Spec {
  const kind: Spec = log ? { type: 'log' } : { zero };
  if (least === 0 && greatest === 0 && zero) return { zero, domain: [0, 1], nice: false };
  if (least === greatest && (log || !zero)) {
    const { low, high } = axisOver(least, greatest, log);
    const isNear = whole && !log && high - low < 2;
    return { ...kind, domain: isNear ? [least - 1, least + 1] : [low, high], nice: false };
  }
  // Ends at powers of ten would leave much of an axis empty.
  return log ? { ...kind, nice: false } : kind;
}

/** The axis with room for points at its ends, where it does not end at round values. */
export function roomy(axis: Axis): Axis {
  const { scale } = axis;
  return scale['type'] === 'log' && scale['domain'] === undefined
    ? { ...axis, scale: { ...scale, padding: 10 } }
    : axis;
}

/** Which channel an axis is for, how long it is, and the name of Vega's scale where that is another. */
export interface AxisPlace {
  readonly at: 'x' | 'y';
  readonly pixels: number;
  readonly scaleName?: string;
}

/** The channel of an axis for a field: its ticks as far apart as their labels need, its title no longer than the axis. */
export function channel(field: string, axis: Axis, { at, pixels, scaleName = at }: AxisPlace, more: Spec = {}): Spec {
  const isLog = axis.scale['type'] === 'log';
  // Of panels each has values of its own.
  const text = scaleName === at || isLog || axis.type === 'temporal' ? axis.text : panelText(scaleName);
  const own: Spec = {
    titleLimit: Math.round(pixels),
    ...(text === undefined
      ? {}
      : { labelExpr: isLog ? logLabel(text, scaleName, Math.max(pixels / decadeRoom[at], 2)) : text }),
    ...(at === 'y' && !isLog
      ? {}
      : {
          tickCount: isLog
            ? Math.max(logCount(axis, at, pixels), 2)
            : (timeCount(axis, at, pixels) ?? Math.max(Math.floor(pixels / 60), 3)),
        }),
    ...(axis.type === 'temporal' ? clockAxis(axis, scaleName, momentCount(at, pixels)) : {}),
    ...(axis.whole && !isLog ? { tickMinStep: 1 } : {}),
  };
  return { field, type: axis.type, title: axis.title, scale: axis.scale, axis: own, ...more };
}

/** Pixels for a power of ten whose parts are named too. */
const decadeRoom = { x: 130, y: 62 } as const;

/** As many ticks as there are powers of ten has no lines between them: there are some where they have room. */
function logCount({ decades = 0 }: Axis, at: 'x' | 'y', pixels: number): number {
  const most = Math.floor(pixels / (at === 'x' ? 45 : 25));
  return decades * decadeRoom[at] > pixels * 2 ? Math.min(most, decades) : most;
}

const second = 1000;

// What D3 counts time in, up to half a day; of the parts of a second Vega keeps one tick alone.
const clockSteps: readonly number[] = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200].map(
  (count) => count * second,
);

/** As many ticks as D3 makes of an axis of time: Vega leaves out every other one of more than it is asked for, be they round or not. */
function timeCount({ span = 0 }: Axis, at: 'x' | 'y', pixels: number): number | undefined {
  if (span > 0 && span < momentSpan) return momentCount(at, pixels) + 1;
  const room = span < seconds ? 80 : 60;
  const step = clockSteps.find((each) => (span / each) * room <= pixels);
  return span > 0 && step !== undefined ? Math.max(Math.floor(span / step) + 1, 2) : undefined;
}

// Below this span ticks are seconds.
const seconds = 600 * second;

/** Where all ticks are seconds they all read as such: those of whole minutes, too. Where there is little time, parts of seconds. */
function clockAxis({ span = 0 }: Axis, scaleName: string, moments: number): Spec {
  const shown = `(domain('${scaleName}')[1] - domain('${scaleName}')[0])`;
  const clocks = `${shown} < ${seconds} ? utcFormat(datum.value, '%H:%M:%S') : datum.label`;
  return {
    format: clock,
    ...(span > 0 ? { values: { expr: momentValues(scaleName, moments) } } : {}),
    labelExpr: span > 0 ? `${shown} < ${momentSpan} ? ${momentText(scaleName, moments)} : ${clocks}` : clocks,
    labelOverlap: 'parity',
  };
}

/** Clocks of 24 hours. */
const clock: Spec = {
  year: '%Y',
  quarter: '%b',
  month: '%b',
  week: '%b %d',
  date: '%b %d',
  hours: '%H:%M',
  minutes: '%H:%M',
  seconds: '%H:%M:%S',
  milliseconds: '%H:%M:%S.%L',
};

const scientific = "replace(format(datum.value, '.6~e'), '+', '')";
const logText = `datum.value < 0.001 || datum.value >= 1e6 ? ${scientific} : format(datum.value, '.6~r')`;

/** How ticks between these read where not by themselves: thousands of millions and of millionths are no words, but 12G, 8e29, 1e-12 are. */
export function linearText(least: number, greatest: number): string | undefined {
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  // What differs in its last digits only needs all of them.
  if (!Number.isFinite(size) || size === 0 || (greatest - least) / size < 1e-3) return undefined;
  if (size >= 1e15 || size < 1e-3) return `datum.value == 0 ? '0' : ${scientific}`;
  return size >= 1e6 ? "format(datum.value, '.6~s')" : undefined;
}

function panelText(scaleName: string): string {
  const [low, high] = [`domain('${scaleName}')[0]`, `domain('${scaleName}')[1]`];
  const size = `max(abs(${low}), abs(${high}))`;
  const isSpread = `(${high} - ${low}) / ${size} >= 1e-3`;
  const small = `(${size} >= 1e15 || ${size} < 1e-3) && ${isSpread} ? (datum.value == 0 ? '0' : ${scientific})`;
  const large = `${size} >= 1e6 && ${isSpread} ? format(datum.value, '.6~s')`;
  return `${small} : ${large} : ${low} == ${high} ? format(datum.value, '.6~g') : datum.label`;
}

/** Of many powers of ten these alone are named, of so few that there is room what lies between them too, of less than one all ticks. */
function logLabel(text: string, scaleName: string, few: number): string {
  const ratio = `domain('${scaleName}')[1] / domain('${scaleName}')[0]`;
  const digit = 'datum.value / pow(10, floor(log(datum.value) / LN10 + 1e-9))';
  const isRound = `abs(${digit} - 1) < 1e-6`;
  const isCoarse = `${isRound} || abs(${digit} - 2) < 1e-6 || abs(${digit} - 5) < 1e-6`;
  return `${ratio} <= 10 || (${ratio} <= ${Number((10 ** few).toPrecision(3))} ? ${isCoarse} : ${isRound}) ? (${text}) : ''`;
}

/** What lies further apart than the greatest of numbers is drawn in parts of itself. */
function partsFor(least: number, greatest: number): readonly [unit: string, part: number] {
  return least < greatest && !Number.isFinite(greatest - least) ? ['1e10', 1e10] : ['', 1];
}

function unitFor(greatest: number): readonly [unit: string, seconds: number] {
  if (greatest >= 3 * 86_400) return ['days', 86_400];
  if (greatest >= 3 * 3600) return ['h', 3600];
  return greatest >= 180 ? ['min', 60] : ['s', 1];
}

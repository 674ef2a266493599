import { compile } from 'vega-lite';
import { fontFiles } from '../src/draw/font.ts';
import { readFontWidths } from '../src/draw/font-widths.ts';
import {
  type Chart,
  type ChartKind,
  type Look,
  makeChart,
  plainLook,
  type Spec,
  toSvg,
  toVegaLite,
} from '../src/index.ts';
import { sampleNamed, samples } from './samples.ts';

export const looks: readonly Look[] = [
  plainLook,
  { ...plainLook, width: 360, theme: 'dark' },
  { ...plainLook, width: 1200, interactive: false },
];
/** Every sample under its name. */
export const named = samples.map((sample) => [sample.name, sample] as const);

export function specOf(name: string, look: Look = plainLook): Spec {
  const { table, description } = sampleNamed(name);
  return toVegaLite(makeChart(table, description), look);
}

export const fontHas = (text: string) => readFontWidths(fontFiles()[0]).covers(text);

/** A chart of one curve. */
export function curve(y: Float64Array) {
  const x = Float64Array.from(y, (_, at) => at);
  return {
    kind: 'line',
    title: 'a curve',
    notes: [],
    x: { title: 'step', type: 'number', log: false, whole: true },
    panels: [{ title: 'loss', type: 'number', log: false }],
    series: { title: 'run', labels: ['a'] },
    curves: [{ panel: 0, series: 0, x, y }],
  } as const;
}

export function manyCurves(count: number) {
  const rows = Array.from({ length: count * 2 }, (_, at) => ({ run: at >> 1, step: at & 1 }));
  return [
    ['run', 'run', 'text', rows.map(({ run }) => `r${run}`)],
    ['metric', 'metric', 'text', rows.map(() => 'loss')],
    ['step', 'x', 'number', rows.map(({ step }) => step)],
    ['value', 'value', 'number', rows.map(({ run, step }) => run * step)],
  ] as const;
}

export function svgOf(chart: Chart): Promise<string> {
  return toSvg(toVegaLite(chart, { ...plainLook, interactive: false }));
}

export function specOfTrend(name: string, kind?: ChartKind): Spec {
  const { table } = sampleNamed(name);
  return toVegaLite(makeChart(table, { title: '', trend: true, ...(kind === undefined ? {} : { kind }) }));
}

/** The labels of an axis that are seen. */
export function numbersOf(svg: string, axis: string): readonly string[] {
  const part = svg.split('role-axis"').find((each) => each.includes(`aria-label="${axis}`)) ?? '';
  const labels = part.slice(part.indexOf('role-axis-label'), part.indexOf('role-axis-domain'));
  return [...labels.matchAll(/opacity="1">([^<]+)</g)].map(([, text = '']) => text);
}

export function warningsOf(spec: Spec): readonly string[] {
  const warnings: string[] = [];
  const logger = {
    level: () => logger,
    warn: (...words: readonly unknown[]) => warnings.push(words.join(' ')) && logger,
    error: (...words: readonly unknown[]) => warnings.push(words.join(' ')) && logger,
    info: () => logger,
    debug: () => logger,
  };
  compile(spec as never, { logger: logger as never });
  return warnings;
}

/** The texts of a picture, lines of one title each for itself. */
export function textsOf(svg: string): readonly string[] {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text = '']) =>
    text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole),
  );
}

/** The lines of the title and of what stands below it, each with where it ends in the font that ships. */
export function titleTextsOf(svg: string): readonly (readonly [text: string, right: number])[] {
  const [plain, bold] = fontFiles().map(readFontWidths);
  return ['role-title-text', 'role-title-subtitle'].flatMap((role, at) => {
    const from = svg.indexOf(role);
    const part = from < 0 ? '' : svg.slice(from, svg.indexOf('</g>', from));
    const [size, font] = at === 0 ? ([13, bold] as const) : ([11, plain] as const);
    return textsOf(part).map((text) => [text, 10 + (font?.width(text, size) ?? Number.NaN)] as const);
  });
}

/** The kind of each mark that stands for data: those of axes, legends and grids are other roles. */
export function marksOf(svg: string): readonly string[] {
  const marks: string[] = [];
  const open: (string | undefined)[] = [];
  for (const [, close, name, attributes = '', isEmpty] of svg.matchAll(/<(\/?)(\w+)([^>]*?)(\/?)>/g)) {
    if (close === '/') {
      if (name === 'g') open.pop();
      continue;
    }
    const [, mark, role] = /class="mark-(\w+) role-(\S+)/.exec(attributes) ?? [];
    if (name === 'g' && isEmpty !== '/') open.push(mark === undefined ? undefined : `${role} ${mark}`);
    const inside = open.at(-1)?.split(' ');
    if (name !== 'g' && inside?.[0] === 'mark' && (name === 'path' || name === 'line')) marks.push(inside[1] ?? '');
  }
  return marks;
}

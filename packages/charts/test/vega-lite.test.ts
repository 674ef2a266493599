import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { type Look, makeChart, plainLook, type Spec, toSvg, toVegaLite } from '../src/index.ts';
import { sampleNamed, samples } from './samples.ts';

const schema = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const isValid = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));

const looks: readonly Look[] = [
  plainLook,
  { ...plainLook, width: 360, theme: 'dark' },
  { ...plainLook, width: 1200, interactive: false },
];
const named = samples.map((sample) => [sample.name, sample] as const);

function specOf(name: string, look: Look = plainLook): Spec {
  const { table, description } = sampleNamed(name);
  return toVegaLite(makeChart(table, description), look);
}

describe('specifications', () => {
  test('the schema refuses what is none', () => {
    const { mark, ...without } = specOf('empty');
    expect(mark).toBeDefined();
    expect(isValid(without)).toBe(false);
    expect(isValid({ ...specOf('line-smoothed'), width: 'wide' })).toBe(false);
  });

  test.each(named)("%s is accepted by Vega-Lite's own schema, and compiles without a warning", (name) => {
    for (const look of looks) {
      const spec = specOf(name, look);
      expect(isValid(spec), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
      expect(warningsOf(spec)).toEqual([]);
    }
  });

  test.each(named)('%s is plain JSON, and the same every time', (name) => {
    const spec = specOf(name);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(specOf(name)).toEqual(spec);
  });
});

describe('pictures', () => {
  test.each(named)(
    '%s is a picture as wide as asked for at most, with the query as its title',
    async (name, sample) => {
      for (const look of looks) {
        const svg = await toSvg(specOf(name, look));
        const [, width, height] = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
        expect(Number(width)).toBeLessThanOrEqual(look.width + 6);
        expect(Number(height)).toBeLessThan(2000);
        const words = textsOf(svg).join(' ').replaceAll(/\s+/g, '');
        expect(words).toContain(sample.description.title.replaceAll(/\s+/g, ''));
      }
    },
  );

  test('curves: a line each, raw behind, a mark where it is no number', async () => {
    const svg = await toSvg(specOf('line-smoothed', { ...plainLook, interactive: false }));
    const marks = marksOf(svg);
    // Four curves twice: raw and smoothed; their points; two stretches that are no numbers.
    expect(marks.filter((mark) => mark === 'line')).toHaveLength(8);
    expect(marks.filter((mark) => mark === 'symbol')).toHaveLength(10 + 2);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['slow (aaaaaaaa)', 'slow (dddddddd)', 'fast', 'broken']));
    expect(svg).toContain('opacity="0.25"');
  });

  test('curves of groups: a panel for each metric, bands as areas, notes below the title', async () => {
    const svg = await toSvg(specOf('line-facets', { ...plainLook, interactive: false }));
    const marks = marksOf(svg);
    expect(marks.filter((mark) => mark === 'area')).toHaveLength(4);
    expect(marks.filter((mark) => mark === 'line')).toHaveLength(4);
    const texts = textsOf(svg);
    expect(texts.filter((text) => text === 'val/loss' || text === 'val/acc')).toHaveLength(2);
    expect(texts).toEqual(expect.arrayContaining(['params.lr', '1 of 27 runs has no lr']));
  });

  test('groups: a bar for each value, an interval where there is one', async () => {
    const bars = await toSvg(specOf('bar-series', { ...plainLook, interactive: false }));
    expect(marksOf(bars).filter((mark) => mark === 'rect')).toHaveLength(3 + 4);
    expect(textsOf(bars)).toEqual(expect.arrayContaining(['acc', 'count()', 'adam', 'sgd', 'missing']));
    const points = await toSvg(specOf('point', { ...plainLook, interactive: false }));
    expect(marksOf(points).filter((mark) => mark === 'symbol')).toHaveLength(3);
    expect(marksOf(points).filter((mark) => mark === 'rule')).toHaveLength(3 - 1);
  });

  test('two numbers as keys: a cell for each pair, with its value', async () => {
    const svg = await toSvg(specOf('heatmap', { ...plainLook, interactive: false }));
    expect(marksOf(svg).filter((mark) => mark === 'rect')).toHaveLength(5);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['0.934', '0.96', 'params.lr', 'params.width']));
  });

  test('runs: points, bins, boxes with their points, and lines over parallel axes', async () => {
    const marks = async (name: string) => marksOf(await toSvg(specOf(name, { ...plainLook, interactive: false })));
    expect((await marks('scatter')).filter((mark) => mark === 'symbol')).toHaveLength(5);
    expect((await marks('histogram')).filter((mark) => mark === 'rect')).toHaveLength(4);
    expect((await marks('box')).filter((mark) => mark === 'symbol')).toHaveLength(5);
    const parallel = await marks('parallel');
    expect(parallel.filter((mark) => mark === 'line')).toHaveLength(5);
    expect(parallel.filter((mark) => mark === 'symbol')).toHaveLength(5 * 4);
  });

  test('a comparison: a dot for each run, the means, their intervals, and p', async () => {
    const svg = await toSvg(specOf('strip', { ...plainLook, interactive: false }));
    expect(marksOf(svg).filter((mark) => mark === 'symbol')).toHaveLength(5);
    expect(marksOf(svg).filter((mark) => mark === 'rule')).toHaveLength(2);
    expect(textsOf(svg).some((text) => text.startsWith('p = 0.04'))).toBe(true);
  });

  test('a lineage: a dot and a name for each run, an elbow for each edge', async () => {
    const svg = await toSvg(specOf('tree', { ...plainLook, interactive: false }));
    expect(marksOf(svg).filter((mark) => mark === 'symbol')).toHaveLength(6);
    expect(marksOf(svg).filter((mark) => mark === 'line')).toHaveLength(4);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['root', 'left', 'left-a', 'elsewhere']));
  });

  test('names are text, whatever is in them', async () => {
    const svg = await toSvg(specOf('hostile'));
    expect(svg).not.toContain('<script');
    // Control characters are no XML.
    expect(svg).not.toMatch(/[^\P{Cc}\n]/u);
    expect(textsOf(svg)).toContain('␛[31mred␛[0m');
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['漢字の名前 🙂', "a.b['c']\\"]));
  });
});

function warningsOf(spec: Spec): readonly string[] {
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
function textsOf(svg: string): readonly string[] {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text = '']) =>
    text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole),
  );
}

/** The kind of each mark that stands for data: those of axes, legends and grids are other roles. */
function marksOf(svg: string): readonly string[] {
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

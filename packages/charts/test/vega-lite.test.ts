import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
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
import { okabeIto } from '../src/spec/okabe-ito.ts';
import { answer, sampleNamed, samples } from './samples.ts';

const nan = Number.NaN;

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
        expect(Number(width)).toBeLessThanOrEqual(look.width);
        expect(Number(height)).toBeLessThan(2000);
        const words = textsOf(svg).join(' ').replaceAll(/\s+/g, '');
        expect(words).toContain(sample.description.title.replaceAll(/\s+/g, ''));
      }
    },
  );

  test('title and notes are in the picture in full, however little there is to show', async () => {
    const title = 'runs where params.lr is not missing and params.width is not missing and val/acc > 0.5';
    const small = answer('groups', [
      ['params.lr', 'key', 'number', [0.01, 0.1]],
      ['params.width', 'key', 'number', [32, 32]],
      ['val/acc', 'value', 'number', [0.9, 0.95]],
    ]);
    const notes = ['`mean(val/acc)` is over the last value of each run, and of those of two keys over both of them'];
    const described = { title: `${title} select params.lr, params.width, val/acc`, notes };
    const few = { name: 'few', table: small, description: { ...described, kind: 'heatmap' } } as const;
    for (const { name, table, description } of [...samples, few]) {
      for (const look of looks) {
        const svg = await toSvg(toVegaLite(makeChart(table, description), { ...look, interactive: false }));
        const [, width] = /^<svg [^>]*width="([\d.]+)"/.exec(svg) ?? [];
        const above = titleTextsOf(svg);
        expect(above.length).toBeGreaterThan(0);
        for (const [text, right] of above) {
          expect(right, `${name} in ${look.width} pixels: ${text}`).toBeLessThanOrEqual(Number(width));
          if (name !== 'long') expect(text).not.toContain('…');
        }
        if (name !== 'few') continue;
        const words = textsOf(svg).join(' ');
        expect(words).toContain(described.title);
        expect(words).toContain(notes[0]?.replaceAll('`', ''));
      }
    }
  });

  test('curves: a line each, raw behind, a mark where it is no number', async () => {
    const svg = await toSvg(specOf('line-smoothed', { ...plainLook, interactive: false }));
    const marks = marksOf(svg);
    // Four curves twice: raw and smoothed; their points; two stretches that are no numbers.
    expect(marks.filter((mark) => mark === 'line')).toHaveLength(8);
    expect(marks.filter((mark) => mark === 'symbol')).toHaveLength(10 + 2);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['slow (aaaaaaaa)', 'slow (dddddddd)', 'fast', 'broken']));
    expect(svg).toContain('opacity="0.25"');
  });

  test('what is no number has the mark of what it is', async () => {
    const y = Float64Array.of(1, Number.NaN, 1, Number.POSITIVE_INFINITY, 1, Number.NEGATIVE_INFINITY);
    const svg = await svgOf(curve(y));
    const shapes = [...svg.matchAll(/bad: (?:NaN|-?Infinity);[^>]* d="([^"]+)"/g)].map(([, path]) => path);
    expect(new Set(shapes).size).toBe(3);
    expect(textsOf(svg)).toContain('× 1 value is NaN · ▲ 1 value is Infinity · ▼ 1 value is -Infinity');
  });

  test('a curve of few points has dots, whatever stands beside it; a metric is called by its own name', async () => {
    const rows = [
      ...Array.from({ length: 40 }, (_, step) => ['metrics.loss', step] as const),
      ...[0, 20, 39].map((step) => ['metrics.val/loss', step] as const),
    ];
    const drawn = async (metrics: RegExp) => {
      const own = rows.filter(([metric]) => metrics.test(metric));
      const table = answer('curves', [
        ['run', 'run', 'text', own.map(() => 'a')],
        ['metric', 'metric', 'text', own.map(([metric]) => metric)],
        ['step', 'x', 'number', own.map(([, step]) => step)],
        ['value', 'value', 'number', own.map(([, step]) => step)],
      ]);
      const svg = await svgOf(makeChart(table, { title: '' }));
      expect(textsOf(svg).filter((text) => text.includes('metrics.'))).toEqual([]);
      expect(textsOf(svg).filter((text) => text.includes('loss'))).toEqual([
        ...new Set(own.map(([metric]) => metric.slice(8))),
      ]);
      return marksOf(svg).filter((mark) => mark === 'symbol').length;
    };
    expect(await drawn(/val/)).toBe(3);
    expect(await drawn(/loss/)).toBe(3);
    expect(await drawn(/[.]loss/)).toBe(0);
  });

  test('a stretch that has no place is marked from its first to its last point', async () => {
    const y = Float64Array.of(1, Number.NaN, Number.NaN, Number.NaN, 1, Number.NaN, -1, -2, 0, 4);
    const stretches = async (log: boolean) => {
      const svg = await svgOf({ ...curve(y), panels: [{ title: 'loss', type: 'number', log }] });
      const [, width] = /role-axis-domain"[^>]*><line[^>]* x2="([\d.]+)" y2="0"/.exec(svg) ?? [];
      const step = Number(width) / 9;
      const rules =
        /aria-label="step: \d; until: \d; run: a; value: ([^"]+)"[^>]* translate\(([\d.]+),[^>]* x2="([\d.]+)"/g;
      return [...svg.matchAll(/<line [^>]+>/g)]
        .flatMap(([line]) => [...line.replace('transform="', '').matchAll(rules)])
        .map(([, why, from, by]) => [why, Number(from) / step, (Number(from) + Number(by)) / step]);
    };
    expect(await stretches(false)).toEqual([['NaN', 1, 3]]);
    expect(await stretches(true)).toEqual([
      ['NaN', 1, 3],
      ['not above 0', 6, 8],
    ]);
  });

  test('a panel without a finite value says so', async () => {
    const svg = await svgOf(curve(new Float64Array(4).fill(Number.NaN)));
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['no value has a place', '× 4 values are NaN', 'no value of loss has a place']),
    );
  });

  test.each([
    [360, 'dark'],
    [760, 'light'],
  ] as const)('names that are too long are cut, and told in full where one points: %i', async (width, theme) => {
    const spec = specOf('long', { ...plainLook, width, theme });
    const texts = textsOf(await toSvg(spec));
    // What both have in common tells nothing.
    expect(texts).toEqual(expect.arrayContaining(['a…', 'b…']));
    expect(texts.every((text) => text.length < 140)).toBe(true);
    expect(JSON.stringify(spec['data'])).toContain(`${'which/goes_on.and='.repeat(20)}`);
    expect(JSON.stringify(spec['layer'])).toContain(`"title":"loss-${'which/goes_on.and='.repeat(20)}"`);
  });

  test('more curves than there are colours for have their names at their ends, the highest above', async () => {
    const svg = await toSvg(specOf('line-many', { ...plainLook, interactive: false }));
    const places = new Map(
      [...svg.matchAll(/translate\([\d.]+,([\d.]+)\)" font-family[^>]+font-size="10px"[^>]*>(trial-\d+)</g)].map(
        ([, y, name = '']) => [name, Number(y)],
      ),
    );
    const sorted = [...places].toSorted((a, b) => a[1] - b[1]).map(([name]) => name);
    expect(sorted).toEqual(Array.from({ length: 12 }, (_, run) => `trial-${run}`));
    // Each has room, and stands near the end of its curve: 1 at the top, 0.45 at the bottom.
    const rows = [...places.values()].toSorted((a, b) => a - b);
    expect(rows.every((row, at) => at === 0 || row - (rows[at - 1] ?? 0) >= 13)).toBe(true);
    expect(places.get('trial-11')).toBeGreaterThan(325);
    expect(places.get('trial-0')).toBeLessThan(15);
    expect(svg).not.toContain('role-legend');
    expect(await toSvg(specOf('line-smoothed', { ...plainLook, interactive: false }))).toContain('role-legend');
  });

  test('beyond eight curves each colour comes with other dashes; beyond forty that is said', async () => {
    const pens = (svg: string) =>
      [
        ...svg.matchAll(
          /aria-roledescription="line mark"[^>]* stroke="(#\w+)"[^>]*?(?: stroke-dasharray="([\d.,]+)")?\/>/g,
        ),
      ].map(([, color, dash = '1,0']) => `${color} ${dash}`);
    const drawn = pens(await svgOf(makeChart(answer('curves', manyCurves(40)), { title: 'many' })));
    expect(drawn).toHaveLength(40);
    expect(new Set(drawn).size).toBe(40);
    expect(
      drawn
        .toReversed()
        .slice(0, 9)
        .map((pen) => pen.split(' ')[1]),
    ).toEqual([...Array<string>(8).fill('1,0'), '7,3']);
    expect(new Set(drawn.map((pen) => pen.split(' ')[0]))).toEqual(new Set(okabeIto));
    const [few, many] = await Promise.all(
      [40, 41].map((n) => svgOf(makeChart(answer('curves', manyCurves(n)), { title: '' }))),
    );
    expect(few).not.toContain('colours and dashes');
    expect(textsOf(many ?? '')).toContain(
      '41 curves share 40 colours and dashes: the names at their ends tell them apart',
    );
    // What has a legend has no dashes.
    expect(pens(await svgOf(makeChart(answer('curves', manyCurves(8)), { title: '' })))).toEqual(
      okabeIto.toReversed().map((c) => `${c} 1,0`),
    );
  });

  test('points of more than eight categories have shapes, too; those without a category or colour are there', async () => {
    const columns = (third: Parameters<typeof answer>[1][number]) =>
      [
        ['a', 'param', 'number', Array.from({ length: 60 }, (_, at) => at)],
        ['b', 'value', 'number', Array.from({ length: 60 }, (_, at) => at)],
        third,
      ] as const;
    const shapes = (svg: string) =>
      [...svg.matchAll(/aria-roledescription="point"[^>]* d="([^"]+)" fill="([^"]+)"/g)].map(
        ([, d, fill]) => `${d} ${fill}`,
      );
    const texts = Array.from({ length: 60 }, (_, at) => (at % 10 === 3 ? null : `opt${at % 10}`));
    const svg = await svgOf(
      makeChart(answer('runs', columns(['opt', 'param', 'text', texts])), { title: '', kind: 'scatter' }),
    );
    expect(shapes(svg)).toHaveLength(60);
    expect(new Set(shapes(svg)).size).toBe(10);
    expect(textsOf(svg)).toContain('missing');
    const numbers = Array.from({ length: 60 }, (_, at) => (at % 3 === 0 ? nan : at));
    const colored = await svgOf(
      makeChart(answer('runs', columns(['c', 'value', 'number', numbers])), { title: '', kind: 'scatter' }),
    );
    expect(shapes(colored)).toHaveLength(60);
    expect(textsOf(colored)).toContain('20 of 60 points without a finite c have no colour of it');
  });

  test('names that find no room are counted, and those of both ends are kept', async () => {
    const text = await svgOf(makeChart(answer('curves', manyCurves(60)), { title: 'many' }));
    const texts = textsOf(text);
    expect(texts).toContain('24 of 60 names found no room');
    expect(texts).toEqual(expect.arrayContaining(['r0', 'r59']));
    expect(texts).not.toContain('r30');
  });

  test('ticks of a log axis are powers of ten, with 2 and 5 where there is room; large numbers are short', async () => {
    const ticks = async (values: readonly number[], log: boolean, width = 760) => {
      const y = Float64Array.from(values);
      const chart = { ...curve(y), panels: [{ title: 'loss', type: 'number', log }] } as const;
      return numbersOf(await toSvg(toVegaLite(chart, { ...plainLook, width, interactive: false })), 'Y-axis');
    };
    expect(await ticks([2, 700], true)).toEqual(['2', '5', '10', '20', '50', '100', '200', '500']);
    expect(await ticks([2, 700], true, 360)).toEqual(['10', '100']);
    expect(await ticks([2, 7e4], true, 360)).toEqual(['10', '100', '1000', '10000']);
    // Nor does it reach further than its values do.
    expect(await ticks([0.0012, 1.1], true)).toEqual([
      '0.002',
      '0.005',
      '0.01',
      '0.02',
      '0.05',
      '0.1',
      '0.2',
      '0.5',
      '1',
    ]);
    expect(await ticks([11, 900], true, 360)).toEqual(['20', '50', '100', '200', '500']);
    expect(await ticks([3e-6, 40], true)).toEqual(['1e-5', '1e-4', '0.001', '0.01', '0.1', '1', '10']);
    expect(await ticks([0, 8e29, 1.5e30], false)).toContain('8e29');
    expect(await ticks([0, 3e6], false)).toContain('2.5M');
    expect(await ticks([0.5, 0.5], false)).toContain('0.50');
  });

  test('whole steps have no ticks between them', async () => {
    const svg = await svgOf(curve(Float64Array.of(1, 2, 3)));
    expect(numbersOf(svg, 'X-axis')).toEqual(['0', '1', '2']);
  });

  test('ticks of short times are seconds, all of them alike, and the title has the day', async () => {
    const noon = Date.UTC(2026, 10, 21, 12, 3, 7) * 1000;
    const drawn = async (seconds: number, name = 'time') => {
      const at = [0, 0.5, 1].map((share) => (name === 'time' ? noon + share * seconds * 1e6 : share * seconds));
      const table = answer('curves', [
        ['run', 'run', 'text', ['a', 'a', 'a']],
        ['metric', 'metric', 'text', ['loss', 'loss', 'loss']],
        [name, 'x', name === 'time' ? 'time' : 'number', at],
        ['value', 'value', 'number', [1, 2, 3]],
      ]);
      return svgOf(makeChart(table, { title: '' }));
    };
    const ticks = async (seconds: number, name?: string) => numbersOf(await drawn(seconds, name), 'X-axis');
    expect(await ticks(3)).toEqual(['12:03:07', '12:03:08', '12:03:09', '12:03:10']);
    expect(await ticks(0.5)).toEqual([
      '12:03:07.0',
      '12:03:07.1',
      '12:03:07.2',
      '12:03:07.3',
      '12:03:07.4',
      '12:03:07.5',
    ]);
    expect(await ticks(0.17)).toEqual(['12:03:07.00', '12:03:07.05', '12:03:07.10', '12:03:07.15']);
    for (const span of [1.99, 1.3, 0.99, 0.61, 0.499, 0.3, 0.2, 0.13, 0.099, 0.06, 0.041, 0.019, 0.009, 0.005]) {
      expect((await ticks(span)).length, `${span} s`).toBeGreaterThanOrEqual(3);
    }
    expect(textsOf(await drawn(0.5))).toContain('time (UTC, 2026-11-21 12:03:07.000 to 12:03:07.500)');
    expect(await ticks(180)).toEqual(['12:03:30', '12:04:00', '12:04:30', '12:05:00', '12:05:30', '12:06:00']);
    expect(await ticks(3600)).toEqual(['12:15', '12:30', '12:45', '13:00']);
    expect(textsOf(await drawn(180))).toContain('time (UTC, 2026-11-21)');
    expect(textsOf(await drawn(86_400))).toContain('time (UTC)');
    // Steps that were averaged.
    expect(await ticks(3, 'step')).toEqual(['0', '1', '2', '3']);
  });

  test('each of several panels has ticks enough', async () => {
    const ranges = [
      [0.9, 0.97],
      [1e-5, 1e-2],
      [0, 1],
      [1e6, 3.2e6],
      [0.11, 0.955],
    ] as const;
    const rows = ranges.flatMap(([low, high], metric) =>
      [0, 1].map((step) => ({ metric, step, value: step === 0 ? low : high })),
    );
    const table = answer('curves', [
      ['run', 'run', 'text', rows.map(() => 'a')],
      ['metric', 'metric', 'text', rows.map(({ metric }) => `m${metric}`)],
      ['step', 'x', 'number', rows.map(({ step }) => step * 170)],
      ['value', 'value', 'number', rows.map(({ value }) => value)],
    ]);
    for (const width of [360, 760, 1120]) {
      const svg = await toSvg(toVegaLite(makeChart(table, { title: '' }), { ...plainLook, width, interactive: false }));
      for (const axis of ['X', 'Y']) {
        const counts = svg
          .split('role-axis"')
          .filter((part) => part.includes(`aria-label="${axis}-axis`))
          .map((part) => numbersOf(`role-axis"${part}`, `${axis}-axis`).length);
        expect(counts).toHaveLength(ranges.length);
        for (const count of counts) expect(count).toBeGreaterThanOrEqual(4);
        for (const count of counts) expect(count).toBeLessThanOrEqual(11);
      }
    }
  });

  test('a trend line is straight on the axes, and its equation is said', async () => {
    const svg = await toSvg(specOf('scatter-trend', { ...plainLook, interactive: false }));
    expect(marksOf(svg).filter((mark) => mark === 'line')).toHaveLength(1);
    expect(textsOf(svg)).toContain('trend: loss = 3.000 × params.lr ^ 0.5, r² = 1.000');
    expect(() => specOfTrend('line-smoothed')).toThrow('`scatter` needs two columns of numbers');
    expect(() => specOfTrend('bar', 'bar')).toThrow('a trend line needs `scatter`; `bar` has none');
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

  test('a band that reaches 0 or below is drawn to the edge of a log axis, which is said', async () => {
    const table = answer('curves', [
      ['params.lr', 'key', 'number', [0.1, 0.1, 0.2, 0.2]],
      ['metric', 'metric', 'text', ['loss', 'loss', 'loss', 'loss']],
      ['step', 'x', 'number', [0, 1, 0, 1]],
      ['value', 'value', 'number', [1, 0.5, 2, 1]],
      ['lo', 'lo', 'number', [-0.2, -0.1, 1.5, 0.25]],
      ['hi', 'hi', 'number', [2, 1, 3, 1.5]],
    ]);
    const chart = makeChart(table, { title: '', log: { y: true } });
    expect(chart.notes).toEqual(['the band of 1 group reaches 0 or below: drawn to the edge of the log axis']);
    const svg = await svgOf(chart);
    const areas = [...svg.matchAll(/aria-roledescription="area mark" d="([^"]+)"/g)].map(([, path = '']) => path);
    const heights = areas.map((path) => [...path.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y)));
    const bottom = Math.max(...heights.flat());
    // The other one ends where the axis does, at one of its points.
    expect(heights.map((ys) => ys.filter((y) => y === bottom).length).toSorted()).toEqual([1, 2]);
    // Where it ends is told as it is.
    const rows = JSON.stringify(toVegaLite(chart));
    expect(rows).toContain('"lo":0.25,"from":-0.2,');
    expect(rows).toContain('"field":"from","type":"nominal","title":"from"');
    expect(makeChart(table, { title: '' }).notes).toEqual([]);
  });

  test('groups: a bar for each value, an interval where there is one', async () => {
    const bars = await toSvg(specOf('bar-series', { ...plainLook, interactive: false }));
    expect(marksOf(bars).filter((mark) => mark === 'rect')).toHaveLength(3 + 4);
    expect(textsOf(bars)).toEqual(expect.arrayContaining(['acc', 'count()', 'adam', 'sgd', 'missing']));
    const points = await toSvg(specOf('point', { ...plainLook, interactive: false }));
    expect(marksOf(points).filter((mark) => mark === 'symbol')).toHaveLength(3);
    expect(marksOf(points).filter((mark) => mark === 'rule')).toHaveLength(3 - 1);
  });

  test('bars of more series than there are colours are named, those without a value say why', async () => {
    const rows = Array.from({ length: 18 }, (_, at) => at);
    const table = answer('groups', [
      ['params.lr', 'key', 'number', rows.map((at) => at % 2)],
      ['params.seed', 'key', 'number', rows.map((at) => at >> 1)],
      ['acc', 'value', 'number', rows.map((at) => (at === 4 ? nan : at === 5 ? null : at))],
      ['loss', 'value', 'number', rows.map((at) => (at === 6 ? Number.NEGATIVE_INFINITY : at))],
    ]);
    const chart = makeChart(table, { title: '', kind: 'bar' });
    expect(chart.notes).toEqual([
      '`acc` is NaN in 1 and missing in 1 of 18 rows',
      '`loss` is -Infinity in 1 of 18 rows',
    ]);
    const points = textsOf(await svgOf(makeChart(table, { title: '', kind: 'point' })));
    expect(points).toContain('9 values of params.seed are more than there are colours: each point is named');
    const texts = textsOf(await svgOf(chart));
    expect(texts).toContain('9 values of params.seed are more than there are colours: each bar is named');
    expect(texts.filter((text) => /^[01] · [0-8]$/.test(text))).toHaveLength(18);
    expect(texts.filter((text) => ['NaN', 'missing', '-Infinity'].includes(text))).toHaveLength(3);
    const few = textsOf(await toSvg(specOf('bar-series', { ...plainLook, interactive: false })));
    expect(few.filter((text) => text === 'NaN')).toHaveLength(1);
    expect(few.join(' ')).not.toContain('colours');
  });

  test('what has no place is said, and stands where it has one', async () => {
    const { POSITIVE_INFINITY: infinity } = Number;
    const numbers = [1, nan, infinity, null, 5, 6];
    const made = (kind: ChartKind, more: Parameters<typeof answer>[1] = [], value = [1, 2, 3, 4, 5, nan]) =>
      makeChart(answer('runs', [...more, ['lr', 'param', 'number', numbers], ['acc', 'value', 'number', value]]), {
        title: '',
        kind,
      });
    const opt = ['opt', 'param', 'text', ['a', 'b', null, 'a', 'b', 'a']] as const;
    expect(made('scatter').notes).toEqual(['4 of 6 rows without finite `lr` and `acc` left out']);
    expect(made('parallel', [opt]).notes).toEqual([
      '1 of 6 rows without a finite `acc` left out',
      '3 of 5 lines have gaps where a value is missing or not finite',
    ]);
    expect(made('box', [opt]).notes).toEqual(['2 of 6 rows without a category or a finite `acc` left out']);
    const groups = answer('groups', [
      ['lr', 'key', 'number', [1, 1, 2, 2, null]],
      ['width', 'key', 'number', [1, 2, 1, 2, 1]],
      ['acc', 'value', 'number', [1, nan, infinity, null, 5]],
    ]);
    const cells = makeChart(groups, { title: '', kind: 'heatmap' });
    expect(cells.notes).toEqual(['4 of 5 rows have no place or no number']);
    const words = textsOf(await svgOf(cells));
    expect(words).toEqual(expect.arrayContaining(['NaN', 'Infinity', 'missing']));
    expect(words).not.toContain('null');
    const line = makeChart(groups, { title: '', kind: 'line' });
    expect(line.notes).toEqual(['1 of 5 rows without a finite `lr` left out']);
    const curves = answer('curves', [
      ['metric', 'metric', 'text', ['a', 'a', 'a']],
      ['lr', 'x', 'number', [1, nan, 3]],
      ['value', 'value', 'number', [1, 2, 3]],
    ]);
    const curve = makeChart(curves, { title: '' });
    expect(curve.notes).toEqual(['1 of 3 points without a finite `lr` left out']);
    // What has no name has no legend.
    expect(await svgOf(curve)).not.toContain('role-legend');
  });

  test.each(['bar', 'box', 'heatmap', 'parallel', 'tree'] as const)('long names are told apart: %s', async (kind) => {
    const name = (end: string) => `${'which/goes_on.and='.repeat(10)}${end}`;
    const table =
      kind === 'tree'
        ? answer('lineage', [
            ['id', 'id', 'text', ['0', '1']],
            ['name', 'run', 'text', [name('a'), name('b')]],
            ['parent', 'field', 'text', [null, '0']],
          ])
        : answer('groups', [
            ['opt', 'key', 'text', [name('a'), name('b')]],
            ['width', kind === 'heatmap' ? 'key' : 'value', 'number', [1, 2]],
            ['acc', 'value', 'number', [1, 2]],
          ]);
    const chart = makeChart(table, { title: '', kind });
    for (const width of [360, 760]) {
      const texts = textsOf(await toSvg(toVegaLite(chart, { ...plainLook, width, interactive: false })));
      expect(
        texts
          .filter((text) => /^….*[ab]$/.test(text))
          .map((text) => text.at(-1))
          .toSorted()
          .join(''),
      ).toMatch(/^a+b+$/);
    }
    // A tooltip has them in full.
    expect(JSON.stringify(toVegaLite(chart))).toContain(name('a'));
  });

  test.each(['bar', 'box', 'scatter', 'heatmap', 'line'] as const)(
    'numbers further apart than numbers reach: %s',
    async (kind) => {
      const ends = [-1.5e308, 1.5e308];
      const table = answer('groups', [
        ['lr', 'key', 'number', [1, 2]],
        ...(kind === 'heatmap' ? [['width', 'key', 'number', [1, 2]] as const] : []),
        ['acc', 'value', 'number', ends],
      ]);
      const texts = textsOf(await svgOf(makeChart(table, { title: '', kind })));
      expect(texts.join(' ')).not.toMatch(/NaN|null|undefined/);
      expect(texts.filter((text) => /e\+?29[78]/.test(text)).length).toBeGreaterThan(1);
    },
  );

  test('a line over durations has the unit that its axis says', async () => {
    const columns = [
      ['lr', 'key', 'number', [1, 2]],
      ['duration', 'value', 'duration', [3600, 36_000]],
    ] as const;
    const valuesOf = (more: Parameters<typeof answer>[1]) => {
      const spec = toVegaLite(makeChart(answer('groups', [...columns, ...more]), { title: '', kind: 'line' }));
      return JSON.stringify(spec['data']).match(/"value":\d+/g);
    };
    expect(valuesOf([])).toEqual(['"value":1', '"value":10']);
    expect(textsOf(await svgOf(makeChart(answer('groups', columns), { title: '', kind: 'line' })))).toContain(
      'duration (h)',
    );
    // In panels it is the seconds that their titles say.
    expect(valuesOf([['acc', 'value', 'number', [5, 6]]])).toEqual([
      '"value":3600',
      '"value":36000',
      '"value":5',
      '"value":6',
    ]);
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
    expect(textsOf(svg)).toContain('\\x1b[31mred\\x1b[0m');
    expect(
      fontHas(
        textsOf(svg)
          .filter((text) => !text.includes('漢'))
          .join(''),
      ),
    ).toBe(true);
    // Vega-Lite would read it as an escape, and draw what is no XML.
    const columns = [
      ['lr', 'param', 'number', [1, 2]],
      ['a\\b"\\', 'value', 'number', [1, 2]],
    ] as const;
    for (const kind of ['scatter', 'parallel', 'box', 'histogram'] as const) {
      const escaped = await svgOf(makeChart(answer('runs', columns), { title: 'a\\b\n', kind }));
      expect(escaped).not.toMatch(/[^\P{Cc}\n]/u);
      expect(textsOf(escaped)).toEqual(expect.arrayContaining(['a∖b"∖', 'a\\b']));
    }
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['漢字の名前 🙂', "a.b['c']\\"]));
  });
});

const fontHas = (text: string) => readFontWidths(fontFiles()[0]).covers(text);

/** A chart of one curve. */
function curve(y: Float64Array) {
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

function manyCurves(count: number) {
  const rows = Array.from({ length: count * 2 }, (_, at) => ({ run: at >> 1, step: at & 1 }));
  return [
    ['run', 'run', 'text', rows.map(({ run }) => `r${run}`)],
    ['metric', 'metric', 'text', rows.map(() => 'loss')],
    ['step', 'x', 'number', rows.map(({ step }) => step)],
    ['value', 'value', 'number', rows.map(({ run, step }) => run * step)],
  ] as const;
}

function svgOf(chart: Chart): Promise<string> {
  return toSvg(toVegaLite(chart, { ...plainLook, interactive: false }));
}

function specOfTrend(name: string, kind?: ChartKind): Spec {
  const { table } = sampleNamed(name);
  return toVegaLite(makeChart(table, { title: '', trend: true, ...(kind === undefined ? {} : { kind }) }));
}

/** The labels of an axis that are seen. */
function numbersOf(svg: string, axis: string): readonly string[] {
  const part = svg.split('role-axis"').find((each) => each.includes(`aria-label="${axis}`)) ?? '';
  const labels = part.slice(part.indexOf('role-axis-label'), part.indexOf('role-axis-domain'));
  return [...labels.matchAll(/opacity="1">([^<]+)</g)].map(([, text = '']) => text);
}

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

/** The lines of the title and of what stands below it, each with where it ends in the font that ships. */
function titleTextsOf(svg: string): readonly (readonly [text: string, right: number])[] {
  const [plain, bold] = fontFiles().map(readFontWidths);
  return ['role-title-text', 'role-title-subtitle'].flatMap((role, at) => {
    const from = svg.indexOf(role);
    const part = from < 0 ? '' : svg.slice(from, svg.indexOf('</g>', from));
    const [size, font] = at === 0 ? ([13, bold] as const) : ([11, plain] as const);
    return textsOf(part).map((text) => [text, 10 + (font?.width(text, size) ?? Number.NaN)] as const);
  });
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

import { describe, expect, test } from 'vitest';
import { makeChart, plainLook, toSvg, toVegaLite } from '../src/index.ts';
import { okabeIto } from '../src/spec/okabe-ito.ts';
import { curve, manyCurves, marksOf, numbersOf, specOf, specOfTrend, svgOf, textsOf } from './read-pictures.ts';
import { answer } from './samples.ts';

describe('pictures of curves', () => {
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
});

import { describe, expect, test } from 'vitest';
import { type ChartKind, makeChart, plainLook, toSvg, toVegaLite } from '../src/index.ts';
import { fontHas, looks, marksOf, named, specOf, svgOf, textsOf, titleTextsOf } from './read-pictures.ts';
import { answer, samples } from './samples.ts';

const nan = Number.NaN;

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

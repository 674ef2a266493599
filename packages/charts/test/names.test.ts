import { describe, expect, test } from 'vitest';
import { makeChart, plainLook, type Spec, toCells, toSvg, toVegaLite } from '../src/index.ts';
import { answer } from './samples.ts';

describe('names of many curves', () => {
  test('of two metrics: panels below each other, as wide as one, each with the names at its ends', async () => {
    const spec = specOf(runs(33, ['train/loss', 'val/loss']));
    expect(spec['columns']).toBe(1);
    expect((spec['spec'] as Spec)['width']).toBeGreaterThan(450);
    expect((await textsOf(spec)).filter((text) => text === 'run-7')).toHaveLength(2);
  });

  test('those without room are counted by panel', async () => {
    const texts = await textsOf(specOf(runs(50, ['train/loss', 'val/loss'])));
    expect(texts).toContain('14 of 50 names (train/loss), 14 of 50 names (val/loss) found no room');
  });

  test('panels of few curves stand beside each other where each is wide enough', () => {
    const columns = (count: number, width: number) =>
      specOf(runs(3, ['a', 'b', 'c', 'd'].slice(0, count)), width)['columns'];
    expect([columns(2, 760), columns(2, 1120), columns(3, 1440), columns(4, 760)]).toEqual([1, 2, 3, 2]);
  });

  test('groups by several keys have their values as names, and the keys once above them', async () => {
    const few = groups(2);
    expect(await textsOf(specOf(few))).toEqual(
      expect.arrayContaining(['params.lr · params.width · seed', '0.1 · 64 · 0', '0.1 · 64 · 1']),
    );
    const many = await textsOf(specOf(groups(12)));
    expect(many).toEqual(expect.arrayContaining(['params.lr · params.width · seed', '0.1 · 64 · 0', '0.1 · 64 · 11']));
    const [, head] = toCells(makeChart(few, { title: 'q' }), { width: 80, height: 12 });
    expect(head?.map(({ text }) => text).join('')).toBe('loss by params.lr · params.width · seed');
  });
});

test('one curve without a name has no entry in a legend, and no line for it in a tooltip', () => {
  const table = answer('groups', [
    ['params.lr', 'key', 'number', [0.1, 0.2]],
    ['acc', 'value', 'number', [0.7, 0.8]],
  ]);
  const text = JSON.stringify(toVegaLite(makeChart(table, { title: 'q', kind: 'line' })));
  expect(text).toContain('"legend":null');
  expect(text).not.toContain('{"field":"series","type":"nominal","title":"curve"}');
});

describe('names of runs that no column has', () => {
  const named = { runs: { ids: ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'], names: ['deep', 'wide', 'wide'] } };
  const table = answer(
    'runs',
    [
      ['params.lr', 'param', 'number', [0.1, 0.2, 0.3]],
      ['params.opt', 'param', 'text', ['sgd', 'adam', 'adam']],
      ['acc', 'value', 'number', [0.7, 0.8, 0.9]],
    ],
    named,
  );
  const labels = ['deep', 'wide (bbbbbbbb)', 'wide (cccccccc)'];

  test.each(['scatter', 'parallel', 'box'] as const)('%s: a point tells its run', (kind) => {
    const { data } = toVegaLite(makeChart(table, { title: 'q', kind }));
    const rows = (data as Spec)['values'] as readonly { readonly label: string }[];
    expect([...new Set(rows.map(({ label }) => label))]).toEqual(labels);
  });

  test('bars are called by them', () => {
    const lines = toCells(makeChart(table, { title: 'q', kind: 'bar' }), { width: 60, height: 12 });
    expect(lines.map(([first]) => first?.text.trim())).toEqual(expect.arrayContaining(labels));
  });

  test('strips of a comparison tell them', async () => {
    const side = (name: string) => ({ name, values: [1], runs: [`the run of ${name}`] });
    const sides = answer('compare', [['n1', 'value', 'integer', [1]]], {
      compared: { name: 'acc', sides: [side('a'), side('b')] },
    });
    const text = JSON.stringify(toVegaLite(makeChart(sides, { title: 'q' })));
    expect(text).toContain('"run":"the run of b"');
    expect(text).toContain('{"field":"run","type":"nominal","title":"run"}');
  });
});

function specOf(table: ReturnType<typeof answer>, width = plainLook.width): Spec {
  return toVegaLite(makeChart(table, { title: 'q' }), { ...plainLook, width, interactive: false });
}

async function textsOf(spec: Spec): Promise<readonly string[]> {
  return [...(await toSvg(spec)).matchAll(/>([^<]+)</g)].map(([, text = '']) => text);
}

function runs(count: number, metrics: readonly string[]) {
  const rows = Array.from({ length: count }, (_, run) =>
    metrics.flatMap((metric) => [0, 1].map((step) => ({ run, metric, step }))),
  ).flat();
  return answer('curves', [
    ['run', 'run', 'text', rows.map(({ run }) => `run-${run}`)],
    ['metric', 'metric', 'text', rows.map(({ metric }) => metric)],
    ['step', 'x', 'number', rows.map(({ step }) => step)],
    ['value', 'value', 'number', rows.map(({ run, step }) => run * step)],
  ]);
}

function groups(seeds: number) {
  const rows = Array.from({ length: seeds }, (_, seed) => [0, 1].map((step) => ({ seed, step }))).flat();
  return answer('curves', [
    ['params.lr', 'key', 'number', rows.map(() => 0.1)],
    ['params.width', 'key', 'number', rows.map(() => 64)],
    ['seed', 'key', 'number', rows.map(({ seed }) => seed)],
    ['metric', 'metric', 'text', rows.map(() => 'loss')],
    ['step', 'x', 'number', rows.map(({ step }) => step)],
    ['value', 'value', 'number', rows.map(({ seed, step }) => seed * step)],
  ]);
}

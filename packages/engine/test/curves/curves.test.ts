import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';
import { type Points, randomPoints, writtenTwice } from './random-series.ts';

// Curves against loops over the points that were written.

interface NaiveRun {
  readonly id: string;
  readonly name?: string;
  readonly started?: number;
  readonly series: Readonly<Record<string, Points>>;
}

let opened: Awaited<ReturnType<typeof openEngine>>;
const runs = makeRuns();

beforeAll(async () => {
  opened = await openEngine();
  const write = (time: 0 | 1) =>
    opened.stores.writer.write({
      source: 'test',
      project: 'one',
      runs: runs.map(({ id, name, started }, i) => ({
        sourceId: id,
        created: 1_760_000_000_000_000 - i,
        ...(name !== undefined && { name }),
        ...(started !== undefined && { started }),
      })),
      points: runs.flatMap(({ series }, run) =>
        Object.entries(series).flatMap(([metric, points]) => {
          const block = writtenTwice(points)[time];
          return block === undefined ? [] : [{ run, metric, ...block }];
        }),
      ),
    });
  await write(0);
  await write(1);
});
afterAll(() => opened?.stores.close());

function makeRuns(): readonly NaiveRun[] {
  const curves = fc.sample(randomPoints, { numRuns: 40, seed: 11 });
  const at = (i: number): Points =>
    curves[i % curves.length] ?? { steps: new Float64Array(), times: new Float64Array(), values: new Float64Array() };
  return Array.from({ length: 24 }, (_, i) => ({
    id: `id-${String(i).padStart(2, '0')}`,
    ...(i % 5 === 0 ? {} : { name: `run ${i}` }),
    ...(i % 3 === 0 ? {} : { started: 1_759_999_990_000_000 + i }),
    series: i % 7 === 6 ? { other: at(i) } : { loss: at(i), ...(i % 2 === 0 && { 'val/loss': at(i + 17) }) },
  }));
}

const axes = ['step', 'time', 'relative'] as const;
const windows = [
  ['', -Infinity, Infinity],
  [' steps 0..300', 0, 300],
  [' steps -10..', -10, Infinity],
  [' steps ..25.5', -Infinity, 25.5],
] as const;
const samples = [' sample none', ' sample 8', ' sample 40', ''] as const;

describe('curves', () => {
  for (const axis of axes) {
    test.each(windows)(`x ${axis}%s`, async (window, from, to) => {
      for (const sample of samples) {
        for (const weight of [undefined, 0.6]) {
          const smooth = weight === undefined ? '' : ` smooth ema ${weight}`;
          const text = `curves loss, val.loss as v of runs x ${axis}${window}${smooth}${sample}`;
          const { names, rows } = await opened.ask(text);
          const raw = weight === undefined ? [] : ['raw'];
          expect(names).toEqual(['id', 'run', 'metric', 'step', 'time', 'relative', 'value', ...raw]);
          const limit = sample === ' sample none' ? Infinity : Number(sample.replace(/\D/g, '') || 1000);
          const wanted = naive(axis, from, to, weight, limit);
          expect([text, rows.length]).toEqual([text, wanted.length]);
          for (const [i, row] of wanted.entries()) expect([text, i, ...shown(rows[i])]).toEqual([text, i, ...row]);
        }
      }
    });
  }

  test('says what was sampled and what has no points', async () => {
    const { result } = await opened.ask('curves loss of runs sample 8');
    const notes = result.diagnostics.filter(({ code }) => code === 'no-points' || code === 'sampled');
    expect(notes.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "3 of 24 runs have no points of \`loss\`",
        "28 of the 52 points of 5 curves are shown: of each of 2 buckets the first, last, least and greatest",
      ]
    `);
  });

  test('a limit shows the first rows and counts all', async () => {
    const all = await opened.ask('curves loss of runs smooth ema 0.5');
    const some = await opened.ask('curves loss of runs smooth ema 0.5', { limit: 7 });
    expect(some.rows).toEqual(all.rows.slice(0, 7));
    expect(some.result.stats.rows).toBe(all.rows.length);
  });

  test('clauses choose runs and their order is that of the curves; a run without points has none', async () => {
    const { rows } = await opened.ask(
      "curves loss of runs where run.id != 'id-02' sort by run.id desc limit 4 sample 4",
    );
    expect([...new Set(rows.map((row) => row[0]))]).toEqual(['id-23', 'id-22', 'id-21']);
  });

  test('a project whose runs have no such points has no rows', async () => {
    const { rows, names } = await opened.ask('curves loss of runs steps 5000000..');
    expect([rows, names.length]).toEqual([[], 7]);
  });
});

/** Times and numbers comparable with toEqual; smoothed values to twelve digits. */
function shown(row: readonly unknown[] | undefined): unknown[] {
  return (row ?? []).map((cell) => (typeof cell === 'number' ? rounded(cell) : cell));
}

function rounded(x: number): number {
  return Number.isFinite(x) ? Number(x.toPrecision(12)) + 0 : x;
}

function naive(axis: string, from: number, to: number, weight: number | undefined, limit: number): unknown[][] {
  return runs.flatMap(({ id, name, started, series }) => {
    const first = Math.min(...Object.values(series).flatMap(({ times }) => [...times]));
    const start = started ?? first;
    return [
      ['loss', 'loss'],
      ['val/loss', 'v'],
    ].flatMap(([metric = '', shownAs]) => {
      const { steps, times, values } = series[metric] ?? { steps: [], times: [], values: [] };
      let points = [...steps]
        .map((step, i) => ({ step, time: times[i] ?? 0, raw: values[i] ?? 0, value: values[i] ?? 0 }))
        .filter(({ step }) => step >= from && step <= to);
      if (axis !== 'step') points.sort((a, b) => a.time - b.time);
      if (weight !== undefined) points = smoothed(points, weight);
      return sampled(points, axis, limit).map((p) => [
        id,
        name ?? id,
        shownAs,
        rounded(p.step),
        p.time / 1000,
        rounded((p.time - start) / 1e6),
        rounded(p.value),
        ...(weight === undefined ? [] : [rounded(p.raw)]),
      ]);
    });
  });
}

interface NaivePoint {
  readonly step: number;
  readonly time: number;
  readonly raw: number;
  readonly value: number;
}

function smoothed(points: NaivePoint[], weight: number): NaivePoint[] {
  if (points.every(({ raw }) => raw === points[0]?.raw)) return points;
  return points.map((point, i) => {
    const finite = points.slice(0, i + 1).filter(({ raw }) => Number.isFinite(raw));
    if (!Number.isFinite(point.raw)) return point;
    let top = 0;
    let total = 0;
    for (const [age, { raw }] of finite.toReversed().entries()) {
      top += (1 - weight) * weight ** age * raw;
      total += (1 - weight) * weight ** age;
    }
    return { ...point, value: top / total };
  });
}

function sampled(points: NaivePoint[], axis: string, limit: number): NaivePoint[] {
  if (points.length <= limit) return points;
  const x = (p: NaivePoint) => (axis === 'step' ? p.step : p.time);
  const low = Math.min(...points.map(x));
  const high = Math.max(...points.map(x));
  const n = Math.floor(limit / 4);
  const unit = n / (high - low);
  const bucket = (p: NaivePoint) =>
    unit > 0 && unit < Infinity ? Math.min(n - 1, Math.floor((x(p) - low) * unit)) : 0;
  return points.filter((p, at) => {
    const same = points.filter((q) => bucket(q) === bucket(p));
    const values = same.map(({ value }) => value).filter((v) => !Number.isNaN(v));
    const extremes = [Math.min(...values), Math.max(...values)].map((v) => same.find(({ value }) => value === v));
    return [same[0], same.at(-1), ...extremes].includes(points[at]);
  });
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';
import { smooth } from '../reference/series/smooth.ts';

// What is smoothed over many points, where rounding adds up.

const length = 20_000;
const steps = Float64Array.from({ length }, (_, i) => 10 * i + (i % 7));
const values = Float64Array.from({ length }, (_, i) => {
  const odd = i % 997;
  return odd === 13 ? Number.NaN : odd === 500 ? Infinity : 3 + Math.sin(i / 50) + ((i * 7919) % 101) / 50;
});

let opened: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  opened = await openEngine();
  const start = Date.UTC(2026, 9, 20) * 1000;
  const times = steps.map((step) => start + step * 1e6);
  const points = [{ run: 0, metric: 'loss', steps, times, values, order: steps }];
  await opened.stores.writer.write({ source: 'test', project: 'p', runs: [{ sourceId: 'a', started: start }], points });
});
afterAll(() => opened?.stores.close());

const along = [...values].map((value, i) => ({ x: steps[i] ?? 0, value }));
const places = [1, 100, 4999, 12_345, 19_990, 19_999];

test.each([
  ['ema', 0.9],
  ['ema', 0.999],
  ['twema', 0.1],
  ['twema', 0.5],
  ['twema', 0.9],
  ['twema', 0.999],
  ['mean', 101],
  ['median', 101],
])('smooth %s %f', async (method, amount) => {
  const wanted = smooth(method, amount, along);
  const asked = places.map((place) => `loss smooth ${method} ${amount} at step ${steps[place]}`);
  const { rows } = await opened.ask(`runs select ${asked.join(', ')}, min(loss smooth ${method} ${amount})`);
  const least = wanted.filter((value) => !Number.isNaN(value)).reduce((a, b) => Math.min(a, b));
  const all = [...places.map((place) => wanted[place] ?? Number.NaN), least];
  for (const [i, value] of all.entries()) {
    if (!Number.isFinite(value)) expect(rows[0]?.[i]).toBe(value);
    else expect(Math.abs(Number(rows[0]?.[i]) / value - 1), `${asked[i]}`).toBeLessThan(1e-12);
  }
});

test('smooth gaussian', async () => {
  const s = 40;
  const wanted = places.map((place) => {
    const near = along.slice(Math.max(0, place - 50), place + 50).filter(({ value }) => !Number.isNaN(value));
    const at = steps[place] ?? 0;
    const weighed = near.flatMap(({ x, value }) =>
      Math.abs(x - at) <= 4 * s ? [{ w: Math.exp(-((x - at) ** 2) / (2 * s * s)), value }] : [],
    );
    return weighed.reduce((sum, { w, value }) => sum + w * value, 0) / weighed.reduce((sum, { w }) => sum + w, 0);
  });
  const asked = places.map((place) => `loss smooth gaussian ${s} at step ${steps[place]}`);
  const { rows } = await opened.ask(`runs select ${asked.join(', ')}`);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs(Number(rows[0]?.[i]) / value - 1), `${asked[i]}`).toBeLessThan(1e-12);
  }
});

test('more series than one statement takes', async () => {
  const sizes = Array.from({ length: 60 }, (_, i) => i + 1);
  const none = sizes.map((size) => `count(loss over first ${size}) > ${size}`);
  const asked = sizes.map((size) => `count(loss over last ${size}) as n${size}`);
  const columns = asked.join(', ');
  const found = await opened.ask(`runs where ${none.join(' or ')} or argmin(loss over last 70) > 0 select ${columns}`);
  expect(found.rows.map((row) => row.map(Number))).toEqual([sizes]);
  expect((await opened.ask(`runs where ${none.join(' or ')} select ${columns}`)).rows).toEqual([]);
});

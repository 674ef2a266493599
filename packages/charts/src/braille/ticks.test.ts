import { describe, expect, test } from 'vitest';
import type { AxisOptions } from './plot-types.ts';
import { columnTicks, rowTicks } from './ticks.ts';

const texts = (low: number, high: number, options: AxisOptions = {}, width = 60) =>
  columnTicks({ low, high, log: options.log === true }, options, width).map(({ text }) => text);

describe('ticks', () => {
  test('of numbers are round and short', () => {
    expect(texts(0, 100_000, {}, 36)).toEqual(['0', '20k', '40k', '60k', '80k', '100k']);
    expect(texts(0, 3_200_000, {}, 30)).toEqual(['0', '1M', '2M', '3M']);
    expect(texts(0.9, 0.95, {}, 40)).toEqual(['0.90', '0.91', '0.92', '0.93', '0.94', '0.95']);
    expect(texts(-0.3, 0.3, {}, 40)).toEqual(['-0.2', '0.0', '0.2']);
    expect(texts(0, 3e-7, {}, 40)).toEqual(['0', '1e-7', '2e-7', '3e-7']);
    expect(texts(-1e300, 1e300, {}, 40)).toEqual(['-1e300', '-5e299', '0', '5e299', '1e300']);
  });

  test('of a log axis are powers of ten, finer where there are few', () => {
    expect(texts(1e-3, 1e4, { log: true }, 80)).toEqual(['0.001', '0.01', '0.1', '1', '10', '100', '1000', '10k']);
    expect(texts(1e-8, 1, { log: true }, 30)).toEqual(['1e-8', '1e-6', '1e-4', '0.01', '1']);
    expect(texts(0.15, 0.7, { log: true })).toEqual(['0.2', '0.5']);
    expect(texts(0.21, 0.24, { log: true }, 40)).toEqual(['0.21', '0.22', '0.23', '0.24']);
  });

  test('of durations are what clocks count in', () => {
    expect(texts(0, 8040, { kind: 'duration' })).toEqual(['0s', '30m', '1h', '1h30m', '2h']);
    expect(texts(0, 300_000, { kind: 'duration' })).toEqual(['0s', '12h', '1d', '1d12h', '2d', '2d12h', '3d']);
    expect(texts(0, 0.5, { kind: 'duration' }, 40)).toEqual(['0.0s', '0.1s', '0.2s', '0.3s', '0.4s', '0.5s']);
  });

  test('of durations too short or too far from 0 for whole seconds have the digits that tell them apart', () => {
    expect(texts(0, 0.05, { kind: 'duration' }, 40)).toEqual(['0ms', '10ms', '20ms', '30ms', '40ms', '50ms']);
    expect(texts(3661.3, 3661.35, { kind: 'duration' }, 50)).toEqual(['1h1m1.30s', '1h1m1.32s', '1h1m1.34s']);
    expect(texts(59.5, 61, { kind: 'duration' }, 40)).toEqual(['59.5s', '1m0.0s', '1m0.5s', '1m1.0s']);
  });

  test('of short times have parts of a second; midnight is the day that begins', () => {
    const late = Date.UTC(2026, 10, 21, 23, 59, 58, 310) * 1000;
    expect(texts(late, late + 0.05e6, { kind: 'time' }, 50)).toEqual(['23:59:58.32', '23:59:58.34', '23:59:58.36']);
    expect(texts(late, late + 1.2e6, { kind: 'time' }, 50)).toEqual(['23:59:58.5', '23:59:59.0', '23:59:59.5']);
    expect(texts(late, late + 9e6, { kind: 'time' }, 50)).toEqual(['Nov 22', '00:00:02', '00:00:04', '00:00:06']);
  });

  test('are two at least where two have room, whatever the length of a run', () => {
    const lengths = [0.001, 0.05, 0.3, 1.9, 3.3, 20, 45, 70, 200, 600, 4000, 9000, 90_000, 1e6, 4e7];
    const start = Date.UTC(2026, 10, 21, 23, 50, 13, 377) * 1000;
    const counts = lengths.flatMap((length) => [
      texts(start, start + length * 1e6, { kind: 'time' }, 30).length,
      texts(0, length, { kind: 'duration' }, 24).length,
      texts(3661.3, 3661.3 + length, { kind: 'duration' }, 24).length,
    ]);
    expect(counts.filter((count) => count < 2)).toEqual([]);
  });

  test('of times are round on the clocks of their zone', () => {
    const noon = Date.UTC(2026, 10, 21, 12) * 1000;
    const hour = 3600e6;
    expect(texts(noon, noon + 5 * hour, { kind: 'time' })).toEqual([
      '12:00',
      '13:00',
      '14:00',
      '15:00',
      '16:00',
      '17:00',
    ]);
    expect(texts(noon, noon + 5 * hour, { kind: 'time', zone: 'Asia/Kolkata' })[0]).toBe('18:00');
    expect(texts(noon, noon + 100 * hour, { kind: 'time' }, 50)).toEqual(['Nov 22', 'Nov 23', 'Nov 24', 'Nov 25']);
    expect(texts(noon, noon + 90e6, { kind: 'time' }, 50)).toEqual(['12:00:00', '12:00:30', '12:01:00', '12:01:30']);
    expect(texts(noon, noon + 0.5e6, { kind: 'time' }, 50)).toEqual(['12:00:00.0', '12:00:00.2', '12:00:00.4']);
    expect(texts(noon, noon + 2e4, { kind: 'time' }, 40)).toEqual(['12:00:00.00', '12:00:00.01', '12:00:00.02']);
    expect(texts(noon, noon + 20_000 * hour, { kind: 'time' }, 50).length).toBeGreaterThan(1);
    expect(texts(8.7e21, 8.8e21, { kind: 'time' })).toEqual([]);
  });

  test('of times stand where clocks show them, where the clocks change too', () => {
    const hour = 3600e6;
    const spring = Date.UTC(2026, 2, 29) * 1000;
    const autumn = Date.UTC(2026, 9, 25) * 1000;
    const zone = 'Europe/Berlin';
    const placed = (low: number, hours: number, width: number) =>
      columnTicks({ low, high: low + hours * hour, log: false }, { kind: 'time', zone }, width).map(
        ({ cell, text }) => `${cell} ${text}`,
      );
    // 02:00 is skipped in spring, and shown twice in autumn.
    expect(placed(spring, 5, 51)).toEqual(['0 01:00', '10 03:00', '20 04:00', '30 05:00', '40 06:00', '50 07:00']);
    expect(placed(autumn, 4, 41)).toEqual(['0 02:00', '20 03:00', '30 04:00', '40 05:00']);
    expect(placed(spring - 24 * hour, 72, 73)).toEqual([
      '11 12:00',
      '23 Mar 29',
      '34 12:00',
      '46 Mar 30',
      '58 12:00',
      '70 Mar 31',
    ]);
    // Over both changes of a year: the ends have one offset, the middle another.
    expect(placed(spring - 300 * hour, 6500, 80).every((tick) => / [A-Z][a-z]{2} \d+$/.test(tick))).toBe(true);
  });

  test('of y stand one a row at most', () => {
    const cells = rowTicks({ low: 0, high: 1, log: false }, {}, 3).map(({ cell }) => cell);
    expect(new Set(cells).size).toBe(cells.length);
  });
});

import { describe, expect, it } from 'vitest';
import { makeZone } from './zone.ts';

const iso = (micros: number) => new Date(micros / 1000).toISOString();
const hour = 3_600_000_000;

describe('startOfDay', () => {
  it.each([
    ['UTC', 2026, 11, 1, '2026-11-01T00:00:00.000Z'],
    ['Europe/Berlin', 2026, 11, 1, '2026-10-31T23:00:00.000Z'],
    ['Europe/Berlin', 2026, 3, 29, '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', 2026, 3, 30, '2026-03-29T22:00:00.000Z'],
    ['America/New_York', 2026, 11, 1, '2026-11-01T04:00:00.000Z'],
    ['America/New_York', 2026, 11, 2, '2026-11-02T05:00:00.000Z'],
    // Midnight did not exist: clocks went from 00:00 to 01:00.
    ['America/Sao_Paulo', 2018, 11, 4, '2018-11-04T03:00:00.000Z'],
    // The first 00:00 went back to 23:00 of the day before.
    ['America/Sao_Paulo', 2018, 2, 18, '2018-02-18T03:00:00.000Z'],
    ['Asia/Kathmandu', 2026, 1, 1, '2025-12-31T18:15:00.000Z'],
    ['UTC', 2026, 12, 32, '2027-01-01T00:00:00.000Z'],
  ])('%s %i-%i-%i', (zone, year, month, day, expected) => {
    expect(iso(makeZone(zone).startOfDay({ year, month, day }))).toBe(expected);
  });
});

describe('instant', () => {
  const berlin = makeZone('Europe/Berlin');
  it('takes the earlier of two', () => {
    const clock = { year: 2026, month: 10, day: 25, micros: 2.5 * hour };
    expect(iso(berlin.instant(clock))).toBe('2026-10-25T00:30:00.000Z');
  });
  it('moves a time that the clock skips on by the gap', () => {
    const clock = { year: 2026, month: 3, day: 29, micros: 2.5 * hour };
    expect(iso(berlin.instant(clock))).toBe('2026-03-29T01:30:00.000Z');
  });
  it('keeps microseconds', () => {
    expect(makeZone('UTC').instant({ year: 1970, month: 1, day: 1, micros: 123_456 })).toBe(123_456);
  });
});

it('knows the day at an instant', () => {
  const instant = Date.parse('2026-11-01T23:30:00Z') * 1000;
  expect(makeZone('Asia/Tokyo').dayAt(instant)).toEqual({ year: 2026, month: 11, day: 2 });
});

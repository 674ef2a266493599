import { describe, expect, it } from 'vitest';
import { dateProblem, durationSeconds, numberValue } from './values.ts';

describe('durationSeconds', () => {
  it.each([
    ['1w', 604_800],
    ['1d12h', 129_600],
    ['1.5m', 90],
    ['2s500ms', 2.5],
  ])('%s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });
});

describe('numberValue', () => {
  it('takes separators out', () => {
    expect(numberValue('10_000.2_5e-1')).toBe(1000.025);
  });
});

describe('dateProblem', () => {
  it.each(['2026-11-01', '2024-02-29', '2000-02-29', '2026-12-31T23:59:59.999+02:00', '2026-01-01T00:00Z'])(
    '%s',
    (text) => {
      expect(dateProblem(text)).toBeUndefined();
    },
  );

  it.each([
    ['2026-02-29', 'that month has 28 days'],
    ['1900-02-29', 'that month has 28 days'],
    ['2026-04-31', 'that month has 30 days'],
    ['2026-13-01', 'there is no month 13'],
    ['2026-00-01', 'there is no month 0'],
    ['2026-11-01T24:00', 'a time is between'],
    ['2026-11-01T14:30+24:00', 'an offset is between'],
    ['2026-1-1', 'four, two and two digits'],
    ['2026-11-01T14', 'four, two and two digits'],
  ])('%s', (text, reason) => {
    expect(dateProblem(text)).toContain(reason);
  });
});

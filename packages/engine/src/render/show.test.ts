import { describe, expect, test } from 'vitest';
import { safeText } from './safe-text.ts';
import { showDuration } from './show-duration.ts';
import { showNumber } from './show-number.ts';
import { precisionOfSpan, timeShower } from './show-time.ts';
import { cutText, padText, textWidth } from './text-width.ts';

test.each([
  [0, '0'],
  [-0, '-0'],
  [12_000, '12000'],
  [9_007_199_254_740_991, '9007199254740991'],
  [9_007_199_254_740_993n, '9007199254740993'],
  [0.5, '0.5'],
  [0.93123, '0.9312'],
  [-0.93127, '-0.9313'],
  [0.50001, '0.5000'],
  [0.99999, '1.000'],
  [1234.5678, '1235'],
  [9999.4, '9999'],
  [9999.9, '1.000e4'],
  [123_456.7, '1.235e5'],
  [0.0001234567, '0.0001235'],
  [0.00003, '3e-5'],
  [0.0000123456, '1.235e-5'],
  [5e-324, '4.941e-324'],
  [1e300, '1e300'],
  [1.7976931348623157e308, '1.798e308'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('the number %s is shown as %s', (value, shown) => {
  expect(showNumber(value)).toBe(shown);
});

test.each([
  [0, '0s'],
  [0.00035, '0.35ms'],
  [0.35, '350ms'],
  [0.9999, '1s'],
  [45.23, '45.2s'],
  [59.96, '1m'],
  [125.4, '2m 5s'],
  [3599.6, '1h'],
  [4980, '1h 23m'],
  [86_399, '1d'],
  [300_000, '3d 11h'],
  [-4980, '-1h 23m'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
])('a duration of %s seconds is shown as %s', (seconds, shown) => {
  expect(showDuration(seconds)).toBe(shown);
});

describe('times', () => {
  const time = Date.UTC(2026, 10, 21, 23, 3, 4, 56) * 1000 + 789;

  test('are shown in the zone, as short as tells the times of a column apart', () => {
    expect(timeShower('UTC', 'minutes')(time)).toBe('2026-11-21 23:03');
    expect(timeShower('Europe/Berlin', 'seconds')(time)).toBe('2026-11-22 00:03:04');
    expect(timeShower('Asia/Kolkata', 'milliseconds')(time)).toBe('2026-11-22 04:33:04.056');
    expect(timeShower('America/New_York', 'seconds')(-1)).toBe('1969-12-31 18:59:59');
  });

  test('follow the clocks of the zone when these change', () => {
    const show = timeShower('Europe/Berlin', 'minutes');
    expect(show(Date.UTC(2026, 2, 29, 0, 59) * 1000)).toBe('2026-03-29 01:59');
    expect(show(Date.UTC(2026, 2, 29, 1, 0) * 1000)).toBe('2026-03-29 03:00');
    expect(show(Date.UTC(2026, 9, 25, 0, 59) * 1000)).toBe('2026-10-25 02:59');
    expect(show(Date.UTC(2026, 9, 25, 1, 0) * 1000)).toBe('2026-10-25 02:00');
    expect(timeShower('Asia/Kathmandu', 'minutes')(Date.UTC(2026, 0, 1) * 1000)).toBe('2026-01-01 05:45');
  });

  test('closer times are shown with more places', () => {
    expect(precisionOfSpan(time, time)).toBe('minutes');
    expect(precisionOfSpan(time, time + 1e6)).toBe('milliseconds');
    expect(precisionOfSpan(time, time + 60e6)).toBe('seconds');
    expect(precisionOfSpan(time, time + 86_400e6)).toBe('minutes');
    expect(precisionOfSpan(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe('minutes');
  });

  test('beyond what dates hold, the microseconds are shown', () => {
    expect(timeShower('UTC', 'minutes')(9e18)).toBe('9000000000000000000');
  });
});

test('no control character, escape sequence or mark of direction survives, and nothing else changes', () => {
  expect(safeText('a\u001b[31mb\u0007\r\n\t\u007f')).toBe('a␛[31mb␇␍␊␉␡');
  expect(safeText('\u009b31m\u202e\u2066\u200f\u2028\ufeff')).toBe('\\u009b31m\\u202e\\u2066\\u200f\\u2028\\ufeff');
  const fine = 'e\u0301 漢字 🙂 👩‍👩‍👧 🇩🇪 ✔️';
  expect(safeText(fine)).toBe(fine);
});

test('widths are those of a terminal; texts are cut between characters that people see', () => {
  expect(textWidth('漢字')).toBe(4);
  expect(textWidth('e\u0301')).toBe(1);
  expect(textWidth('👩‍👩‍👧')).toBe(2);
  expect(cutText('abcdef', 6)).toBe('abcdef');
  expect(cutText('abcdef', 4)).toBe('abc…');
  expect(cutText('漢字漢字', 8)).toBe('漢字漢字');
  expect(cutText('漢字漢字', 6)).toBe('漢字…');
  expect(cutText('漢字漢字', 5)).toBe('漢字…');
  expect(cutText('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  expect(padText('漢', 4, false)).toBe('漢  ');
  expect(padText('漢', 4, true)).toBe('  漢');
});

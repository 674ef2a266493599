import { expect, test } from 'vitest';
import { zoneOffset } from './zone-offset.ts';

const minutes = (zone: string, instant: string) => zoneOffset(zone)(Date.parse(instant)) / 60_000;

test.each([
  ['UTC', '2026-11-21T12:00:00Z', 0],
  ['Europe/Berlin', '2026-10-25T00:59:59.999Z', 120],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', 60],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 345],
  ['America/St_Johns', '2026-01-01T00:00:00Z', -210],
  // Local mean time, to the second; years before 100 and before Christ.
  ['Europe/Berlin', '1890-01-01T00:00:00Z', 53 + 28 / 60],
  ['Europe/Berlin', '0050-01-01T00:00:00Z', 53 + 28 / 60],
  ['Europe/Berlin', '-000100-01-01T00:00:00Z', 53 + 28 / 60],
])('%s at %s', (zone, instant, expected) => expect(minutes(zone, instant)).toBeCloseTo(expected, 6));

test('a name that is no zone is refused', () => expect(() => zoneOffset('Mars/Olympus')(0)).toThrow(RangeError));

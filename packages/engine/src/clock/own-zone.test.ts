import { afterEach, expect, test, vi } from 'vitest';
import { ownOffset, ownZone } from './own-zone.ts';
import { zoneOffset } from './zone-offset.ts';

afterEach(() => vi.unstubAllEnvs());

test.each(['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'])(
  'the clocks of a process in %s are those of the zone',
  (zone) => {
    vi.stubEnv('TZ', zone);
    const offsetAt = zoneOffset(zone);
    const day = 86_400_000;
    for (let instant = Date.UTC(1900); instant < Date.UTC(2040); instant += 97.3 * day) {
      const second = Math.floor(instant / 1000) * 1000;
      expect(ownOffset(second), new Date(second).toISOString()).toBe(offsetAt(second));
    }
    const change = Date.UTC(2026, 9, 25, 1);
    for (const instant of [change - 1000, change, change + 1000]) expect(ownOffset(instant)).toBe(offsetAt(instant));
  },
);

test('a process with a zone of its own is not in that of the machine', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  expect(ownZone()).toBeUndefined();
  vi.stubEnv('TZ', undefined);
  const nameOf = (timeZone: string | undefined) => Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  expect(nameOf(ownZone())).toBe(nameOf(undefined));
});

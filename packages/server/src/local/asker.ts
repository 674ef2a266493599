import type { Asker } from '@xt/engine';
import type { Caller } from '../service.ts';

/** The asker of a query, now. */
export function askerOf(caller: Caller): Asker {
  return {
    user: caller.user,
    now: Date.now() * 1000,
    zone: zoneOf(caller),
    ...(caller.project === undefined ? {} : { project: caller.project }),
  };
}

/** The caller's time zone. */
export function zoneOf({ zone }: Caller): string {
  // `TZ` may hold what is no zone's name (`:/etc/localtime`, `EST5EDT,M3…`): the machine's zone serves then.
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }
}

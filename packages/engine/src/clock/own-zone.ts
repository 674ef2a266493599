import { readlinkSync } from 'node:fs';

/**
 * The name of the machine's time zone, where the system says it and this process has no other (`TZ`). `Intl` would always know,
 * but its first answer takes longer than all else that a command does at its start.
 */
export function ownZone(): string | undefined {
  if (process.env['TZ'] !== undefined) return undefined;
  const name = /zoneinfo\/(?:posix\/)?(.+)$/.exec(localTimeLink())?.[1];
  return name !== undefined && utcNames.test(name) ? 'UTC' : name;
}

/** By how many milliseconds the clocks of this process are ahead of UTC at an instant of whole seconds. */
export function ownOffset(instant: number): number {
  const clock = new Date(instant);
  const date = new Date(0);
  date.setUTCFullYear(clock.getFullYear(), clock.getMonth(), clock.getDate());
  return date.setUTCHours(clock.getHours(), clock.getMinutes(), clock.getSeconds()) - instant;
}

// As `Intl` has it, one name for all.
const utcNames = /^(?:Etc\/)?(?:UTC|UCT|GMT|Universal|Zulu|Greenwich)$/;

function localTimeLink(): string {
  try {
    return readlinkSync('/etc/localtime');
  } catch {
    return '';
  }
}

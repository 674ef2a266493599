const secondsOf: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 };

/** The seconds of a duration as written: `1d12h` is 129600. */
export function durationSeconds(text: string): number {
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g)) {
    seconds += Number(amount) * (secondsOf[unit ?? ''] ?? Number.NaN);
  }
  return seconds;
}

/** The value of a number as written: `10_000`, `.5`, `1e-3`. */
export function numberValue(text: string): number {
  return Number(text.includes('_') ? text.replaceAll('_', '') : text);
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-](\d{2}):(\d{2}))?)?$/;

/** What is wrong with a date, or undefined for a real one. */
export function dateProblem(text: string): string | undefined {
  const match = DATE.exec(text);
  if (match === null) return 'year, month and day have four, two and two digits, then perhaps `T` and a time';
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12) return `there is no month ${month}`;
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (day < 1 || day > days) return `that month has ${days} days`;
  if (hour > 23 || minute > 59 || second > 59) return 'a time is between `00:00` and `23:59:59`';
  if (offsetHour > 23 || offsetMinute > 59) return 'an offset is between `-23:59` and `+23:59`';
  return undefined;
}

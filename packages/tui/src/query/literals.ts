/** A number as the language writes it, at full precision. */
export function numberLiteral(value: number | bigint): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  return String(value).replace('e+', 'e');
}

/** Microseconds since 1970 as a time of that very microsecond. */
export function timeLiteral(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = microseconds - milliseconds * 1000;
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

/** Seconds as a duration, which the language writes without an exponent. */
export function durationLiteral(seconds: number): string {
  const written = String(seconds);
  if (!written.includes('e')) return `${written}s`;
  return `${seconds.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 100, maximumSignificantDigits: 17 })}s`;
}

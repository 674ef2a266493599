/** A number as the language writes it, at full precision. */
export function numberLiteral(value: number | bigint): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  return String(value).replace('e+', 'e');
}

/** Seconds as a duration, which the language writes without an exponent. */
export function durationLiteral(seconds: number): string {
  const written = String(seconds);
  if (!written.includes('e')) return `${written}s`;
  return `${seconds.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 100, maximumSignificantDigits: 17 })}s`;
}

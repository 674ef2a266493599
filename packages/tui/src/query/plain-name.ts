/** A name without the backquotes around it. */
export function plainName(written: string): string {
  return /^`.*`$/s.test(written) ? written.slice(1, -1).replaceAll('``', '`') : written;
}

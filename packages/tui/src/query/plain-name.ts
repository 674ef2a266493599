/** A name without the backquotes around it. */
export function plainName(written: string): string {
  const isQuoted = written.length > 1 && written.startsWith('`') && written.endsWith('`');
  return isQuoted ? written.slice(1, -1).replaceAll('``', '`') : written;
}

/** A name as look-up sees it: `.` and `/` are one. */
export function foldName(name: string): string {
  return name.replaceAll('/', '.');
}

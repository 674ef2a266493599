/** How many columns a text has room for: all of a terminal, of anything else so many. */
export function consoleWidth(otherwise: number): number {
  const { isTTY, columns } = process.stdout;
  return isTTY === true && columns >= leastWidth ? columns : otherwise;
}

/** Nothing is drawn that is narrower. */
export const leastWidth = 20;

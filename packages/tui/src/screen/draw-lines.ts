/** The rows of a screen that are other than before. */
export function otherRows(before: readonly (string | undefined)[], after: readonly string[]): readonly number[] {
  const rows = Array.from({ length: Math.max(before.length, after.length) }, (_, row) => row);
  return rows.filter((row) => before[row] !== (after[row] ?? ''));
}

/** These rows of a screen as what a terminal is sent; nothing where there are none. */
export function drawLines(rows: readonly number[], lines: readonly string[]): string {
  // Emptied first: behind a line that fills the terminal some would take its last cell for the rest of it.
  const drawn = rows.map((row) => `\u001b[${row + 1};1H\u001b[K${lines[row] ?? ''}\u001b[0m`).join('');
  // Drawn at once where the terminal knows synchronised output; elsewhere the marks mean nothing.
  return drawn === '' ? '' : `\u001b[?2026h${drawn}\u001b[?2026l`;
}

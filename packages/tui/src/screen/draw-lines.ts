/** What of a screen is other than before, as what a terminal is sent; nothing where nothing is other. */
export function drawLines(before: readonly string[], after: readonly string[]): string {
  let drawn = '';
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const line = after[row] ?? '';
    if (line === before[row]) continue;
    // Emptied first: behind a line that fills the terminal some would take its last cell for the rest of it.
    drawn += `\u001b[${row + 1};1H\u001b[K${line}\u001b[0m`;
  }
  // Drawn at once where the terminal knows synchronised output; elsewhere the marks mean nothing.
  return drawn === '' ? '' : `\u001b[?2026h${drawn}\u001b[?2026l`;
}

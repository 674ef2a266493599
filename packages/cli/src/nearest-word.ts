/** The word of a list that was most likely meant: the one with the fewest letters to change, a third of them at most. */
export function nearestWord(written: string, words: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const near = words
    .map((word) => ({ word, edits: word.startsWith(lower) || lower.startsWith(word) ? 0 : editsOf(lower, word) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.ceil(lower.length / 3)))
    .toSorted((a, b) => a.edits - b.edits);
  return near[0]?.word;
}

/** How many letters must be changed, put in or taken out. */
function editsOf(from: string, to: string): number {
  let before = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...from].entries()) {
    const next = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (before[column] ?? 0) + Number(letter !== other);
      next.push(Math.min(replaced, (before[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    before = next;
  }
  return before[to.length] ?? 0;
}

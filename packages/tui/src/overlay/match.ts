/** Where of a text a search was found, and how well: less is better. */
export interface Match {
  readonly score: number;
  /** Offsets of the characters that were found. */
  readonly at: readonly number[];
}

/**
 * Finds the words of a search in a text: each at its start, at the start of a word, inside, or else its letters at the starts
 * of words (`wdec` in `weight_decay`); undefined where one of them is not there. Upper and lower case are the same.
 */
export function matcher(search: string): (text: string) => Match | undefined {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (text) => {
    const lower = text.toLowerCase();
    let found: Match = nothing;
    for (const word of words) {
      const match = matchWord(lower, word);
      if (match === undefined) return undefined;
      found = found === nothing ? match : { score: found.score + match.score, at: [...found.at, ...match.at] };
    }
    // Where a letter has another length in lower case, nobody knows what stands where.
    return lower.length === text.length ? found : { ...found, at: [] };
  };
}

const nothing: Match = { score: 0, at: [] };

function matchWord(text: string, word: string): Match | undefined {
  const inside = text.indexOf(word);
  if (inside === 0) return { score: 0, at: range(0, word.length) };
  if (inside > 0) {
    const start = wordStart(text, word);
    return start === undefined
      ? { score: 2, at: range(inside, word.length) }
      : { score: 1, at: range(start, word.length) };
  }
  const letters = scatteredLetters(text, word);
  return letters === undefined ? undefined : { score: 3, at: letters };
}

/** The letters of a word in order, each right behind the one before or at the start of a word. */
function scatteredLetters(text: string, word: string): readonly number[] | undefined {
  const at: number[] = [];
  for (const letter of word) {
    const next = (at.at(-1) ?? -1) + 1;
    const found = at.length > 0 && text.startsWith(letter, next) ? next : wordStart(text, letter, next);
    if (found === undefined) return undefined;
    at.push(...range(found, letter.length));
  }
  return at;
}

function wordStart(text: string, word: string, from = 0): number | undefined {
  for (let at = text.indexOf(word, from); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return at;
  }
  return undefined;
}

function range(start: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => start + index);
}

/** Where of a text a search was found, and how well: less is better. */
export interface Match {
  readonly score: number;
  /** Offsets of the characters that were found. */
  readonly at: readonly number[];
}

/**
 * Finds the words of a search in a text: each at its start, at the start of a word, inside, or else its letters in order
 * (`wtd` in `weight_decay`); undefined where one of them is not there. Upper and lower case are the same.
 */
export function matchText(text: string, search: string): Match | undefined {
  const lower = text.toLowerCase();
  let score = 0;
  const at: number[] = [];
  for (const word of search.toLowerCase().split(/\s+/)) {
    if (word === '') continue;
    const found = matchWord(lower, word);
    if (found === undefined) return undefined;
    score += found.score;
    at.push(...found.at);
  }
  return { score, at };
}

function matchWord(text: string, word: string): Match | undefined {
  const inside = text.indexOf(word);
  if (inside === 0) return { score: 0, at: range(0, word.length) };
  if (inside > 0) {
    const start = wordStart(text, word);
    return start === undefined
      ? { score: 2, at: range(inside, word.length) }
      : { score: 1, at: range(start, word.length) };
  }
  const scattered = scatteredLetters(text, word);
  return scattered === undefined
    ? undefined
    : { score: 3 + ((scattered.at(-1) ?? 0) - (scattered[0] ?? 0)) / 1000, at: scattered };
}

/** The letters of a word in order, from the start of a word on, and not too far from each other to be meant. */
function scatteredLetters(text: string, word: string): readonly number[] | undefined {
  const [first = ''] = word;
  for (let start = wordStart(text, first); start !== undefined; start = wordStart(text, first, start + 1)) {
    const at = [start];
    for (const letter of word.slice(first.length)) {
      const next = text.indexOf(letter, (at.at(-1) ?? 0) + 1);
      if (next === -1) return undefined;
      at.push(next);
    }
    if ((at.at(-1) ?? 0) - start < word.length * 4) return at;
  }
  return undefined;
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

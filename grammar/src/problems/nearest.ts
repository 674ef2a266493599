import { distance } from 'fastest-levenshtein';

/** The words nearest to `word`, best first, at most `most` and all as near: few edits apart, or one begins with the other. */
export function nearestWords(word: string, candidates: readonly string[], most = 3): readonly string[] {
  const folded = word.toLowerCase();
  if (folded.length > 40) return [];
  return candidates
    .map((candidate) => ({
      candidate,
      far: howFar(folded, candidate.toLowerCase()),
      uneven: Math.abs(candidate.length - word.length),
    }))
    .filter(({ far }) => far <= tolerated(folded))
    .sort((a, b) => a.far - b.far || a.uneven - b.uneven || (a.candidate < b.candidate ? -1 : 1))
    .filter(({ far }, _, [best]) => far === best?.far)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

function tolerated(word: string): number {
  if (word.length < 4) return word.length < 2 ? 0 : 1;
  return Math.max(2, Math.floor(word.length / 3));
}

/** Letters that only changed places count as one edit, and so does an ending. */
function howFar(word: string, candidate: string): number {
  const isBeginning = candidate.length >= 3 && word.startsWith(candidate);
  const isShuffled = word.length > 2 && word !== candidate && sorted(word) === sorted(candidate);
  return isBeginning || isShuffled ? Math.min(1, distance(word, candidate)) : distance(word, candidate);
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

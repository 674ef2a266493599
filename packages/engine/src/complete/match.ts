/**
 * How well a candidate goes on with what is written: 0 as written, 1 with other case or separators, 2 from one of its
 * parts on; undefined if it does not. Costs no memory: there may be 100,000 candidates.
 */
export function matchOf(written: string, candidate: string): number | undefined {
  if (candidate.startsWith(written)) return 0;
  if (goesOn(written, candidate, 0)) return 1;
  for (let at = 1; at + written.length <= candidate.length; at++) {
    if (isSeparator(candidate.charCodeAt(at - 1)) && goesOn(written, candidate, at)) return 2;
  }
  return undefined;
}

function goesOn(written: string, candidate: string, at: number): boolean {
  if (at + written.length > candidate.length) return false;
  for (let i = 0; i < written.length; i++) {
    if (folded(written.charCodeAt(i)) !== folded(candidate.charCodeAt(at + i))) return false;
  }
  return true;
}

/** Latin letters in lower case, `/` as `.`. */
function folded(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  return code === 47 ? 46 : code;
}

/** `. / - _ @ blank`. */
function isSeparator(code: number): boolean {
  return code === 46 || code === 47 || code === 45 || code === 95 || code === 64 || code === 32;
}

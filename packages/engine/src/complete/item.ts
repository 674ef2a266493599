/** One thing that can stand at the cursor, as it would be written. */
export interface CompletionItem {
  /** What takes the place of what is written. */
  readonly text: string;
  readonly kind:
    | 'keyword'
    | 'field'
    | 'function'
    | 'metric'
    | 'param'
    | 'tag'
    | 'namespace'
    | 'column'
    | 'value'
    | 'run';
  /** How many runs have it, where that was counted. */
  readonly runs?: number;
}

/** An item, and what decides about its place in the list. */
export interface Candidate extends CompletionItem {
  /** Less is better: of `matchOf`. */
  readonly match: number;
}

/** The better match first, then what more runs have, then by text. */
export function byUse(a: Candidate, b: Candidate): number {
  return a.match - b.match || (b.runs ?? -1) - (a.runs ?? -1) || compareText(a.text, b.text);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

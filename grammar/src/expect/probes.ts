/** A way to find out which words can stand somewhere: where the parser takes the first token in one of the rules. */
export interface Probe {
  /** The tokens, as text: a word, and what must follow for it to be no name. */
  readonly text: string;
  /** The rules in which it is taken as what is meant. */
  readonly rules: readonly string[];
  /** The word before, where that decides. */
  readonly after?: string;
  /** `condition`: only where a condition can stand. `series`: only behind what can be a series. */
  readonly only?: 'condition' | 'series';
  /** What can stand there then. `clauses` are those of the source, `sources` what a query can start with. */
  readonly words: readonly string[] | 'clauses' | 'sources';
}

/**
 * One probe for all words that can stand in the same places. Words that are no part of a clause come first, as they are
 * the nearer ones.
 */
export const probes: readonly Probe[] = [
  { text: 'runs', rules: ['Set'], words: ['runs', 'run'] },
  { text: 'curves', rules: ['Curves'], words: 'sources' },
  { text: 'and', rules: ['Expr'], words: ['and', 'or'] },
  { text: 'and', rules: ['BetweenTail', 'Compare'], words: ['and'] },
  { text: 'between', rules: ['BetweenTail', 'Compare'], words: ['between'] },
  { text: 'in', rules: ['InTail'], words: ['in'] },
  { text: 'is', rules: ['IsTail'], words: ['is'] },
  { text: "like 'x'", rules: ['Match'], words: ['like', 'ilike', 'matches', 'contains'] },
  { text: 'starts', rules: ['Match'], words: ['starts with', 'ends with'] },
  { text: 'with', rules: ['Match'], words: ['with'] },
  { text: 'not', rules: ['Expr'], only: 'condition', words: ['not'] },
  { text: 'not', rules: ['IsTail', 'BetweenTail', 'InTail', 'MatchTail'], words: ['not'] },
  { text: 'at', rules: ['Sum'], only: 'series', words: ['at'] },
  { text: 'over', rules: ['Span'], only: 'series', words: ['over', 'smooth'] },
  { text: 'asc', rules: ['Key'], words: ['desc', 'asc'] },
  { text: 'as', rules: ['Alias'], words: ['as'] },
  { text: 'band', rules: ['ValueColumn'], words: ['band'] },
  { text: 'per', rules: ['Per'], words: ['per'] },
  { text: 'of', rules: ['OfSet', 'Diff', 'Kin'], words: ['of'] },
  { text: 'by', rules: ['Sort', 'Group', 'Top', 'SideBySide', 'BestRun', 'Kinds'], words: ['by'] },
  { text: 'within', rules: ['Kin'], words: ['within'] },
  { text: 'on', rules: ['Vs'], words: ['on'] },
  { text: 'to', rules: ['Relative'], words: ['to run'] },
  { text: 'run', rules: ['Relative', 'BestRun'], words: ['run'] },
  { text: 'history', rules: ['History'], words: ['history'] },
  { text: 'side', rules: ['SideBySide'], after: 'by', words: ['side'] },
  { text: 'all', rules: ['Group'], words: ['all'] },
  { text: 'none', rules: ['Sample'], words: ['none'] },
  { text: 'ago', rules: ['TimeSpan'], words: ['ago'] },
  { text: 'step', rules: ['Point'], words: ['step', 'time'] },
  { text: 'best (', rules: ['Point'], words: ['best(', 'min(', 'max('] },
  { text: 'steps', rules: ['StepsOrTime'], after: 'over', words: ['steps', 'time'] },
  { text: 'first', rules: ['Span'], words: ['last', 'first'] },
  { text: 'when', rules: ['When'], words: ['when'] },
  { text: 'tagged "x"', rules: ['Tagged'], only: 'condition', words: ['tagged'] },
  { text: 'used "x"', rules: ['Link'], only: 'condition', words: ['used', 'made'] },
  { text: 'like "x"', rules: ['Link'], words: ['like'] },
  {
    text: 'child of',
    rules: ['Kin'],
    only: 'condition',
    words: ['descendant of', 'ancestor of', 'child of', 'parent of', 'sibling of'],
  },
  { text: 'best run', rules: ['BestRun'], words: ['best run by'] },
  { text: 'rank (', rules: ['Rank'], words: ['rank('] },
  { text: 'step when', rules: ['When'], words: ['step when', 'time when'] },
  { text: 'nan', rules: ['Atom'], words: ['now', 'today', 'yesterday', 'true', 'false', 'nan', 'inf'] },
  { text: 'select', rules: ['Select'], words: 'clauses' },
];

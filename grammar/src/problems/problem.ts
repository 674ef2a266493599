import { type DiagnosticKind, reporter } from '../diagnostic.ts';

const MESSAGE_LENGTH = 300;

function quoted(text: string): string {
  return `\`${text}\``;
}

function nearest(words: readonly string[], otherwise: string): string {
  return words.length === 0 ? otherwise : `nearest: ${words.map(quoted).join(', ')}`;
}

function error<P>(message: (p: P) => string, hint: (p: P) => string): DiagnosticKind<P> {
  return { severity: 'error', message: (p) => bounded(message(p)), hint: (p) => bounded(hint(p)) };
}

/** Messages quote the query, which may be long. */
function bounded(text: string): string {
  return text.length <= MESSAGE_LENGTH ? text : `${text.slice(0, MESSAGE_LENGTH - 1)}…`;
}

/** Everything that the grammar has to say about a text. */
const catalogue = {
  syntax: error(
    (p: { expected: string; found: string; hint: string }) => `expected ${p.expected}, found ${p.found}`,
    (p) => p.hint,
  ),
  'unknown-source': error(
    (p: { word: string; nearest: readonly string[]; hint: string }) =>
      `${quoted(p.word)} is nothing that a query can start with`,
    (p) => nearest(p.nearest, p.hint),
  ),
  'unknown-clause': error(
    (p: { word: string; nearest: readonly string[]; hint: string }) => `there is no clause ${quoted(p.word)}`,
    (p) => nearest(p.nearest, p.hint),
  ),
  'unknown-function': error(
    (p: { name: string; hint: string }) => `there is no function ${quoted(p.name)}`,
    (p) => p.hint,
  ),
  'misplaced-clause': error(
    (p: { clause: string; source: string; hint: string }) => `${quoted(p.clause)} is no clause of ${quoted(p.source)}`,
    (p) => p.hint,
  ),
  'not-runs': error(
    (p: { found: string }) => `a set of runs was expected, found ${quoted(p.found)}`,
    () => "a set is `runs`, `run` with names, or a query whose rows are runs: `(runs where state = 'finished')`",
  ),
  'bad-name': error(
    (p: { name: string; hint: string }) => `a name cannot start with a digit: ${quoted(p.name)}`,
    (p) => p.hint,
  ),
  'bad-date': error(
    (p: { text: string; reason: string }) => `${quoted(p.text)} is no date: ${p.reason}`,
    () => 'as in `2026-11-01`, `2026-11-01T14:30`, `2026-11-01T14:30:05Z`, `2026-11-01T14:30+02:00`',
  ),
  'bad-range': error(
    (p: { range: string; reason: string; hint: string }) => `the range ${quoted(p.range)} ${p.reason}`,
    (p) => p.hint,
  ),
  'bad-character': error(
    (p: { character: string; hint: string }) => `the character ${quoted(p.character)} means nothing here`,
    (p) => p.hint,
  ),
  'unclosed-quote': error(
    (p: { quote: string }) =>
      p.quote === '`' ? 'a name in backquotes is not closed' : 'a text in quotes is not closed',
    (p) => `it closes with ${p.quote} (doubled inside)`,
  ),
  'unclosed-paren': error(
    (p: { open: string; close: string }) => `${quoted(p.open)} is not closed`,
    (p) => `it closes with ${quoted(p.close)}`,
  ),
  chained: error(
    () => 'comparisons do not chain',
    (p: { hint: string }) => p.hint,
  ),
  foreign: error(
    (p: { written: string; hint: string }) => `${quoted(p.written)} is another language's spelling`,
    (p) => p.hint,
  ),
  'too-long': error(
    (p: { bytes: number; most: number }) => `a query has at most ${p.most} bytes, found ${p.bytes}`,
    () => 'a set of runs is shorter as a tag, a group or a saved view',
  ),
  'too-deep': error(
    (p: { most: number }) => `a query nests at most ${p.most} deep`,
    () => 'an `in (…)` list and a chain of `and` or `or` nest nothing',
  ),
  'too-many': error(
    (p: { most: number; found: number }) => `a list has at most ${p.most} values, found ${p.found}`,
    () => 'a set of runs is shorter as a tag, a group or a saved view',
  ),
} as const;

/** Makes the grammar's diagnostics. */
export const problem = reporter(catalogue);

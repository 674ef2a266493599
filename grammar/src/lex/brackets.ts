import type { IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import { limits } from '../limits.ts';
import { problem } from '../problems/problem.ts';
import { tooDeepProblem } from '../problems/too-deep.ts';
import { spanOf } from '../source.ts';

const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const openers: ReadonlyMap<string, string> = new Map([...closers].map(([open, close]) => [close, open]));

/**
 * Notes in each token's payload how deep in brackets it stands (a bracket itself: how deep outside of it), and reports
 * what is never closed and what nests too deep. A bracket without its partner counts as none, unless there are very many.
 */
export function matchBrackets(tokens: readonly IToken[]): readonly Diagnostic[] {
  const paired = findPairs(tokens);
  const problems: Diagnostic[] = [];
  let depth = 0;
  for (const token of tokens) {
    const isPaired = isBracket(token) && paired.has(token);
    if (isPaired && openers.has(token.image)) depth -= 1;
    if (depth > 0) token.payload = depth;
    if (!isBracket(token)) continue;
    const close = closers.get(token.image);
    if (close === undefined) continue;
    if (isPaired) depth += 1;
    else problems.push(problem('unclosed-paren', spanOf(token), { open: token.image, close }));
    // What is never closed nests for the parser all the same.
    if (depth + problems.length > limits.nesting) return [...problems, tooDeepProblem(spanOf(token))];
  }
  return problems;
}

/** How deep in brackets a token of `lex` stands. */
export function depthOf(token: IToken): number {
  return typeof token.payload === 'number' ? token.payload : 0;
}

function findPairs(tokens: readonly IToken[]): ReadonlySet<IToken> {
  const paired = new Set<IToken>();
  const open: IToken[] = [];
  const counts = new Map<string, number>();
  for (const token of tokens) {
    if (!isBracket(token)) continue;
    const opener = openers.get(token.image);
    if (closers.has(token.image)) {
      open.push(token);
      counts.set(token.image, (counts.get(token.image) ?? 0) + 1);
    } else if (opener !== undefined && (counts.get(opener) ?? 0) > 0) {
      paired.add(token);
      paired.add(popTo(opener, open, counts));
    }
  }
  return paired;
}

/** Tells the many others without looking their text up. */
function isBracket({ image }: IToken): boolean {
  if (image.length !== 1) return false;
  const code = image.charCodeAt(0);
  // ( ) [ ] { }
  return code === 0x28 || code === 0x29 || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

/** Takes brackets off the stack down to the nearest of this kind, which is there, and returns that one. */
function popTo(opener: string, open: IToken[], counts: Map<string, number>): IToken {
  for (;;) {
    const last = open.pop();
    if (last === undefined) throw new Error('a bracket was counted that is not there');
    counts.set(last.image, (counts.get(last.image) ?? 0) - 1);
    if (last.image === opener) return last;
  }
}

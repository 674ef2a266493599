import { type IToken, tokenMatcher } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { spanOf } from '../source.ts';
import { isWord, shortened } from './describe.ts';
import { problem } from './problem.ts';

/**
 * Of the first `--limit 5` or `-o x.csv` in a text that does not parse: what the command line takes stands outside the
 * quotes. Undefined where nothing looks like it.
 */
export function commandFlag(text: string, tokens: readonly IToken[]): Diagnostic | undefined {
  for (const [at, token] of tokens.entries()) {
    const word = tokens[at + (isMinus(tokens[at + 1]) ? 2 : 1)];
    if (!isMinus(token) || !isFlag(text, token, word)) continue;
    const span = { start: token.startOffset, end: spanOf(word).end };
    const flag = text.slice(span.start, span.end);
    const value = givenValue(text.slice(span.end));
    const clause = tokenMatcher(word, k.Limit) && value !== '' ? `; as a clause: \`limit${value}\`` : '';
    const hint = `flags stand outside the quotes: \`xt query "…" ${flag}${value}\`${clause}`;
    return problem('syntax', span, { expected: 'a clause', found: `\`${flag}\``, hint });
  }
  return undefined;
}

/** What belongs to a flag beyond doubt: a number, or the last word before the end or another flag. */
function givenValue(rest: string): string {
  const [, number, word] = /^\s+(?:(\d+)(?=\s|$)|([^\s-]\S*)(?=\s+-|\s*$))/.exec(rest) ?? [];
  const value = number ?? word;
  return value === undefined ? '' : ` ${shortened(value)}`;
}

function isMinus(token: IToken | undefined): token is IToken {
  return token !== undefined && tokenMatcher(token, t.Minus);
}

/** A minus or two with a blank before and none behind; of one letter those that `xt query` knows. */
function isFlag(text: string, minus: IToken, word: IToken | undefined): word is IToken {
  if (word === undefined || !isWord(word) || !/^$|\s/.test(text.charAt(minus.startOffset - 1))) return false;
  const dashes = word.startOffset - minus.startOffset;
  if (!/^-+$/.test(text.slice(minus.startOffset, word.startOffset))) return false;
  return dashes === 2 ? /^[a-z][a-z-]+$/.test(word.image) : dashes === 1 && /^[fo]$/.test(word.image);
}

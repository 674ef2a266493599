import { type IToken, Lexer } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import { limits } from '../limits.ts';
import { once } from '../once.ts';
import { problem } from '../problems/problem.ts';
import { spanOf } from '../source.ts';
import { matchBrackets } from './brackets.ts';
import { keywords } from './keywords.ts';
import * as t from './tokens.ts';
import { dateProblem } from './values.ts';

/** The tokens of a text as the parser reads them, what it does not read, and what is wrong with single tokens. */
export interface Lexed {
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
  readonly strays: readonly IToken[];
  readonly problems: readonly Diagnostic[];
}

const lexer = once(
  () =>
    new Lexer([...t.patternTokens], {
      positionTracking: 'onlyOffset',
      skipValidations: true,
      ensureOptimizations: true,
    }),
);

/** Cuts a text into tokens; whatever the text, it is linear and reports instead of throwing. */
export function lex(text: string): Lexed {
  const found = lexer().tokenize(text);
  const strays = found.tokens.filter(isStray);
  const tokens = strays.length === 0 ? found.tokens : found.tokens.filter((token) => !isStray(token));
  const wrong = tokenProblems(found.tokens);
  while (tokens.at(-1)?.tokenType === t.Semicolon) tokens.pop();
  for (const token of tokens) asKeyword(token);
  const ofBrackets = matchBrackets(tokens);
  const isTooDeep = ofBrackets.at(-1)?.code === 'too-deep';
  const problems = [...ofBrackets, ...wrong];
  return {
    tokens,
    comments: found.groups['comments'] ?? [],
    strays,
    problems: isTooDeep ? ofBrackets.slice(-1) : problems.slice(0, limits.problems),
  };
}

function isStray({ tokenType }: IToken): boolean {
  return tokenType === t.Stray;
}

function asKeyword(token: IToken): void {
  if (token.tokenType !== t.Name || token.image.length > longestKeyword) return;
  const type = keywords.get(token.image.toLowerCase());
  if (type === undefined) return;
  token.tokenType = type;
  if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx;
}

const longestKeyword = Math.max(...[...keywords.keys()].map((word) => word.length));

function tokenProblems(tokens: readonly IToken[]): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const token of tokens) {
    const wrong = tokenProblem(token);
    if (wrong !== undefined && problems.push(wrong) === limits.problems) break;
  }
  return problems;
}

function tokenProblem(token: IToken): Diagnostic | undefined {
  const { image } = token;
  switch (token.tokenType) {
    case t.DateToken: {
      const reason = dateProblem(image);
      return reason === undefined ? undefined : problem('bad-date', spanOf(token), { text: image, reason });
    }
    case t.DigitName:
      return problem('bad-name', spanOf(token), { name: image, hint: digitNameHint(image) });
    case t.UnclosedText:
    case t.UnclosedQuoted: {
      const start = token.startOffset;
      const end = start + image.trimEnd().length;
      return problem('unclosed-quote', { start, end }, { quote: image.charAt(0) });
    }
    case t.Stray:
      return problem('bad-character', spanOf(token), { character: image, hint: strayHint(image) });
    default:
      return undefined;
  }
}

const powers: Readonly<Record<string, string>> = { k: 'e3', K: 'e3', M: 'e6', G: 'e9', B: 'e9', T: 'e12' };

function digitNameHint(image: string): string {
  const [, digits, unit] = /^([\d.]+)([kKMGBT])$/.exec(image) ?? [];
  if (digits !== undefined && unit !== undefined) return `a number: \`${digits}${powers[unit]}\``;
  return `in backquotes: \`${image}\``;
}

function strayHint(character: string): string {
  if ('‘’‚‛′'.includes(character)) return "a text stands in straight quotes: `'text'`";
  if ('“”„″«»'.includes(character)) return "a text stands in straight quotes: `'text'`";
  if ('−–—'.includes(character)) return 'minus is `-`';
  if (character === '×') return '`*`';
  if (character === '÷') return '`/`';
  if (character === '&') return '`and`';
  if (character === '~') return '`not`, or `matches` for a regular expression';
  if (character === '@') return '`xt query` takes a saved view at the start of the text alone: `@name limit 5`';
  if (character === '$') return 'xt has no variables';
  if (character === '?') return 'xt has no placeholders and no conditional operator';
  if (character === '\\') return "no backslash escapes: a quote is doubled inside its kind, `'it''s'`";
  return 'a name with such characters stands in backquotes';
}

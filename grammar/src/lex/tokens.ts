import { createToken, Lexer, type TokenType } from 'chevrotain';
import { once } from '../once.ts';
import { endOfDigits, endOfName, mayBeDate, mayBePercent } from './ascii.ts';
import { patterns } from './patterns.ts';

/**
 * Reads a pattern with the `u` flag at an offset: Chevrotain would drop the flag. Where `quick` knows what is there, the
 * pattern need not be asked.
 */
function sticky(source: string, startsAt: (code: number) => boolean, quick?: Quick): Sticky {
  // V8 takes a millisecond to read it, and most texts never need it.
  const pattern = once(() => new RegExp(source, 'uy'));
  const read = (text: string, offset: number): Image | null => {
    if (!startsAt(text.charCodeAt(offset))) return null;
    const known = quick?.(text, offset);
    if (known !== undefined) return known === null ? null : [text.slice(offset, known)];
    pattern().lastIndex = offset;
    const [image] = pattern().exec(text) ?? [];
    return image === undefined ? null : [image];
  };
  return { read, startsAt };
}

/** The token as it is written. */
type Image = [string];

/** Where the token ends; null if there is none, undefined if that is not known yet. */
type Quick = (text: string, offset: number) => number | null | undefined;

interface Sticky {
  readonly read: (text: string, offset: number) => Image | null;
  readonly startsAt: (code: number) => boolean;
}

const isDigitOrDot = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === 0x2e;
const isLetterLike = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code >= 0x80;
const isDigitLike = (code: number): boolean => isDigitOrDot(code) || code >= 0x80;

/** Chevrotain's lexer has one entry for each code below 256, and one for each 255 codes from there on. */
const firstCodes = Array.from({ length: 256 + 257 }, (_, i) => (i < 256 ? i : Math.max(256, (i - 255) * 255)));

function custom(name: string, label: string, pattern: Sticky, categories: TokenType[] = []) {
  const hint = firstCodes.filter(pattern.startsAt);
  return createToken({ name, label, pattern: pattern.read, start_chars_hint: hint, line_breaks: false, categories });
}

/** Blanks and newlines, which separate and mean nothing. */
export const Blank = createToken({ name: 'Blank', pattern: /\s+/, group: Lexer.SKIPPED });
/** From `#` to the end of the line. */
export const Comment = createToken({ name: 'Comment', pattern: /#[^\n\r]*/, group: 'comments' });

/** Any name or word; every keyword but `not` is one too, so that nothing is reserved. */
export const Name = custom('Name', 'a name', sticky(patterns.path, isLetterLike, endOfName));
/** `val.*`. */
export const PrefixColumns = custom(
  'PrefixColumns',
  'a prefix',
  sticky(patterns.prefixColumns, isLetterLike, (text, offset) => {
    const end = endOfName(text, offset);
    return end === undefined ? undefined : text.startsWith('.*', end) ? end + 2 : null;
  }),
);
/** A name in backquotes, each backquote inside doubled. */
export const Quoted = createToken({
  name: 'Quoted',
  label: 'a name in backquotes',
  pattern: /`[^`]*(?:``[^`]*)*`/,
  line_breaks: true,
});
/** A name that starts with a digit: reported, then taken as the name. */
export const DigitName = custom('DigitName', 'a name', sticky(patterns.digitName, isDigitLike), [Name]);

/** A text in single or double quotes, those inside doubled. */
export const Text = createToken({
  name: 'TextToken',
  label: 'a text in quotes',
  pattern: /'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*"/,
  line_breaks: true,
});
/** Runs to the end of the query, so that lexing stays linear. */
export const UnclosedText = createToken({
  name: 'UnclosedText',
  pattern: /['"][\s\S]*/,
  line_breaks: true,
  categories: [Text],
});
/** As `UnclosedText`. */
export const UnclosedQuoted = createToken({
  name: 'UnclosedQuoted',
  pattern: /`[\s\S]*/,
  line_breaks: true,
  categories: [Quoted],
});

/** `1e-3`, `.5`, `10_000`. */
export const NumberToken = custom('Number', 'a number', sticky(patterns.number, isDigitOrDot));
/** `3`, `10_000`. */
export const Integer = custom('Integer', 'a whole number', sticky(patterns.integer, isDigitOrDot, endOfDigits), [
  NumberToken,
]);
/** `1d12h`, `500ms`. */
export const Duration = custom('Duration', 'a duration', sticky(patterns.duration, isDigitOrDot));
/** A number that touches its `%` where no operand touches the `%`. */
export const Percent = custom(
  'Percent',
  'a percentage',
  sticky(patterns.percent, isDigitOrDot, (text, offset) => (mayBePercent(text, offset) ? undefined : null)),
);
/** Anything that looks like a date; whether it is one is checked afterwards. */
export const DateToken = custom(
  'Date',
  'a date',
  sticky(patterns.date, isDigitOrDot, (text, offset) => (mayBeDate(text, offset) ? undefined : null)),
);

function symbol(name: string, pattern: string | RegExp, categories: TokenType[] = []): TokenType {
  const label = typeof pattern === 'string' ? { label: `\`${pattern}\`` } : {};
  return createToken({ name, pattern, categories, ...label });
}

/** `+ - * / % ^`, and `**` and `//`, which are understood only to say what xt writes. */
export const Arithmetic = createToken({ name: 'Arithmetic', pattern: Lexer.NA });
export const StarStar = symbol('StarStar', '**', [Arithmetic]);
export const SlashSlash = symbol('SlashSlash', '//', [Arithmetic]);
export const Plus = symbol('Plus', '+', [Arithmetic]);
export const Minus = symbol('Minus', '-', [Arithmetic]);
export const Star = symbol('Star', '*', [Arithmetic]);
export const Slash = symbol('Slash', '/', [Arithmetic]);
export const Mod = symbol('Mod', '%', [Arithmetic]);
export const Caret = symbol('Caret', '^', [Arithmetic]);
export const MatchSymbol = symbol('MatchSymbol', /[=!]~/);
export const Compare = symbol('CompareSymbol', /==|!=|<>|<=|>=|[=<>≠≤≥]/);
/** `and`, `or`, `&&`, `||`. */
export const Joint = createToken({ name: 'Joint', pattern: Lexer.NA });
export const AndSymbol = symbol('AndSymbol', '&&', [Joint]);
export const OrSymbol = symbol('OrSymbol', '||', [Joint]);
export const Bang = symbol('Bang', '!');
export const Pipe = symbol('Pipe', '|');
export const Semicolon = symbol('Semicolon', ';');
export const Comma = symbol('Comma', ',');
export const Colon = symbol('Colon', ':');
export const Dots = symbol('Dots', '..');
export const Dot = symbol('Dot', '.');
export const LParen = symbol('LParen', '(');
export const RParen = symbol('RParen', ')');
export const LSquare = symbol('LSquare', '[');
export const RSquare = symbol('RSquare', ']');
export const LBrace = symbol('LBrace', '{');
export const RBrace = symbol('RBrace', '}');
/** A character that means nothing in xt: reported, then left out. */
export const Stray = custom(
  'Stray',
  'a character',
  sticky('[\\s\\S]', () => true),
);

/** Every token that is found by its own pattern, in the order in which they are tried. */
export const patternTokens: readonly TokenType[] = [
  Blank,
  Comment,
  PrefixColumns,
  Name,
  Text,
  Quoted,
  DateToken,
  Percent,
  Integer,
  NumberToken,
  Duration,
  DigitName,
  MatchSymbol,
  Compare,
  StarStar,
  SlashSlash,
  AndSymbol,
  OrSymbol,
  Dots,
  Plus,
  Minus,
  Star,
  Slash,
  Mod,
  Caret,
  Bang,
  Pipe,
  Semicolon,
  Comma,
  Colon,
  Dot,
  LParen,
  RParen,
  LSquare,
  RSquare,
  LBrace,
  RBrace,
  UnclosedText,
  UnclosedQuoted,
  Stray,
];

import {
  EmbeddedActionsParser,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  isRecognitionException,
  type TokenType,
  tokenLabel,
  tokenMatcher,
} from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import type { Endings } from '../endings.ts';
import { wordTokens } from '../lex/keywords.ts';
import { Arithmetic, Joint, patternTokens } from '../lex/tokens.ts';
import { numberValue } from '../lex/values.ts';
import { limits } from '../limits.ts';
import { uncountable } from '../problems/syntax-problem.ts';
import { type Span, spanOf } from '../source.ts';

/** The message of a parser error is only what was expected; `syntax-problem.ts` says the rest. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
  buildNotAllInputParsedMessage: () => 'the end of the query',
};

/** What the rules of every part of the grammar use: spans, look-ahead, problems. */
export abstract class RuleParser extends EmbeddedActionsParser {
  protected problems: Diagnostic[] = [];
  protected endings: Endings = {};
  /** Whether `0 < x < 1` of other languages is read, so that it can be told what xt writes. */
  protected readsChains = true;

  constructor(skipValidations: boolean) {
    super([Arithmetic, Joint, ...patternTokens, ...wordTokens], {
      recoveryEnabled: false,
      maxLookahead: 1,
      skipValidations,
      errorMessageProvider: expectations,
    });
  }

  /** Says what is wrong; in a text of which enough was said it is not even worded. */
  protected report(problem: Diagnostic | undefined | (() => Diagnostic | undefined)): void {
    if (this.problems.length >= limits.problems) return;
    const worded = typeof problem === 'function' ? problem() : problem;
    if (worded !== undefined) this.problems.push(worded);
  }

  /** From where `start` starts to the last token that was read. */
  protected since(start: IToken | Span): Span {
    if (this.RECORDING_PHASE) return { start: 0, end: 0 };
    return { start: 'image' in start ? start.startOffset : start.start, end: spanOf(this.LA(0)).end };
  }

  /** True if the tokens ahead, from the next on, are of these types; a list means any of them. */
  protected ahead(next: Ahead, second?: Ahead): boolean {
    return isOf(this.LA(1), next) && (second === undefined || isOf(this.LA(2), second));
  }

  /** The next token, passed over. */
  protected skipped(): IToken {
    const token = this.LA(1);
    this.SKIP_TOKEN();
    return token;
  }

  /** The token of a whole number, reported if it is too large to be exact. */
  protected countable(token: IToken): IToken {
    if (!this.RECORDING_PHASE && !Number.isSafeInteger(numberValue(token.image))) this.report(uncountable(token));
    return token;
  }

  /** Forgets, inside brackets, what ends an operand outside of them; gives back what `leave` needs. */
  protected enter(): Endings {
    const outer = this.endings;
    this.endings = {};
    return outer;
  }

  protected leave(outer: Endings): void {
    this.endings = outer;
  }
}

/** A type of token, or any of several. */
type Ahead = TokenType | readonly TokenType[];

// Asked at every token, several times: nothing is allocated.
function isOf(token: IToken, type: Ahead): boolean {
  if (!isList(type)) return tokenMatcher(token, type);
  for (const one of type) if (tokenMatcher(token, one)) return true;
  return false;
}

function isList(type: Ahead): type is readonly TokenType[] {
  return Array.isArray(type);
}

/** True for what Chevrotain throws at a text that does not fit the grammar. */
export function isSyntaxError(error: unknown): error is IRecognitionException {
  return error instanceof Error && isRecognitionException(error);
}

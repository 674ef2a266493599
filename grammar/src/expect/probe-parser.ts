import type { ConsumeMethodOpts, IToken, TokenType } from 'chevrotain';
import { matchBrackets } from '../lex/brackets.ts';
import { Name } from '../lex/tokens.ts';
import { QueryParser } from '../parser/query-parser.ts';
import type { Query, Source } from '../syntax.ts';

/** How the parser took a token: in which rule, and of which source the query is that it stands in. */
export interface Taken {
  readonly rule: string;
  readonly source: Source['kind'] | undefined;
}

/** The parser, asked what it makes of one token behind others. */
export class ProbeParser extends QueryParser {
  protected override readsChains = false;
  private probe: IToken | undefined;
  /** Chevrotain's own; not in its declarations. */
  declare readonly getCurrRuleFullName: () => string;

  /** As much of the tree of these tokens as there is. */
  tree(tokens: readonly IToken[]): Query | undefined {
    matchBrackets(tokens);
    return this.parse('', tokens).query;
  }

  /** How the token `probe` of these is taken, undefined where it does not fit or is taken for a name. */
  take(tokens: readonly IToken[], probe: IToken): Taken | undefined {
    matchBrackets(tokens);
    this.probe = probe;
    try {
      this.parse('', tokens);
      return undefined;
    } catch (error) {
      if (error instanceof Stop) return error.taken;
      throw error;
    } finally {
      this.probe = undefined;
    }
  }

  protected override CONSUME(type: TokenType, options?: ConsumeMethodOpts): IToken {
    return this.noted(type, super.CONSUME(type, options));
  }

  protected override CONSUME2(type: TokenType, options?: ConsumeMethodOpts): IToken {
    return this.noted(type, super.CONSUME2(type, options));
  }

  protected override refused(token: IToken): void {
    if (token === this.probe) throw new Stop(undefined);
  }

  private noted(type: TokenType, token: IToken): IToken {
    if (this.probe === undefined || token !== this.probe) return token;
    if (type === Name) throw new Stop(undefined);
    throw new Stop({ rule: this.getCurrRuleFullName(), source: this.sourceKind });
  }
}

/** Ends the parsing where the question is answered. */
class Stop extends Error {
  readonly taken: Taken | undefined;
  constructor(taken: Taken | undefined) {
    super('answered');
    this.taken = taken;
  }
}

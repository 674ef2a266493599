import { EOF, type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { chainedProblem } from '../problems/chained.ts';
import * as foreign from '../problems/foreign.ts';
import { tooMany } from '../problems/too-many.ts';
import { cover, spanOf } from '../source.ts';
import type { Expression, Query, SortKey, TextNode, Word } from '../syntax.ts';
import * as build from './build.ts';
import * as leaf from './leaves.ts';
import { OperandParser } from './operand-parser.ts';

/** What follows a Sum in a Test: makes the test of the operand before it. */
type Tail = (item: Expression) => Expression;

const constants: ReadonlySet<TokenType> = new Set([t.Text, t.Integer, t.NumberToken]);
const lone: ReadonlySet<TokenType> = new Set([...constants, t.Name]);
const prefixes: readonly TokenType[] = [k.Not, t.Bang];
const itemEnds: ReadonlySet<TokenType> = new Set([t.Comma, t.RParen, t.RSquare]);
const names = k.wordTokens.filter(({ CATEGORIES }) => CATEGORIES?.includes(t.Name));
const plain: ReadonlySet<TokenType> = new Set([...lone, ...names]);
const signs: ReadonlySet<TokenType> = new Set([t.Compare, t.Colon]);
const testEnds: ReadonlySet<TokenType> = new Set([...itemEnds, t.AndSymbol, t.OrSymbol, k.And, k.Or, EOF]);

const formWords: readonly TokenType[] = [k.Tagged, k.Used, k.Made, k.Kin, k.ForeignPrefix];

/** True for a word with which a form of condition can begin. */
function isFormWord({ tokenType }: IToken): boolean {
  return formWords.includes(tokenType);
}

/** From Expr to Test: conditions. */
export abstract class ConditionParser extends OperandParser {
  declare readonly query: ParserMethod<[], Query>;

  /** Expr = Conj {or Conj}, Conj = Neg {and Neg}: flat here, `build.joined` groups. */
  override readonly expr = this.RULE('Expr', (): Expression => {
    const parts: build.Joined[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Joint,
      DEF: () => {
        const joint = build.joint(this.LA(0));
        parts.push({ joint, item: this.neg() });
      },
      ERR_MSG: 'a value',
    });
    return this.ACTION(() => build.joined(parts));
  });

  /** Neg = not Neg | Test. A method, not a rule, as others below: less stack for each parenthesis. */
  private neg(): Expression {
    if (!this.RECORDING_PHASE && !this.ahead(prefixes)) return this.test();
    const nots: IToken[] = [];
    this.MANY(() =>
      this.OR([{ ALT: () => nots.push(this.CONSUME(k.Not)) }, { ALT: () => nots.push(this.CONSUME(t.Bang)) }]),
    );
    this.refuseMany(nots);
    const item = this.test();
    return this.ACTION(() => {
      for (const not of nots) if (not.tokenType === t.Bang) this.report(() => foreign.bang(not));
      return build.prefixed('not', nots.map(spanOf), item);
    });
  }

  /** Test = Sum [CMP Sum | …] | tagged TEXT | (used | made) [like] TEXT | KIN of Kin …. */
  private test(): Expression {
    // Chevrotain asks every gate at every test; of most tests the first token tells.
    if (!this.RECORDING_PHASE && !isFormWord(this.LA(1))) return this.comparison();
    return this.OR2<Expression>({
      DEF: [
        { GATE: () => this.ahead(k.Tagged, t.Text), ALT: () => this.SUBRULE(this.tagged) },
        { GATE: () => this.startsLink(), ALT: () => this.SUBRULE(this.link) },
        { GATE: () => this.endings.kin !== true && this.ahead(k.Kin, k.Of), ALT: () => this.SUBRULE(this.kin) },
        { GATE: () => this.startsForeign(), ALT: () => this.SUBRULE(this.foreignPrefix) },
        { ALT: () => this.comparison() },
      ],
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: 'a value',
    });
  }

  /** Sum [CMP Sum | [not] (between Sum and Sum | in "(" Exprs ")" | MATCH Sum) | is [not] WORD]. */
  private comparison(): Expression {
    const plain = this.plainComparison();
    if (plain !== undefined) return plain;
    const item = this.operand();
    const tails: Tail[] = [];
    // A second one is read to say what xt writes instead.
    this.MANY2({ GATE: () => tails.length === 0 || this.readsChains, DEF: () => this.nextTail(tails) });
    return this.ACTION(() => this.compared(item, tails));
  }

  /** A name or value compared with another and no more, as most comparisons are. */
  private plainComparison(): Expression | undefined {
    if (this.RECORDING_PHASE || this.LA(2).tokenType !== t.Compare) return undefined;
    if (!testEnds.has(this.LA(4).tokenType) || !lone.has(this.LA(1).tokenType) || !lone.has(this.LA(3).tokenType))
      return undefined;
    const left = this.lone();
    const op = this.skipped();
    const right = this.lone();
    if (left === undefined || right === undefined) throw new Error('a name or value is one token');
    const compare = build.compare(cover(left.span, right.span), op.image, left, right);
    this.report(() => foreign.compare(compare, this.since(op)));
    return compare;
  }

  override readonly exprs = this.RULE('Exprs', (): Expression[] => {
    const items: Expression[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => items.push(this.constantItem() ?? this.SUBRULE(this.expr)),
      ERR_MSG: 'a value',
    });
    return items;
  });

  /** A number or text that is a whole item: lists have many, and the way down to Atom is long. */
  private constantItem(): Expression | undefined {
    if (this.RECORDING_PHASE) return undefined;
    if (itemEnds.has(this.LA(2).tokenType)) {
      if (this.LA(1).tokenType === t.Percent) return this.percentage(this.skipped());
      return constants.has(this.LA(1).tokenType) ? this.lone() : undefined;
    }
    const isNegative = this.LA(1).tokenType === t.Minus && itemEnds.has(this.LA(3).tokenType);
    if (!isNegative || !tokenMatcher(this.LA(2), t.NumberToken)) return undefined;
    const minus = spanOf(this.skipped());
    return build.prefixed('negate', [minus], leaf.number(this.skipped()));
  }

  /** Key = Expr [asc | desc]. */
  override readonly key = this.RULE('Key', (): SortKey => {
    const start = this.LA(1);
    const expression = this.SUBRULE(this.expr);
    const direction = this.OPTION(() =>
      this.OR<'asc' | 'desc'>([
        { ALT: () => build.as('asc', this.CONSUME(k.Asc)) },
        { ALT: () => build.as('desc', this.CONSUME(k.Desc)) },
      ]),
    );
    const span = this.since(start);
    this.OPTION2(() => {
      const nulls = this.CONSUME(k.Nulls);
      this.OR2([{ ALT: () => this.CONSUME(k.First) }, { ALT: () => this.CONSUME(k.Last) }]);
      this.report(() => foreign.nulls(this.since(nulls)));
    });
    return { span, expression, ...(direction === undefined ? {} : { direction }) };
  });

  private startsLink(): boolean {
    return (
      this.ahead([k.Used, k.Made], t.Text) || (this.ahead([k.Used, k.Made], k.Like) && this.LA(3).tokenType === t.Text)
    );
  }

  private startsForeign(): boolean {
    const next = this.LA(2).tokenType;
    return this.ahead(k.ForeignPrefix) && (next === t.Name || next === t.Quoted);
  }

  readonly tagged = this.RULE('Tagged', (): Expression => {
    const start = this.CONSUME(k.Tagged);
    const label = this.SUBRULE(this.text);
    return { kind: 'tagged', span: this.since(start), label };
  });

  readonly link = this.RULE('Link', (): Expression => {
    const start = this.LA(1);
    const role = this.OR<'used' | 'made'>([
      { ALT: () => build.as('used', this.CONSUME(k.Used)) },
      { ALT: () => build.as('made', this.CONSUME(k.Made)) },
    ]);
    const like = this.OPTION(() => this.CONSUME(k.Like)) !== undefined;
    const text = this.SUBRULE(this.text);
    return { kind: 'artifact-link', span: this.since(start), role, like, text };
  });

  /** KIN of (TEXT | "(" … ")") [within INT] [by (WORD | "(" WORD {"," WORD} ")")]. */
  readonly kin = this.RULE('Kin', (): Expression => {
    const relation = this.CONSUME(k.Kin);
    this.CONSUME(k.Of);
    const of = this.OR<TextNode[] | Query>({
      DEF: [{ ALT: () => [this.SUBRULE(this.text)] }, { ALT: () => this.kinGroup() }],
      ERR_MSG: 'a run in quotes or a set of runs in parentheses',
    });
    const within = this.OPTION(() => {
      this.CONSUME(k.Within);
      return leaf.count(this.countable(this.CONSUME(t.Integer)));
    });
    const by = this.OPTION2(() => this.SUBRULE(this.kinds)) ?? [];
    return this.ACTION(() => build.kin(this.since(relation), relation.image, of, within, by));
  });

  /** "(" (Query | TEXT {"," TEXT}) ")". */
  private kinGroup(): TextNode[] | Query {
    this.CONSUME(t.LParen);
    const of = this.OR2<TextNode[] | Query>({
      DEF: [{ ALT: () => this.SUBRULE(this.texts) }, { ALT: () => this.SUBRULE(this.query) }],
      ERR_MSG: 'runs in quotes or a query of runs',
    });
    this.CONSUME(t.RParen);
    return of;
  }

  /** by (WORD | "(" WORD {"," WORD} ")"). */
  readonly kinds = this.RULE('Kinds', (): Word[] => {
    this.CONSUME(k.By);
    return this.OR<Word[]>({
      DEF: [{ ALT: () => [this.SUBRULE(this.word)] }, { ALT: () => this.SUBRULE(this.wordGroup) }],
      ERR_MSG: 'a kind of edge',
    });
  });

  readonly foreignPrefix = this.RULE('ForeignPrefix', (): Expression => {
    const prefix = this.CONSUME(k.ForeignPrefix);
    const item = this.SUBRULE(this.sum);
    this.ACTION(() => this.report(() => foreign.prefix(prefix.image, this.since(prefix), item)));
    return item;
  });

  private compared(item: Expression, [first, second]: readonly Tail[]): Expression {
    if (first === undefined) return item;
    const compared = first(item);
    if (second === undefined) return compared;
    const again = second(compared.kind === 'compare' ? compared.right : compared);
    const span = this.since(item.span);
    this.reportChain({ span, again, diagnostic: chainedProblem(span, compared, again) });
    return compared;
  }

  private tail(): Tail {
    if (!this.RECORDING_PHASE && this.LA(1).tokenType === t.Compare) return this.SUBRULE2(this.compareTail);
    return this.OR3<Tail>({
      DEF: [
        { ALT: () => this.SUBRULE(this.compareTail) },
        { ALT: () => this.SUBRULE(this.isTail) },
        { ALT: () => this.SUBRULE(this.colonTail) },
        { GATE: () => this.isTest(k.Between), ALT: () => this.SUBRULE(this.betweenTail) },
        { GATE: () => this.isTest(k.In), ALT: () => this.SUBRULE(this.inTail) },
        { ALT: () => this.SUBRULE(this.matchTail) },
      ],
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: 'a comparison',
    });
  }

  /** Of a chain two comparisons are told; a longer one is passed over where it is plain. */
  private nextTail(tails: Tail[]): void {
    const isPlain = signs.has(this.LA(1).tokenType) && plain.has(this.LA(2).tokenType);
    const goesOn = signs.has(this.LA(3).tokenType) || testEnds.has(this.LA(3).tokenType);
    if (this.RECORDING_PHASE || tails.length < 2 || !isPlain || !goesOn) tails.push(this.tail());
    else {
      this.SKIP_TOKEN();
      this.SKIP_TOKEN();
    }
  }

  private isTest(word: TokenType): boolean {
    return this.ahead(word) || this.ahead(k.Not, word);
  }

  /** CMP Sum. */
  readonly compareTail = this.RULE('CompareTail', (): Tail => {
    const op = this.CONSUME(t.Compare);
    const right = this.operand();
    const span = this.since(op);
    return (left) => {
      const compare = build.compare(cover(left.span, span), op.image, left, right);
      this.report(() => foreign.compare(compare, span));
      return compare;
    };
  });

  /** `lr:<0.1` of other tools. */
  readonly colonTail = this.RULE('ColonTail', (): Tail => {
    const colon = this.CONSUME(t.Colon);
    const op = this.OPTION(() => this.CONSUME(t.Compare));
    const right = this.SUBRULE(this.sum);
    const span = this.since(colon);
    return (left) => {
      const compare = build.compare(cover(left.span, span), op?.image ?? '=', left, right);
      this.report(() => foreign.colon(compare, op !== undefined));
      return compare;
    };
  });

  /** is [not] WORD. */
  readonly isTail = this.RULE('IsTail', (): Tail => {
    const is = this.CONSUME(k.Is);
    const negated = this.OPTION(() => this.CONSUME(k.Not)) !== undefined;
    const test = this.SUBRULE(this.word);
    const span = this.since(is);
    return (item) => {
      this.report(() => foreign.isTest(span, item, test, negated));
      return { kind: 'is', span: cover(item.span, span), negated, item, test: build.isWord(test) };
    };
  });

  /** [not] between Sum and Sum. */
  readonly betweenTail = this.RULE('BetweenTail', (): Tail => {
    const start = this.LA(1);
    const negated = this.OPTION(() => this.CONSUME(k.Not)) !== undefined;
    this.CONSUME(k.Between);
    const low = this.SUBRULE(this.sum);
    this.CONSUME(k.And);
    const high = this.SUBRULE2(this.sum);
    const span = this.since(start);
    return (item) => ({ kind: 'between', span: cover(item.span, span), negated, item, low, high });
  });

  /** [not] in "(" Exprs ")", with brackets as well; `'x' in tags` of other languages. */
  readonly inTail = this.RULE('InTail', (): Tail => {
    const start = this.LA(1);
    const negated = this.OPTION(() => this.CONSUME(k.Not)) !== undefined;
    this.CONSUME(k.In);
    const values = this.OR<Expression[] | Expression>({
      DEF: [{ ALT: () => this.list() }, { ALT: () => this.bracketList() }, { ALT: () => this.SUBRULE(this.sum) }],
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: 'a list in parentheses',
    });
    const span = this.since(start);
    return (item) => {
      const whole = cover(item.span, span);
      this.report(Array.isArray(values) ? tooMany(values, span) : foreign.inName(whole, item, values, negated));
      return { kind: 'in', span: whole, negated, item, values: [values].flat() };
    };
  });

  private list(): Expression[] {
    this.CONSUME(t.LParen);
    const outer = this.enter();
    const values = this.SUBRULE(this.exprs);
    this.leave(outer);
    this.CONSUME(t.RParen);
    return values;
  }

  private bracketList(): Expression[] {
    this.CONSUME(t.LSquare);
    const outer = this.enter();
    const values = this.SUBRULE2(this.exprs);
    this.leave(outer);
    this.CONSUME(t.RSquare);
    return values;
  }

  /** [not] MATCH Sum. */
  readonly matchTail = this.RULE('MatchTail', (): Tail => {
    const start = this.LA(1);
    const negated = this.OPTION(() => this.CONSUME(k.Not)) !== undefined;
    const match = this.SUBRULE(this.match);
    const pattern = this.SUBRULE(this.sum);
    const span = this.since(start);
    return (item) => build.match(cover(item.span, span), match, negated, item, pattern);
  });

  /** MATCH = like | ilike | matches | contains | (starts | ends) with. */
  readonly match = this.RULE('Match', (): string =>
    this.OR<string>({
      DEF: [
        { ALT: () => build.matchWord(this.CONSUME(k.MatchWord)) },
        { ALT: () => this.CONSUME(t.MatchSymbol).image },
        { ALT: () => build.as('starts with', this.CONSUME(k.Starts), this.CONSUME(k.With)) },
        { ALT: () => build.as('ends with', this.CONSUME(k.Ends), this.CONSUME2(k.With)) },
      ],
      ERR_MSG: '`like`, `matches`, `contains`, `starts with` or `ends with`',
    }),
  );
}

import { EOF, type IToken, type ParserMethod, type TokenType } from 'chevrotain';
import { depthOf } from '../lex/brackets.ts';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { limits } from '../limits.ts';
import { type Chain, chainedWhenProblem } from '../problems/chained.ts';
import * as foreign from '../problems/foreign.ts';
import { methodProblem } from '../problems/method.ts';
import { TooDeepError } from '../problems/too-deep.ts';
import { spanOf } from '../source.ts';
import type { Expression, PathNode, PathPart, Point, Smoothing, SortKey, Window } from '../syntax.ts';
import { arithmeticTree, chainCounter, type Operation, type Signed } from './arithmetic.ts';
import * as build from './build.ts';
import * as leaf from './leaves.ts';
import { PointParser } from './point-parser.ts';

const operandEnds: ReadonlySet<TokenType> = new Set([
  ...[t.Compare, k.And, k.Or, t.AndSymbol, t.OrSymbol, t.Comma, t.RParen, t.RSquare, EOF],
]);

/** From Sum to Path: what has a value. */
export abstract class OperandParser extends PointParser {
  protected whens = 0;
  protected chain: Chain | undefined;
  declare readonly exprs: ParserMethod<[], Expression[]>;
  declare readonly key: ParserMethod<[], SortKey>;

  /** Sum = Prod {("+" | "-") Prod}, Prod = Sign {("*" | "/" | "%") Sign}, Pow = Post ["^" Sign]: flat here. */
  readonly sum = this.RULE('Sum', (): Expression => {
    const parts: Operation[] = [];
    const start = this.LA(1);
    const chain = chainCounter();
    this.AT_LEAST_ONE_SEP({
      SEP: t.Arithmetic,
      DEF: () => {
        const op = parts.length === 0 ? undefined : this.LA(0);
        const right = this.sign();
        this.ACTION(() => {
          this.report(() => foreign.operator(op, parts.at(-1)?.right.operand, right.operand));
          parts.push({ op: build.operator(op), right });
          if (chain(op?.image) > limits.nesting) throw new TooDeepError(this.since(start));
        });
      },
      ERR_MSG: 'a value',
    });
    return this.ACTION(() => arithmeticTree(parts));
  });

  /** Sum, read at once where it is a name or value and no more, as most are. */
  protected operand(): Expression {
    return this.loneOperand() ?? this.SUBRULE(this.sum);
  }

  private loneOperand(): Expression | undefined {
    if (this.RECORDING_PHASE || !operandEnds.has(this.LA(2).tokenType)) return undefined;
    return this.lone();
  }

  /** A name or value of one token. */
  protected lone(): Expression | undefined {
    switch (this.LA(1).tokenType) {
      case t.Name:
        return leaf.plainPath(this.skipped());
      case t.Integer:
      case t.NumberToken:
        return leaf.number(this.skipped());
      case t.Text:
        return leaf.text(this.skipped());
      default:
        return undefined;
    }
  }

  /** Sign = "-" Sign | Post, Post = Atom {at Point | over Span | Smooth}. */
  private sign(): Signed {
    const signs: IToken[] = [];
    this.MANY(() => signs.push(this.CONSUME(t.Minus)));
    this.refuseMany(signs);
    let operand = this.SUBRULE(this.atom);
    this.MANY2({
      GATE: () => !this.isEnding(),
      DEF: () => {
        const item = operand;
        operand = this.OR<Expression>([
          {
            ALT: () => {
              this.CONSUME(k.At);
              return this.postfix(item, this.SUBRULE(this.point));
            },
          },
          { ALT: () => this.postfix(item, this.SUBRULE(this.overSpan)) },
          { ALT: () => this.postfix(item, this.SUBRULE(this.smooth)) },
        ]);
      },
    });
    return { signs: this.ACTION(() => signs.map(spanOf)), operand };
  }

  /** Each prefix nests what follows: of too many the rest need not be read. */
  protected refuseMany([first, ...more]: readonly IToken[]): void {
    if (first !== undefined && more.length >= limits.nesting) throw new TooDeepError(this.since(first));
  }

  /** True where a word that could go on with the operand begins a clause instead. */
  private isEnding(): boolean {
    return (this.endings.at === true && this.ahead(k.At)) || (this.endings.smooth === true && this.ahead(k.Smooth));
  }

  private postfix(item: Expression, what: Point | Window | Smoothing): Expression {
    return this.ACTION(() => {
      this.report(() => foreign.literalPostfix(item, what.span));
      return build.postfix(item, what, this.since(item.span));
    });
  }

  /** Atom = NUM [ago] | TEXT | DATE | LITERAL | Path | WORD "(" … ")" | rank … | "(" Expr ")" | (step | time) when Expr. */
  override readonly atom = this.RULE(
    'Atom',
    (): Expression =>
      this.plain() ??
      this.OR<Expression>({
        DEF: [
          { ALT: () => leaf.number(this.CONSUME(t.NumberToken)) },
          { ALT: () => this.SUBRULE(this.timeSpan) },
          { ALT: () => this.SUBRULE(this.text) },
          { ALT: () => leaf.date(this.CONSUME(t.DateToken)) },
          { ALT: () => this.percentage(this.CONSUME(t.Percent)) },
          { ALT: () => this.parens() },
          { ALT: () => this.SUBRULE(this.braces) },
          { GATE: () => this.ahead(k.Rank, t.LParen), ALT: () => this.SUBRULE(this.rank) },
          { GATE: () => this.ahead([k.Step, k.Time], k.When), ALT: () => this.SUBRULE(this.when) },
          { GATE: () => this.ahead(t.Name, t.LParen), ALT: () => this.call() },
          { GATE: () => !this.ahead(k.Literal, [t.LSquare, t.Dot]), ALT: () => leaf.literal(this.CONSUME(k.Literal)) },
          { ALT: () => this.SUBRULE(this.path) },
        ],
        IGNORE_AMBIGUITIES: true,
        ERR_MSG: 'a value',
      }),
  );

  /** What the first token or two tell: the alternatives below are many, and Chevrotain asks each gate each time. */
  private plain(): Expression | undefined {
    if (this.RECORDING_PHASE) return undefined;
    switch (this.LA(1).tokenType) {
      case t.Name: {
        const { tokenType } = this.LA(2);
        if (tokenType === t.LParen) return this.call();
        return tokenType === t.LSquare || tokenType === t.Dot ? undefined : this.lone();
      }
      case t.Integer:
      case t.NumberToken:
      case t.Text:
        return this.lone();
      case t.Percent:
        return this.percentage(this.skipped());
      case t.LParen:
        return this.parens();
      default:
        return undefined;
    }
  }

  protected percentage(percent: IToken): Expression {
    if (this.problems.length >= limits.problems) return leaf.number(percent);
    this.ACTION(() => this.report(() => foreign.percentage(percent)));
    return leaf.share(percent);
  }

  readonly timeSpan = this.RULE('TimeSpan', (): Expression => {
    const token = this.CONSUME(t.Duration);
    const ago = this.OPTION(() => this.CONSUME(k.Ago));
    const amount = leaf.duration(token);
    return ago === undefined ? amount : { kind: 'ago', span: this.since(token), amount };
  });

  private parens(): Expression {
    const start = this.CONSUME(t.LParen);
    const outer = this.enter();
    const expression = this.SUBRULE(this.expr);
    this.leave(outer);
    this.CONSUME(t.RParen);
    return { ...expression, span: this.since(start) };
  }

  /** A filter of another tool, as `{"$gt": 1}`: read as a whole, to say what xt writes. */
  readonly braces = this.RULE('Braces', (): Expression => {
    const start = this.CONSUME(t.LBrace);
    return this.ACTION(() => {
      const tokens = this.skipBraces();
      const span = this.since(start);
      this.report(() => foreign.braces(span, tokens));
      return { kind: 'text', span, value: '' };
    });
  });

  private skipBraces(): readonly IToken[] {
    const skipped: IToken[] = [];
    for (let open = 1; open > 0 && !this.ahead(EOF); ) {
      const token = this.LA(1);
      this.SKIP_TOKEN();
      open += token.tokenType === t.LBrace ? 1 : token.tokenType === t.RBrace ? -1 : 0;
      skipped.push(token);
    }
    return skipped;
  }

  readonly rank = this.RULE('Rank', (): Expression => {
    const start = this.CONSUME(k.Rank);
    this.CONSUME(t.LParen);
    const outer = this.enter();
    const key = this.SUBRULE(this.key);
    const per = this.OPTION(() => this.SUBRULE(this.per)) ?? [];
    this.leave(outer);
    this.CONSUME(t.RParen);
    return { kind: 'rank', span: this.since(start), key, per };
  });

  readonly per = this.RULE('Per', (): Expression[] => {
    this.CONSUME(k.Per);
    return this.SUBRULE(this.exprs);
  });

  readonly when = this.RULE('When', (): Expression => {
    const start = this.LA(1);
    const unit = this.OR<'step' | 'time'>([
      { ALT: () => build.as('step', this.CONSUME(k.Step)) },
      { ALT: () => build.as('time', this.CONSUME(k.Time)) },
    ]);
    this.CONSUME(k.When);
    this.ACTION(() => this.enterWhen(start));
    const condition = this.SUBRULE(this.expr);
    this.whens -= 1;
    return this.ACTION(() => {
      const expression: Expression = { kind: 'when', span: this.since(start), unit, condition };
      this.rechain(expression);
      return expression;
    });
  });

  /** A `when` is the one form that nests without brackets while it is parsed. */
  private enterWhen(start: IToken): void {
    this.whens += 1;
    if (this.whens + depthOf(start) > limits.nesting) throw new TooDeepError(spanOf(start));
  }

  /** Where a chain of comparisons ends the condition, the whole of `step when a > 0.9 < 9` is what to talk about. */
  private rechain(when: Expression): void {
    const chain = this.chain;
    if (chain === undefined || chain.span.end !== when.span.end) return;
    this.problems = this.problems.filter((reported) => reported !== chain.diagnostic);
    this.reportChain({ ...chain, diagnostic: chainedWhenProblem(when, chain) });
  }

  protected reportChain(chain: Chain): void {
    this.chain = chain;
    this.report(chain.diagnostic);
  }

  /** WORD "(" [Exprs] ")", and `count(*)`. */
  private call(): Expression {
    const name = this.CONSUME(t.Name);
    this.CONSUME2(t.LParen);
    const outer = this.enter();
    const items: Expression[] = [];
    this.OPTION({ GATE: () => this.ahead(t.Star, t.RParen), DEF: () => this.CONSUME(t.Star) });
    this.MANY_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE2(this.expr)) });
    this.leave(outer);
    this.CONSUME2(t.RParen);
    return this.ACTION(() => {
      this.report(() => methodProblem(name, items));
      return build.call(this.since(name), name, items);
    });
  }

  /** Path = (PATH | QUOTED) {"." QUOTED | "[" (TEXT | INT) "]"}. */
  readonly path = this.RULE('Path', (): PathNode => {
    const start = this.LA(1);
    const parts: PathPart[] = [];
    this.OR({
      DEF: [
        { ALT: () => parts.push(leaf.plainPart(this.CONSUME(t.Name))) },
        { ALT: () => parts.push(leaf.quotedPart(this.CONSUME(t.Quoted))) },
      ],
      ERR_MSG: 'a name',
    });
    this.MANY(() =>
      this.OR2([
        {
          ALT: () => {
            this.CONSUME(t.Dot);
            parts.push(leaf.quotedPart(this.CONSUME2(t.Quoted)));
          },
        },
        { ALT: () => parts.push(this.SUBRULE(this.index)) },
      ]),
    );
    return this.ACTION(() => leaf.path(this.since(start), parts));
  });

  readonly index = this.RULE('Index', (): PathPart => {
    const start = this.CONSUME(t.LSquare);
    const key = this.OR<string | number>({
      DEF: [
        { ALT: () => this.SUBRULE(this.text).value },
        { ALT: () => leaf.count(this.countable(this.CONSUME(t.Integer))) },
      ],
      ERR_MSG: 'a text in quotes or a whole number',
    });
    this.CONSUME(t.RSquare);
    return { kind: 'index', span: this.since(start), key };
  });
}

import type { ParserMethod } from 'chevrotain';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { rangeProblem } from '../problems/range-problem.ts';
import { spanOf } from '../source.ts';
import type {
  DurationNode,
  Expression,
  NumberNode,
  Point,
  Range,
  RangeEnd,
  Smoothing,
  TextNode,
  Window,
  Word,
} from '../syntax.ts';
import * as build from './build.ts';
import * as leaf from './leaves.ts';
import { RuleParser } from './rule-parser.ts';

/** What stands behind an operand: Point, Span and Smooth; and words and texts. Named as in docs/language.md. */
export abstract class PointParser extends RuleParser {
  declare readonly expr: ParserMethod<[], Expression>;
  declare readonly atom: ParserMethod<[], Expression>;

  /** Point = (step | time) Atom | PERCENT | (best | min | max) "(" Expr ")". */
  readonly point = this.RULE('Point', (): Point => {
    const start = this.LA(1);
    return this.OR<Point>({
      DEF: [
        {
          ALT: () => {
            const kind = this.OR2<'at-step' | 'at-time'>([
              { ALT: () => build.as('at-step', this.CONSUME(k.Step)) },
              { ALT: () => build.as('at-time', this.CONSUME(k.Time)) },
            ]);
            const minus = this.OPTION(() => this.CONSUME(t.Minus));
            const atom = this.SUBRULE(this.atom);
            const value = this.ACTION(() => build.prefixed('negate', minus === undefined ? [] : [spanOf(minus)], atom));
            return { kind, span: this.since(start), value };
          },
        },
        {
          ALT: () => {
            const percent = this.CONSUME(t.Percent);
            return { kind: 'at-percent', ...this.ACTION(() => leaf.percent(percent)) };
          },
        },
        {
          ALT: () => {
            const extremum = this.CONSUME(k.Extremum);
            this.CONSUME(t.LParen);
            const outer = this.enter();
            const value = this.SUBRULE(this.expr);
            this.leave(outer);
            this.CONSUME(t.RParen);
            return { kind: 'at-best', span: this.since(start), extremum: build.extremum(extremum.image), value };
          },
        },
      ],
      ERR_MSG: '`step`, `time`, a percentage, `best(…)`, `min(…)` or `max(…)`',
    });
  });

  /** Span = (steps | time) Range | (first | last) (NUM | PERCENT). */
  readonly overSpan = this.RULE('Span', (): Window => {
    this.CONSUME(k.Over);
    const start = this.LA(1);
    return this.OR<Window>({
      DEF: [
        {
          ALT: () => {
            const by = this.SUBRULE(this.stepsOrTime);
            const range = this.SUBRULE(this.range, { ARGS: [by] });
            return { kind: 'range', span: this.since(start), by, range };
          },
        },
        {
          ALT: () => {
            const kind = this.OR2<'first' | 'last'>([
              { ALT: () => build.as('first', this.CONSUME(k.First)) },
              { ALT: () => build.as('last', this.CONSUME(k.Last)) },
            ]);
            const size = this.OR3<Extract<Window, { kind: 'first' | 'last' }>['size']>({
              DEF: [
                { ALT: () => this.SUBRULE(this.num) },
                { ALT: () => ({ kind: 'percent', ...leaf.percent(this.CONSUME(t.Percent)) }) },
              ],
              ERR_MSG: 'a number, a duration or a percentage',
            });
            return { kind, span: this.since(start), size };
          },
        },
      ],
      ERR_MSG: '`steps`, `time`, `first` or `last`',
    });
  });

  readonly stepsOrTime = this.RULE('StepsOrTime', (): 'steps' | 'time' =>
    this.OR<'steps' | 'time'>([
      { ALT: () => build.as('steps', this.CONSUME(k.Steps)) },
      { ALT: () => build.as('time', this.CONSUME(k.Time)) },
    ]),
  );

  /** Range = [End] ".." [End]. */
  readonly range = this.RULE('Range', (by: 'steps' | 'time'): Range => {
    const start = this.LA(1);
    const from = this.OPTION(() => this.SUBRULE(this.end));
    this.CONSUME(t.Dots);
    const to = this.OPTION2({ GATE: () => !this.subtracts(), DEF: () => this.SUBRULE2(this.end) });
    return this.ACTION(() => {
      const range = build.range(this.since(start), from, to);
      this.report(rangeProblem(by, range));
      return range;
    });
  });

  /** True where a minus behind `..` stands apart from it: `x over steps 5.. - y` subtracts. */
  private subtracts(): boolean {
    return this.ahead(t.Minus) && this.LA(1).startOffset !== spanOf(this.LA(0)).end;
  }

  /** End = ["-"] NUM. */
  readonly end = this.RULE('End', (): RangeEnd => {
    const start = this.LA(1);
    const negative = this.OPTION(() => this.CONSUME(t.Minus)) !== undefined;
    const value = this.SUBRULE(this.num);
    return { span: this.since(start), value, negative };
  });

  readonly num = this.RULE('Num', (): NumberNode | DurationNode =>
    this.OR<NumberNode | DurationNode>({
      DEF: [
        { ALT: () => leaf.number(this.CONSUME(t.NumberToken)) },
        { ALT: () => leaf.duration(this.CONSUME(t.Duration)) },
      ],
      ERR_MSG: 'a number or a duration',
    }),
  );

  /** Smooth = smooth WORD NUM. */
  readonly smooth = this.RULE('Smooth', (): Smoothing => {
    const start = this.CONSUME(k.Smooth);
    const method = this.SUBRULE(this.fixedWord);
    const amount = this.CONSUME(t.NumberToken);
    return { span: this.since(start), method, amount: leaf.number(amount) };
  });

  readonly text = this.RULE('Text', (): TextNode => leaf.text(this.CONSUME(t.Text)));

  readonly word = this.RULE('Word', (): Word => leaf.word(this.CONSUME(t.Name)));

  /** A word of a fixed list, such as a smoothing: case says nothing. */
  readonly fixedWord = this.RULE('FixedWord', (): Word => leaf.lower(leaf.word(this.CONSUME(t.Name))));

  readonly texts = this.RULE('Texts', (): TextNode[] => {
    const texts: TextNode[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => texts.push(this.SUBRULE(this.text)),
      ERR_MSG: 'a text in quotes',
    });
    return texts;
  });

  readonly words = this.RULE('Words', (): Word[] => {
    const words: Word[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => words.push(this.SUBRULE(this.word)), ERR_MSG: 'a word' });
    return words;
  });

  /** "(" WORD {"," WORD} ")". */
  readonly wordGroup = this.RULE('WordGroup', (): Word[] => {
    this.CONSUME(t.LParen);
    const words = this.SUBRULE(this.words);
    this.CONSUME(t.RParen);
    return words;
  });
}

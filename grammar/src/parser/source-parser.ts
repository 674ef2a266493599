import { EMPTY_ALT, EOF, type ParserMethod } from 'chevrotain';
import { curveColumnEndings } from '../endings.ts';
import { depthOf } from '../lex/brackets.ts';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { bareCompareProblem } from '../problems/bare-compare.ts';
import { setProblem } from '../problems/set-problem.ts';
import type { Column, RunSet, Source } from '../syntax.ts';
import * as build from './build.ts';
import { isClauseWord } from './clause-starts.ts';
import { ConditionParser } from './condition-parser.ts';
import * as leaf from './leaves.ts';

/** What a query starts with: Source and Set. */
export abstract class SourceParser extends ConditionParser {
  declare readonly columns: ParserMethod<[], Column[]>;
  /** The text that is parsed, for hints that quote it. */
  protected written = '';

  /** Source = Set | curves Cols of Set | artifacts [of Set] | …. */
  readonly source = this.RULE(
    'Source',
    (): Source =>
      this.OR<Source>({
        DEF: [
          { ALT: () => this.SUBRULE(this.set) },
          { ALT: () => this.SUBRULE(this.curves) },
          { ALT: () => this.SUBRULE(this.tableSource) },
          { ALT: () => this.SUBRULE(this.lineage) },
          { ALT: () => this.SUBRULE(this.diff) },
          { ALT: () => leaf.keywordNode('projects', this.CONSUME(k.Projects)) },
          { ALT: () => leaf.keywordNode('views', this.CONSUME(k.Views)) },
          { ALT: () => this.SUBRULE(this.compare) },
        ],
        ERR_MSG: 'a source',
      }),
  );

  /** Set = runs | run TEXT {"," TEXT} | "(" Query ")". */
  readonly set = this.RULE(
    'Set',
    (): RunSet =>
      this.OR<RunSet>({
        DEF: [
          { ALT: () => leaf.keywordNode('runs', this.CONSUME(k.Runs)) },
          {
            ALT: () => {
              const start = this.CONSUME(k.Run);
              const names = this.SUBRULE(this.texts);
              return { kind: 'run', span: this.since(start), names };
            },
          },
          {
            ALT: () => {
              const start = this.CONSUME(t.LParen);
              const query = this.SUBRULE(this.query);
              this.CONSUME(t.RParen);
              this.ACTION(() => this.report(setProblem(query)));
              return { kind: 'subquery', span: this.since(start), query };
            },
          },
        ],
        ERR_MSG: 'a set of runs',
      }),
  );

  /** curves Cols of Set. */
  readonly curves = this.RULE('Curves', (): Source => {
    const start = this.CONSUME(k.Curves);
    this.endings = curveColumnEndings;
    const columns = this.SUBRULE(this.columns);
    this.endings = {};
    const of = this.SUBRULE(this.ofSet);
    return { kind: 'curves', span: this.since(start), columns, of };
  });

  /** (artifacts | metrics | params) [of Set]. */
  readonly tableSource = this.RULE('TableSource', (): Source => {
    const start = this.LA(1);
    const kind = this.OR<'artifacts' | 'metrics' | 'params'>([
      { ALT: () => build.as('artifacts', this.CONSUME(k.Artifacts)) },
      { ALT: () => build.as('metrics', this.CONSUME(k.Metrics)) },
      { ALT: () => build.as('params', this.CONSUME(k.Params)) },
    ]);
    const of = this.OPTION(() => this.SUBRULE(this.ofSet));
    return { kind, span: this.since(start), ...(of === undefined ? {} : { of }) };
  });

  readonly lineage = this.RULE('Lineage', (): Source => {
    const start = this.CONSUME(k.Lineage);
    const of = this.SUBRULE(this.ofSet);
    return { kind: 'lineage', span: this.since(start), of };
  });

  /** diff [TEXT of] Set. */
  readonly diff = this.RULE('Diff', (): Source => {
    const start = this.CONSUME(k.Diff);
    const text = this.OPTION(() => {
      const name = this.SUBRULE(this.text);
      this.CONSUME(k.Of);
      return name;
    });
    const of = this.SUBRULE(this.set);
    return { kind: 'diff', span: this.since(start), ...(text === undefined ? {} : { text }), of };
  });

  readonly ofSet = this.RULE('OfSet', (): RunSet => {
    this.CONSUME(k.Of);
    return this.SUBRULE(this.set);
  });

  /** compare Sum between Set and Set. */
  readonly compare = this.RULE('Compare', (): Source => {
    const start = this.CONSUME(k.CompareWord);
    const value = this.SUBRULE(this.sum);
    const between = this.CONSUME(k.Between);
    const left = this.SUBRULE(this.set);
    const right = this.OR<RunSet>({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(k.And);
            return this.SUBRULE2(this.set);
          },
        },
        { GATE: () => isClauseWord(this.LA(1)), ALT: EMPTY_ALT(left) },
      ],
      ERR_MSG: '`and` and a second set of runs',
    });
    this.ACTION(() => {
      if (right !== left) return;
      this.skipQuery();
      this.report(bareCompareProblem(this.since(between), value, this.written));
    });
    return { kind: 'compare', span: this.since(start), value, left, right };
  });

  /** Passes over the rest of the query in which the parser is. */
  protected skipQuery(): void {
    const depth = depthOf(this.LA(1));
    while (!this.ahead(EOF) && depthOf(this.LA(1)) >= depth) this.SKIP_TOKEN();
  }
}

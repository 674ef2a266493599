import { EOF, type IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import { clauseEndings } from '../endings.ts';
import { depthOf } from '../lex/brackets.ts';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { limits } from '../limits.ts';
import { offClause } from '../problems/off-clause.ts';
import { placeProblems } from '../problems/place-problems.ts';
import { sqlProblem } from '../problems/sql-problem.ts';
import { syntaxProblem } from '../problems/syntax-problem.ts';
import { cover, spanOf } from '../source.ts';
import type { Clause, Query, Source } from '../syntax.ts';
import { ClauseParser } from './clause-parser.ts';
import { endsOperand, isClauseWord, startsClause } from './clause-starts.ts';
import { isSyntaxError } from './rule-parser.ts';

/** What the parser makes of tokens: a query that means something only where nothing was reported. */
export interface Parsed {
  readonly query: Query;
  readonly problems: readonly Diagnostic[];
}

/** Query = Source {["|"] Clause}, and how to go on after an error: at the next clause. */
export class QueryParser extends ClauseParser {
  /** What the source is of the query that is being read, once that is known. */
  protected sourceKind: Source['kind'] | undefined;

  override readonly query = this.RULE('Query', (): Query => {
    const outer = this.endings;
    const outerSource = this.sourceKind;
    const whens = this.whens;
    const start = this.LA(1);
    const depth = depthOf(start) + (this.ahead([t.RParen, t.RSquare, t.RBrace]) ? 1 : 0);
    const isSql = this.ACTION(() => this.skipSql(depth)) === true;
    const source = isSql ? undefined : this.recovering(depth, () => this.SUBRULE(this.source));
    this.sourceKind = source?.kind;
    const clauses: Clause[] = [];
    do {
      this.MANY(() => {
        this.OPTION(() => this.CONSUME(t.Pipe));
        this.endings = clauseEndings(source?.kind);
        this.whens = whens;
        const clause = this.recovering(depth, () => this.SUBRULE(this.clause));
        if (clause !== undefined) clauses.push(clause);
      });
    } while (this.ACTION(() => this.skipOffClause(depth)) === true);
    this.endings = outer;
    this.sourceKind = outerSource;
    return this.ACTION(() => this.finished(start, source, clauses));
  });

  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  /** Parses what `lex` made of `text`. */
  parse(text: string, tokens: readonly IToken[]): Parsed {
    this.written = text;
    this.input = [...tokens];
    this.problems = [];
    this.endings = {};
    this.sourceKind = undefined;
    this.whens = 0;
    this.chain = undefined;
    const query = this.query();
    return { query, problems: this.problems };
  }

  /** Reads a source or a clause; after an error it reports and goes on where the next clause of this query begins. */
  private recovering<T>(depth: number, read: () => T): T | undefined {
    if (this.RECORDING_PHASE) return read();
    try {
      return read();
    } catch (error) {
      if (!isSyntaxError(error)) throw error;
      this.refused(error.token);
      this.report(syntaxProblem(error, this.LA(0), this.written));
      this.skipToClause(depth);
      return undefined;
    }
  }

  /** Called with each token that does not fit, before the parser goes on behind it. */
  protected refused(_token: IToken): void {}

  private isAtEnd(depth: number): boolean {
    if (this.problems.length >= limits.problems) while (!this.ahead(EOF)) this.SKIP_TOKEN();
    return this.ahead(EOF) || depthOf(this.LA(1)) < depth;
  }

  /** Passes over tokens to the next clause of this query. No operand follows another: a clause's word after one is it. */
  private skipToClause(depth: number): void {
    for (let skipped = 0; !this.isAtEnd(depth); skipped += 1) {
      const token = this.LA(1);
      if (depthOf(token) === depth) {
        if (this.ahead(t.Pipe) || startsClause(token, this.LA(2))) return;
        if (skipped > 1 && isClauseWord(token) && endsOperand(this.LA(0))) return;
      }
      this.SKIP_TOKEN();
    }
  }

  /** Reports what stands where a clause must, and passes over it; false at the end of the query. */
  private skipOffClause(depth: number): boolean {
    if (this.isAtEnd(depth)) return false;
    this.refused(this.LA(1));
    const isCloser = this.ahead([t.RParen, t.RSquare, t.RBrace]);
    this.report(offClause(this.LA(1), this.LA(0)));
    this.SKIP_TOKEN();
    if (!isCloser) this.skipToClause(depth);
    return true;
  }

  /** Passes over `select … from … where` of SQL, reporting what xt writes; false where that is not what stands here. */
  private skipSql(depth: number): boolean {
    if (!this.ahead(k.Select)) return false;
    const start = this.LA(1);
    let from = 2;
    while (depthOf(this.LA(from)) >= depth && !isFrom(this.LA(from))) {
      if (this.LA(from).tokenType === EOF) return false;
      from += 1;
    }
    const columns = this.written.slice(spanOf(start).end, this.LA(from).startOffset).trim();
    for (let i = 0; i < from; i += 1) this.SKIP_TOKEN();
    this.skipToClause(depth);
    const last = this.LA(0);
    const span = cover(spanOf(start), spanOf(this.ahead(k.Where) ? this.LA(1) : last));
    const rest = depth > 0 ? '…' : this.written.slice(spanOf(last).end).trim();
    this.report(sqlProblem(span, columns, rest));
    return true;
  }

  private finished(start: IToken, source: Source | undefined, clauses: readonly Clause[]): Query {
    const span = this.since(start);
    for (const misplaced of source === undefined ? [] : placeProblems(source, clauses, this.written))
      this.report(misplaced);
    return { kind: 'query', span, source: source ?? { kind: 'runs', span }, clauses, comments: [] };
  }
}

function isFrom(token: IToken): boolean {
  return token.image.toLowerCase() === 'from';
}

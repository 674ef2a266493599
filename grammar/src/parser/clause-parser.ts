import { EOF, type TokenType } from 'chevrotain';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import type { Alias, Clause, Column, SortKey, Word } from '../syntax.ts';
import * as build from './build.ts';
import { isClauseWord } from './clause-starts.ts';
import * as leaf from './leaves.ts';
import { SourceParser } from './source-parser.ts';

const columnEnds: ReadonlySet<TokenType> = new Set([t.Comma, t.RParen, EOF]);

/** Clause and Col. */
export abstract class ClauseParser extends SourceParser {
  /** Clause = where Expr | sort by Key {"," Key} | …: which source has which, `places.ts` says. */
  readonly clause = this.RULE(
    'Clause',
    (): Clause =>
      this.OR<Clause>({
        DEF: [
          { ALT: () => this.where() },
          { ALT: () => this.SUBRULE(this.sort) },
          { ALT: () => this.SUBRULE(this.limit) },
          { ALT: () => this.SUBRULE(this.generations) },
          { ALT: () => this.SUBRULE(this.select) },
          { ALT: () => this.SUBRULE(this.top) },
          { ALT: () => this.SUBRULE(this.group) },
          { ALT: () => this.SUBRULE(this.vs) },
          { ALT: () => this.SUBRULE(this.smoothClause) },
          { ALT: () => this.SUBRULE(this.x) },
          { ALT: () => this.SUBRULE(this.window) },
          { ALT: () => this.SUBRULE(this.every) },
          { ALT: () => this.SUBRULE(this.sample) },
          { ALT: () => this.SUBRULE(this.bandClause) },
          { ALT: () => this.SUBRULE(this.relative) },
          { ALT: () => this.SUBRULE(this.history) },
          { ALT: () => this.SUBRULE(this.by) },
          { ALT: () => leaf.keywordNode('all', this.CONSUME(k.All)) },
          { ALT: () => leaf.keywordNode('unified', this.CONSUME(k.Unified)) },
          { ALT: () => this.SUBRULE(this.sideBySide) },
          { ALT: () => this.SUBRULE(this.atClause) },
        ],
        ERR_MSG: 'a clause',
      }),
  );

  private where(): Clause {
    const start = this.CONSUME(k.Where);
    const condition = this.SUBRULE(this.expr);
    return { kind: 'where', span: this.since(start), condition };
  }

  /** sort by Key {"," Key}. */
  readonly sort = this.RULE('Sort', (): Clause => {
    const start = this.CONSUME(k.Sort);
    this.CONSUME(k.By);
    const keys: SortKey[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => keys.push(this.SUBRULE(this.key)), ERR_MSG: 'a value' });
    return { kind: 'sort', span: this.since(start), keys: this.ACTION(() => keys.map(build.withoutAsc)) };
  });

  readonly limit = this.RULE('Limit', (): Clause => {
    const start = this.CONSUME(k.Limit);
    const count = leaf.counted(this.countable(this.CONSUME(t.Integer)));
    return { kind: 'limit', span: this.since(start), ...count };
  });

  /** (up | down) [INT]. */
  readonly generations = this.RULE('Generations', (): Clause => {
    const start = this.LA(1);
    const kind = this.OR<'up' | 'down'>([
      { ALT: () => build.as('up', this.CONSUME(k.Up)) },
      { ALT: () => build.as('down', this.CONSUME(k.Down)) },
    ]);
    const isCounted = this.RECORDING_PHASE || this.ahead([t.NumberToken, t.Minus]);
    const count = isCounted ? leaf.counted(this.countable(this.CONSUME(t.Integer))) : {};
    return { kind, span: this.since(start), ...count };
  });

  readonly select = this.RULE('Select', (): Clause => {
    const start = this.CONSUME(k.Select);
    const columns = this.SUBRULE(this.columns);
    return { kind: 'select', span: this.since(start), columns };
  });

  /** top INT by Key [per Exprs]. */
  readonly top = this.RULE('Top', (): Clause => {
    const start = this.CONSUME(k.Top);
    const count = leaf.counted(this.countable(this.CONSUME(t.Integer)));
    this.CONSUME(k.By);
    const key = this.SUBRULE(this.key);
    const per = this.OPTION(() => this.SUBRULE(this.per)) ?? [];
    return { kind: 'top', span: this.since(start), ...count, key, per };
  });

  /** group by (all | Cols). */
  readonly group = this.RULE('Group', (): Clause => {
    const start = this.CONSUME(k.Group);
    this.CONSUME(k.By);
    const keys = this.OR<'all' | Column[]>({
      DEF: [
        { GATE: () => this.isAllAlone(), ALT: () => build.as('all', this.CONSUME(k.All)) },
        { ALT: () => this.SUBRULE(this.columns) },
      ],
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: '`all` or a key',
    });
    return { kind: 'group', span: this.since(start), keys };
  });

  /** True for `all` with nothing behind it that would make it the name of a column. */
  private isAllAlone(): boolean {
    if (this.ahead(k.All, [t.Comma, t.LParen, t.LSquare, t.Dot, t.Compare, t.Arithmetic, t.MatchSymbol])) return false;
    if (this.ahead(k.All, k.At)) return this.endings.at === true;
    if (this.ahead(k.All, k.Smooth)) return this.endings.smooth === true;
    if (this.ahead(k.All, k.Band)) return this.endings.band === true;
    const next = this.LA(2);
    return !this.ahead(k.All, t.Name) ? !this.ahead(k.All, k.Not) : isClauseWord(next);
  }

  /** vs TEXT on Exprs. */
  readonly vs = this.RULE('Vs', (): Clause => {
    const start = this.CONSUME(k.Vs);
    const base = this.SUBRULE(this.text);
    this.CONSUME(k.On);
    const on = this.SUBRULE(this.exprs);
    return { kind: 'vs', span: this.since(start), base, on };
  });

  readonly smoothClause = this.RULE('SmoothClause', (): Clause => {
    const smoothing = this.SUBRULE(this.smooth);
    return { kind: 'smooth', span: this.ACTION(() => smoothing.span), smoothing };
  });

  /** x Path. */
  readonly x = this.RULE('X', (): Clause => {
    const start = this.CONSUME(k.X);
    const axis = this.SUBRULE(this.path);
    return { kind: 'x', span: this.since(start), axis };
  });

  /** (steps | time) Range. */
  readonly window = this.RULE('Window', (): Clause => {
    const start = this.LA(1);
    const by = this.SUBRULE(this.stepsOrTime);
    const range = this.SUBRULE(this.range, { ARGS: [by] });
    return { kind: 'window', span: this.since(start), by, range };
  });

  /** every NUM. */
  readonly every = this.RULE('Every', (): Clause => {
    const start = this.CONSUME(k.Every);
    const width = this.SUBRULE(this.num);
    return { kind: 'every', span: this.since(start), width };
  });

  /** sample (none | INT [WORD]). */
  readonly sample = this.RULE('Sample', (): Clause => {
    const start = this.CONSUME(k.Sample);
    return this.OR<Clause>({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(k.None);
            return { kind: 'sample', span: this.since(start) };
          },
        },
        {
          ALT: () => {
            const count = leaf.counted(this.countable(this.CONSUME(t.Integer)));
            const method = this.OPTION({
              GATE: () => !isClauseWord(this.LA(1)),
              DEF: () => this.SUBRULE(this.fixedWord),
            });
            return { kind: 'sample', span: this.since(start), ...count, ...(method === undefined ? {} : { method }) };
          },
        },
      ],
      ERR_MSG: 'a whole number or `none`',
    });
  });

  /** band WORD. */
  readonly bandClause = this.RULE('BandClause', (): Clause => {
    const start = this.CONSUME(k.Band);
    const band = this.SUBRULE(this.fixedWord);
    return { kind: 'band', span: this.since(start), band };
  });

  /** relative to run TEXT. */
  readonly relative = this.RULE('Relative', (): Clause => {
    const start = this.CONSUME(k.Relative);
    this.CONSUME(k.To);
    this.CONSUME(k.Run);
    const base = this.SUBRULE(this.text);
    return { kind: 'relative', span: this.since(start), base };
  });

  readonly history = this.RULE('History', (): Clause => {
    const start = this.CONSUME(k.With);
    this.CONSUME(k.History);
    return { kind: 'history', span: this.since(start) };
  });

  /** by (WORD {"," WORD} | "(" WORD {"," WORD} ")"). */
  readonly by = this.RULE('By', (): Clause => {
    const start = this.CONSUME(k.By);
    const words = this.OR<Word[]>({
      DEF: [{ ALT: () => this.SUBRULE(this.words) }, { ALT: () => this.SUBRULE(this.wordGroup) }],
      ERR_MSG: 'a word',
    });
    return { kind: 'by', span: this.since(start), words };
  });

  readonly sideBySide = this.RULE('SideBySide', (): Clause => {
    const start = this.CONSUME(k.Side);
    this.CONSUME(k.By);
    this.CONSUME2(k.Side);
    return { kind: 'side-by-side', span: this.since(start) };
  });

  readonly atClause = this.RULE('AtClause', (): Clause => {
    const start = this.CONSUME(k.At);
    const point = this.SUBRULE(this.point);
    return { kind: 'at-clause', span: this.since(start), point };
  });

  /** Cols = Col {"," Col}. */
  override readonly columns = this.RULE('Cols', (): Column[] => {
    const columns: Column[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => columns.push(this.nameColumn() ?? this.SUBRULE(this.column)),
      ERR_MSG: 'a column',
    });
    return columns;
  });

  /** Col = "*" | PATH ".*" | (best run by Key | Expr [band WORD]) [as (WORD | TEXT)]. */
  readonly column = this.RULE(
    'Col',
    (): Column =>
      this.plainColumn() ??
      this.OR<Column>({
        DEF: [
          { ALT: () => leaf.keywordNode('all-columns', this.CONSUME(t.Star)) },
          { ALT: () => leaf.prefixColumns(this.CONSUME(t.PrefixColumns)) },
          { GATE: () => this.ahead(k.Best, k.Run), ALT: () => this.SUBRULE(this.bestRun) },
          { ALT: () => this.SUBRULE(this.valueColumn) },
        ],
        IGNORE_AMBIGUITIES: true,
        ERR_MSG: 'a column',
      }),
  );

  /** A column that its first token tells to be no other form. */
  private plainColumn(): Column | undefined {
    if (this.RECORDING_PHASE || this.LA(1).tokenType !== t.Name) return undefined;
    return this.nameColumn() ?? this.SUBRULE2(this.valueColumn);
  }

  /** A name and no more. */
  private nameColumn(): Column | undefined {
    if (this.RECORDING_PHASE || this.LA(1).tokenType !== t.Name) return undefined;
    if (!columnEnds.has(this.LA(2).tokenType)) return undefined;
    const expression = leaf.plainPath(this.skipped());
    return { kind: 'column', span: expression.span, expression };
  }

  /** best run by Key [as …]. */
  readonly bestRun = this.RULE('BestRun', (): Column => {
    const start = this.CONSUME(k.Best);
    this.CONSUME(k.Run);
    this.CONSUME(k.By);
    const key = this.SUBRULE(this.key);
    const alias = this.OPTION(() => this.SUBRULE(this.alias));
    return { kind: 'best-run', span: this.since(start), key, ...(alias === undefined ? {} : { alias }) };
  });

  /** Expr [band WORD] [as …]. */
  readonly valueColumn = this.RULE('ValueColumn', (): Column => {
    const start = this.LA(1);
    const expression = this.SUBRULE(this.expr);
    const band = this.OPTION({
      GATE: () => this.endings.band !== true,
      DEF: () => {
        this.CONSUME(k.Band);
        return this.SUBRULE(this.fixedWord);
      },
    });
    const alias = this.OPTION2(() => this.SUBRULE(this.alias));
    const span = this.since(start);
    return {
      kind: 'column',
      span,
      expression,
      ...(band === undefined ? {} : { band }),
      ...(alias === undefined ? {} : { alias }),
    };
  });

  /** as (WORD | TEXT). */
  readonly alias = this.RULE('Alias', (): Alias => {
    this.CONSUME(k.As);
    return this.OR<Alias>({
      DEF: [
        { ALT: () => leaf.alias(this.CONSUME(t.Name)) },
        { ALT: () => leaf.quotedAlias(this.CONSUME(t.Text)) },
        { ALT: () => leaf.quotedAlias(this.CONSUME(t.Quoted)) },
      ],
      ERR_MSG: 'a name',
    });
  });
}

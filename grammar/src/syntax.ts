import type { Span } from './source.ts';

/**
 * The syntax tree: what was written, with spans, nothing resolved. Foreign spellings that the language accepts stand
 * here as xt's own. Parentheses leave no node; the printer puts back those that are needed.
 */
export interface Query {
  readonly kind: 'query';
  readonly span: Span;
  readonly source: Source;
  readonly clauses: readonly Clause[];
  /** Texts of the comments without `#`, in order. */
  readonly comments: readonly string[];
}

/** A query whose rows are runs. */
export type RunSet =
  | { readonly kind: 'runs'; readonly span: Span }
  | { readonly kind: 'run'; readonly span: Span; readonly names: readonly TextNode[] }
  | { readonly kind: 'subquery'; readonly span: Span; readonly query: Query };

export type Source =
  | RunSet
  | { readonly kind: 'curves'; readonly span: Span; readonly columns: readonly Column[]; readonly of: RunSet }
  | { readonly kind: 'artifacts'; readonly span: Span; readonly of?: RunSet }
  | { readonly kind: 'lineage'; readonly span: Span; readonly of: RunSet }
  | { readonly kind: 'diff'; readonly span: Span; readonly text?: TextNode; readonly of: RunSet }
  | { readonly kind: 'metrics'; readonly span: Span; readonly of?: RunSet }
  | { readonly kind: 'params'; readonly span: Span; readonly of?: RunSet }
  | { readonly kind: 'projects'; readonly span: Span }
  | { readonly kind: 'views'; readonly span: Span }
  | {
      readonly kind: 'compare';
      readonly span: Span;
      readonly value: Expression;
      readonly left: RunSet;
      readonly right: RunSet;
    };

/** A `count` has its `text` where it was not written plainly, as in `10_000`. */
export type Clause =
  | { readonly kind: 'where'; readonly span: Span; readonly condition: Expression }
  | { readonly kind: 'sort'; readonly span: Span; readonly keys: readonly SortKey[] }
  | { readonly kind: 'limit'; readonly span: Span; readonly count: number; readonly text?: string }
  | { readonly kind: 'select'; readonly span: Span; readonly columns: readonly Column[] }
  | {
      readonly kind: 'top';
      readonly span: Span;
      readonly count: number;
      readonly text?: string;
      readonly key: SortKey;
      readonly per: readonly Expression[];
    }
  | { readonly kind: 'group'; readonly span: Span; readonly keys: 'all' | readonly Column[] }
  | { readonly kind: 'vs'; readonly span: Span; readonly base: TextNode; readonly on: readonly Expression[] }
  | { readonly kind: 'smooth'; readonly span: Span; readonly smoothing: Smoothing }
  /** `x step`, `x time` and `x relative` are paths of one word as well. */
  | { readonly kind: 'x'; readonly span: Span; readonly axis: PathNode }
  | { readonly kind: 'window'; readonly span: Span; readonly by: 'steps' | 'time'; readonly range: Range }
  | { readonly kind: 'every'; readonly span: Span; readonly width: NumberNode | DurationNode }
  /** No `count` is `sample none`. */
  | {
      readonly kind: 'sample';
      readonly span: Span;
      readonly count?: number;
      readonly text?: string;
      readonly method?: Word;
    }
  | { readonly kind: 'band'; readonly span: Span; readonly band: Word }
  | { readonly kind: 'relative'; readonly span: Span; readonly base: TextNode }
  | { readonly kind: 'history'; readonly span: Span }
  /** No `count` is all the way. */
  | { readonly kind: 'up'; readonly span: Span; readonly count?: number; readonly text?: string }
  | { readonly kind: 'down'; readonly span: Span; readonly count?: number; readonly text?: string }
  | { readonly kind: 'by'; readonly span: Span; readonly words: readonly Word[] }
  | { readonly kind: 'all'; readonly span: Span }
  | { readonly kind: 'unified'; readonly span: Span }
  | { readonly kind: 'side-by-side'; readonly span: Span }
  | { readonly kind: 'at-clause'; readonly span: Span; readonly point: Point };

/** A word that is no name of the data: a smoothing, a band, a kind of edge. */
export interface Word {
  readonly kind: 'word';
  readonly span: Span;
  readonly text: string;
}

export interface SortKey {
  readonly span: Span;
  readonly expression: Expression;
  /** Absent where neither `asc` nor `desc` was written. */
  readonly direction?: 'asc' | 'desc';
}

export type Column =
  | { readonly kind: 'all-columns'; readonly span: Span }
  /** `val.*`: the prefix `val` as written. */
  | { readonly kind: 'prefix-columns'; readonly span: Span; readonly prefix: string }
  | { readonly kind: 'best-run'; readonly span: Span; readonly key: SortKey; readonly alias?: Alias }
  | {
      readonly kind: 'column';
      readonly span: Span;
      readonly expression: Expression;
      readonly band?: Word;
      readonly alias?: Alias;
    };

export interface Alias {
  readonly span: Span;
  readonly name: string;
}

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type MatchOp = 'like' | 'ilike' | 'matches' | 'contains' | 'starts with' | 'ends with';
export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '^';

export type Expression =
  | { readonly kind: 'and'; readonly span: Span; readonly items: readonly Expression[] }
  | { readonly kind: 'or'; readonly span: Span; readonly items: readonly Expression[] }
  | { readonly kind: 'not'; readonly span: Span; readonly item: Expression }
  | {
      readonly kind: 'compare';
      readonly span: Span;
      readonly op: CompareOp;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'between';
      readonly span: Span;
      readonly negated: boolean;
      readonly item: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | {
      readonly kind: 'in';
      readonly span: Span;
      readonly negated: boolean;
      readonly item: Expression;
      readonly values: readonly Expression[];
    }
  | {
      readonly kind: 'match';
      readonly span: Span;
      readonly op: MatchOp;
      readonly negated: boolean;
      readonly item: Expression;
      readonly pattern: Expression;
    }
  /** `is [not] missing | nan | finite`; another word is the binder's error. */
  | {
      readonly kind: 'is';
      readonly span: Span;
      readonly negated: boolean;
      readonly item: Expression;
      readonly test: Word;
    }
  | { readonly kind: 'tagged'; readonly span: Span; readonly label: TextNode }
  | {
      readonly kind: 'artifact-link';
      readonly span: Span;
      readonly role: 'used' | 'made';
      readonly like: boolean;
      readonly text: TextNode;
    }
  | {
      readonly kind: 'kin';
      readonly span: Span;
      readonly relation: 'ancestor' | 'descendant' | 'child' | 'parent' | 'sibling';
      readonly of: { readonly kind: 'run-names'; readonly names: readonly TextNode[] } | Query;
      readonly within?: number;
      readonly by: readonly Word[];
    }
  | {
      readonly kind: 'arithmetic';
      readonly span: Span;
      readonly op: ArithmeticOp;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'negate'; readonly span: Span; readonly item: Expression }
  | { readonly kind: 'at'; readonly span: Span; readonly item: Expression; readonly point: Point }
  | { readonly kind: 'over'; readonly span: Span; readonly item: Expression; readonly window: Window }
  | { readonly kind: 'smoothed'; readonly span: Span; readonly item: Expression; readonly smoothing: Smoothing }
  | { readonly kind: 'when'; readonly span: Span; readonly unit: 'step' | 'time'; readonly condition: Expression }
  /** `average` and other accepted spellings stand here under xt's name; `count(*)` has no arguments. */
  | {
      readonly kind: 'call';
      readonly span: Span;
      readonly name: Word;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: 'rank'; readonly span: Span; readonly key: SortKey; readonly per: readonly Expression[] }
  | { readonly kind: 'ago'; readonly span: Span; readonly amount: DurationNode }
  | PathNode
  | NumberNode
  | DurationNode
  | TextNode
  | DateNode
  | LiteralNode;

/** A name as written. `me` beside `user`, and every other contextual word, is a path too. */
export interface PathNode {
  readonly kind: 'path';
  readonly span: Span;
  readonly parts: readonly PathPart[];
}

export type PathPart =
  /** An unquoted path as written, with its `.`, `/`, `-`, `@` inside. */
  | { readonly kind: 'plain'; readonly span: Span; readonly text: string }
  /** A backquoted part, unescaped. */
  | { readonly kind: 'quoted'; readonly span: Span; readonly text: string }
  /** `['text']` or `[0]`. */
  | { readonly kind: 'index'; readonly span: Span; readonly key: string | number };

export interface NumberNode {
  readonly kind: 'number';
  readonly span: Span;
  readonly value: number;
  /** As written, kept by the printer: `1e-3`, `.5`, `10_000`. */
  readonly text: string;
}

export interface DurationNode {
  readonly kind: 'duration';
  readonly span: Span;
  readonly seconds: number;
  readonly text: string;
}

export interface TextNode {
  readonly kind: 'text';
  readonly span: Span;
  readonly value: string;
}

export interface DateNode {
  readonly kind: 'date';
  readonly span: Span;
  /** As written: `2026-11-01`, `2026-11-01T14:30`, with `Z` or an offset perhaps; known to be a real date. */
  readonly text: string;
}

export interface LiteralNode {
  readonly kind: 'literal';
  readonly span: Span;
  readonly name: 'true' | 'false' | 'nan' | 'inf' | 'now' | 'today' | 'yesterday';
}

export interface Smoothing {
  readonly span: Span;
  readonly method: Word;
  readonly amount: NumberNode;
}

export type Point =
  | { readonly kind: 'at-step' | 'at-time'; readonly span: Span; readonly value: Expression }
  | { readonly kind: 'at-percent'; readonly span: Span; readonly percent: number; readonly text: string }
  | {
      readonly kind: 'at-best';
      readonly span: Span;
      readonly extremum: 'best' | 'min' | 'max';
      readonly value: Expression;
    };

export type Window =
  | { readonly kind: 'range'; readonly span: Span; readonly by: 'steps' | 'time'; readonly range: Range }
  | {
      readonly kind: 'first' | 'last';
      readonly span: Span;
      readonly size:
        | NumberNode
        | DurationNode
        | { readonly kind: 'percent'; readonly span: Span; readonly percent: number; readonly text: string };
    };

/** Ends included; an absent end is open. */
export interface Range {
  readonly span: Span;
  readonly from?: RangeEnd;
  readonly to?: RangeEnd;
}

export interface RangeEnd {
  readonly span: Span;
  readonly value: NumberNode | DurationNode;
  readonly negative: boolean;
}

/**
 * Queries of xt for notebooks and scripts. This file is all that a notebook's compiler reads (TypeScript 5.0 and newer), so it
 * stands by itself; a test holds the sources against it.
 */

/** What can stand in a template: each becomes a literal of the language, or a query in parentheses, never other text. */
export type Value = Cell | List | Name | Query | Result;

/** What is a list in a template; what it cannot hold (null, NaN, a list) is an error there. */
export type List =
  | readonly Cell[]
  | ReadonlySet<Cell>
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array;

/** A name of the data that a template takes as a name rather than as a text: see `name`. */
export interface Name {
  readonly name: string;
}

/** A tag for templates that are queries. */
export type Tag = (parts: TemplateStringsArray, ...values: readonly Value[]) => Query;

/** A query: `await` asks it, and a template that it stands in asks it as part of another. */
export interface Query extends PromiseLike<Result> {
  /** The whole text. */
  readonly text: string;
  /** Asks it; the store answers anew each time. */
  ask(): Promise<Result>;
  /** Asks it and makes a chart of the answer: of the kind that fits it, or of this one. */
  chart(kind?: ChartKind, options?: ChartOptions): Promise<Chart>;
}

/** An answer: a table, with what the store said of it. */
export interface Result {
  /** The query's text. */
  readonly text: string;
  readonly numRows: number;
  /** Names of the columns, in order. */
  readonly names: readonly string[];
  /** What is worth knowing beside the answer. */
  readonly notes: readonly string[];
  /** An object a row: times are dates, what is missing is null, NaN is NaN. */
  toArray(): readonly Row[];
  /** An array a column: numbers as `Float64Array` (NaN where they are missing), all else as `toArray` has it. */
  readonly columns: Readonly<Record<string, Float64Array | readonly Cell[]>>;
  /** One of these that has numbers; an error where there is none of that name, or it has others. */
  numbers(name: string): Float64Array;
  /** The Arrow table of the package `apache-arrow`. */
  readonly table: ArrowTable;
  /** The same as the bytes of an Arrow IPC stream, for other tools. */
  readonly arrow: Uint8Array;
  /** A chart of it: of the kind that fits it, or of this one. */
  chart(kind?: ChartKind, options?: ChartOptions): Chart;
  /** The first rows as text; `toHtml` as HTML. */
  toString(options?: TableOptions): string;
  toHtml(options?: TableOptions): string;
}

export type Cell = number | bigint | string | boolean | Date | readonly string[] | null;
export type Row = Readonly<Record<string, Cell>>;

/** What can be relied on of a table of `apache-arrow`; it is one, with all else that those can do. */
export interface ArrowTable {
  readonly numRows: number;
  readonly numCols: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChild(name: string): { readonly length: number; get(row: number): unknown; toArray(): unknown } | null;
}

export type ChartKind =
  | 'line'
  | 'bar'
  | 'point'
  | 'scatter'
  | 'parallel'
  | 'heatmap'
  | 'histogram'
  | 'box'
  | 'strip'
  | 'tree';

export interface ChartOptions {
  /** The query without it. */
  readonly title?: string;
  /** Which axes are logarithmic. */
  readonly log?: 'x' | 'y' | 'xy';
  /** A trend line through the points of a scatter chart. */
  readonly trend?: boolean;
  readonly dark?: boolean;
}

export interface TableOptions {
  /** Rows that are shown at most, `Infinity` for all; 20 without it. */
  readonly rows?: number;
}

/** A chart as data; each form is drawn when it is asked for. */
export interface Chart {
  /** The answer that it shows. */
  readonly result: Result;
  vegaLite(): Promise<Readonly<Record<string, unknown>>>;
  svg(): Promise<string>;
  png(): Promise<Uint8Array>;
  html(): Promise<string>;
  /** In characters: as wide as the terminal, elsewhere 100 columns, or so many. */
  text(width?: number): Promise<string>;
  /** Writes a file in the format of its ending: `.svg`, `.png`, `.html` or `.vl.json`. */
  save(file: string): Promise<void>;
}

export interface ShowOptions extends ChartOptions, TableOptions {
  /** A table or a chart; without it what fits: charts of curves, groups, lineage and comparisons, tables of all else. */
  readonly as?: 'table' | 'chart' | ChartKind;
}

export interface WatchOptions extends ShowOptions {
  /** Ends it when it is aborted, as interrupting the cell does. */
  readonly signal?: { readonly aborted: boolean; addEventListener(type: 'abort', listener: () => void): void };
}

/** Which store, and what of it; without a word as `xt` chooses: `XT_STORE`, `XT_PROJECT`, the config file, the default store. */
export interface ConnectOptions {
  /** A folder, or the name of a store in the config file. */
  readonly store?: string;
  /** Only this project. */
  readonly project?: string;
}

/** Tags and displays of one store. */
export interface Connection {
  /** A whole query. */
  readonly xt: Tag;
  /** What follows `runs`. */
  readonly runs: Tag;
  /** What follows `curves`. */
  readonly curves: Tag;
  /**
   * Shows an answer and again whenever the store says something new, in the same place; it ends with the last answer when
   * none of the runs that the query is of is running any more, or when the cell is interrupted.
   */
  readonly watch: Watch;
  /** Lets go of the store; an embedded one's background process ends by itself. */
  close(): Promise<void>;
}

export interface Watch {
  (parts: TemplateStringsArray, ...values: readonly Value[]): Promise<Result>;
  (query: Query, options?: WatchOptions): Promise<Result>;
}

/** Tags of another store or project than the usual ones. */
export declare function connect(options?: ConnectOptions): Connection;
export declare const xt: Tag;
export declare const runs: Tag;
export declare const curves: Tag;
export declare const watch: Watch;
export declare function close(): Promise<void>;

/** Shows a query's answer, an answer or a chart below the cell; on a console as text. */
export declare function show(
  what: Query | Result | Chart | PromiseLike<Result | Chart>,
  options?: ShowOptions,
): Promise<void>;

/** A name of the data for a template, whatever characters it has: `metrics.${name('val f1 (B)')}`. */
export declare function name(text: string): Name;

/** Why there is no answer: its message, and the text that it is shown as, have the place in the query, marked, and the hint. */
export declare class XtError extends Error {
  constructor(message: string, hint?: string);
  readonly hint: string | undefined;
}

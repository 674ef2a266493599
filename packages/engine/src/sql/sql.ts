import type { StepId } from '../plan/steps.ts';
import type { ParameterValue } from '../stores/store.ts';

/** What a placeholder is filled with when the statement runs. */
export type Slot =
  | { readonly kind: 'value'; readonly value: ParameterValue }
  /** The runs of a step, or those that the executor asks about, as numbers or as a bit set. */
  | { readonly kind: 'runs'; readonly of: StepId | 'asked'; readonly form: RunsForm | 'handful' | 'bytes' }
  /**
   * A fetched column on its way to ClickHouse: the code of each run's value, 0 where it has none, how many bytes wide codes
   * are, the distinct values in the order of their codes, and of texts what stands between each two.
   */
  | {
      readonly kind: 'carried';
      readonly of: StepId;
      readonly index: number;
      /** The step whose runs they are, or those asked about; `few` in their order, `many` in that of their numbers. */
      readonly rows: StepId | 'asked';
      readonly form: RunsForm;
      readonly as: CarriedForm;
      readonly part: 'codes' | 'width' | 'values' | 'separator';
    }
  /** The value that a step gave as that of every run, null where it gave none. */
  | { readonly kind: 'everywhere'; readonly of: StepId; readonly index: number }
  /** A column of listed rows on its way to ClickHouse: which of its values are there, or the values, as bytes. */
  | {
      readonly kind: 'listed';
      readonly column: string;
      readonly part: 'flags' | 'values';
      /** Texts are each ended by a zero byte, all else is doubles. */
      readonly text: boolean;
    }
  /** Texts that the executor asks about. */
  | { readonly kind: 'texts' }
  /** How many rows the executor asks for, or has. */
  | { readonly kind: 'count' };

/**
 * `few`: an array that an index is asked with; `many`: a bit set, least significant bit first. `handful`: an array, null
 * where it would be long; `bytes`: 32 bits a run.
 */
export type RunsForm = 'few' | 'many';

/** How distinct values travel: as doubles, as texts one after the other, or as the codes of false and true, 1 and 2, alone. */
export type CarriedForm = 'numbers' | 'flags' | 'texts';

/** An SQL expression. Values of a query stand in it as parameters only; `raw` holds words of ours. */
export type Sql =
  | { readonly kind: 'column'; readonly table?: string; readonly name: string }
  | { readonly kind: 'parameter'; readonly type: string; readonly slot: Slot }
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Sql[] }
  | { readonly kind: 'infix'; readonly op: string; readonly items: readonly Sql[] }
  | { readonly kind: 'prefix'; readonly op: string; readonly item: Sql }
  | { readonly kind: 'postfix'; readonly item: Sql; readonly op: string }
  | { readonly kind: 'subquery'; readonly query: Query }
  /** One of the forms of `forms-postgres.ts` and `forms-clickhouse.ts`, which the matrix test holds against the databases. */
  | { readonly kind: 'form'; readonly items: readonly Sql[]; readonly say: (...items: string[]) => string };

export type Query = Select | UnionAll;

export interface Select {
  readonly kind: 'select';
  readonly columns: readonly SelectColumn[];
  readonly from: From;
  /** Joined by `AND`: conditions on columns of the sorting key, which ClickHouse then reads before the others. */
  readonly keyWhere?: readonly Sql[];
  /** Joined by `AND`. */
  readonly where?: readonly Sql[];
  readonly group?: readonly Sql[];
  readonly order?: readonly OrderTerm[];
  readonly limit?: Sql;
  /** The limit is for those alike in these. */
  readonly limitBy?: readonly Sql[];
  /** Rows equal to the last by the order come too. */
  readonly ties?: true;
  /** Few rows at a time, where each takes much memory. */
  readonly smallBlocks?: true;
  /** Joins what is sorted by what it is joined by. */
  readonly mergeJoin?: true;
  /** Keeps Postgres from looking its rows up one by one instead of reading them once. */
  readonly readOnce?: true;
}

export interface UnionAll {
  readonly kind: 'union-all';
  readonly items: readonly Select[];
}

export interface SelectColumn {
  readonly value: Sql;
  readonly as?: string;
}

export interface OrderTerm {
  readonly value: Sql;
  readonly descending?: boolean;
  readonly missingLast?: boolean;
}

export type From =
  | { readonly kind: 'table'; readonly name: string; readonly as?: string; readonly final?: true }
  | { readonly kind: 'query'; readonly query: Query; readonly as?: string }
  /** What `start` gives, and what `next` adds to it, over and over, joined with the table named `as`; each row once. */
  | { readonly kind: 'reachable'; readonly as: string; readonly start: Select; readonly next: Select }
  | { readonly kind: 'left-join' | 'join'; readonly left: From; readonly right: From; readonly on: Sql };

/** A column, of a table where several are in reach. */
export function column(name: string, table?: string): Sql {
  return { kind: 'column', name, ...(table === undefined ? {} : { table }) };
}

/** A value of the query or of xt, as a parameter of this SQL type. */
export function value(type: string, of: ParameterValue): Sql {
  return { kind: 'parameter', type, slot: { kind: 'value', value: of } };
}

/** A placeholder that the executor fills. */
export function slot(type: string, of: Slot): Sql {
  return { kind: 'parameter', type, slot: of };
}

/**
 * Bytes on their way to ClickHouse as they were: materialized, since of a constant it writes out the text again and again
 * while it plans the statement.
 */
export function bytes(of: Slot): Sql {
  return call('base64Decode', call('materialize', slot('String', of)));
}

/** SQL of ours that holds no value of a query. */
export function raw(text: string): Sql {
  return { kind: 'raw', text };
}

/** A function call. */
export function call(name: string, ...items: readonly Sql[]): Sql {
  return { kind: 'call', name, arguments: items };
}

/** Items with the same operator between each two. */
export function infix(op: string, ...items: readonly Sql[]): Sql {
  const [first] = items;
  return items.length === 1 && first !== undefined ? first : { kind: 'infix', op, items };
}

/** `NOT item`, or a sign. */
export function prefix(op: string, item: Sql): Sql {
  return { kind: 'prefix', op, item };
}

/** `item IS NULL` and the like. */
export function postfix(item: Sql, op: string): Sql {
  return { kind: 'postfix', item, op };
}

/** A query in parentheses, as a value or after `IN`. */
export function subquery(query: Query): Sql {
  return { kind: 'subquery', query };
}

/** A tested form of the dialect over its operands. */
export function form(say: (...items: string[]) => string, ...items: readonly Sql[]): Sql {
  return { kind: 'form', items, say };
}

/** A statement with its placeholders not yet filled. */
export interface Template {
  readonly store: 'postgres' | 'clickhouse';
  readonly text: string;
  readonly slots: readonly Slot[];
}

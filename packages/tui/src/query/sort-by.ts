import { type Clause, printExpression } from '@xt/grammar';
import { askedAs, columnAsked } from './selected.ts';
import { clausesOf, readQuery, withClauses } from './splice.ts';
import { stageStart } from './stage.ts';
import { versusPlace } from './versus.ts';

/** The query sorted by a column; with `add` behind the keys that sort it already, in place of an own key of that column. */
export function sortBy(text: string, column: string, direction: 'asc' | 'desc', add = false): string | undefined {
  const query = readQuery(text);
  if (query === undefined) return undefined;
  const start = stageStart(query.clauses);
  const named = versusPlace(query, column) + 1;
  const place = query.clauses.findIndex((clause, index) => index >= start && clause.kind === 'sort');
  // What `vs` adds has its name behind it: an order that stands before goes there.
  const mayStay = place >= named;
  const fragment = clausesOf(`sort by ${askedAs(query, text, column, mayStay ? place : -1)} ${direction}`)?.[0];
  if (fragment?.kind !== 'sort') return undefined;
  const old = query.clauses[place];
  if (old?.kind !== 'sort') return withClauses(query, insertBefore(query.clauses, Math.max(start, named), fragment));
  const others = old.keys.filter(
    ({ expression }) => columnAsked(query, text, printExpression(expression), place) !== column,
  );
  const sorted = { ...old, keys: add ? [...others, ...fragment.keys] : fragment.keys };
  return withClauses(
    query,
    mayStay
      ? query.clauses.with(place, sorted)
      : insertBefore(query.clauses.toSpliced(place, 1), Math.max(start, named - 1), sorted),
  );
}

/** A column, and in which direction rows are sorted by it. */
export interface Sorted {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** The columns by which the rows are sorted, as the table names them, and which way; the first decides. */
export function sortedBy(text: string): readonly Sorted[] {
  if (!/sort|top|order/i.test(text)) return [];
  const query = readQuery(text);
  if (query === undefined) return [];
  const place = query.clauses.findLastIndex(({ kind }) => kind === 'sort' || kind === 'top');
  const clause = query.clauses[place];
  const keys = clause?.kind === 'sort' ? clause.keys : clause?.kind === 'top' ? [clause.key] : [];
  return keys.flatMap(({ expression, direction }) => {
    const column = columnAsked(query, text, printExpression(expression), place);
    return column === undefined ? [] : [{ column, direction: direction ?? 'asc' }];
  });
}

/** The clauses that put the rows in order, as they are written; empty where none does. */
export function orderText(text: string): string {
  if (!/sort|top|order|group/i.test(text)) return '';
  const clauses = (readQuery(text)?.clauses ?? []).filter(
    ({ kind }) => kind === 'sort' || kind === 'top' || kind === 'group',
  );
  return clauses.map(({ span }) => text.slice(span.start, span.end)).join(' ');
}

function insertBefore(clauses: readonly Clause[], start: number, clause: Clause): readonly Clause[] {
  const place = clauses.findIndex(({ kind }, index) => index >= start && (kind === 'limit' || kind === 'select'));
  return place === -1 ? [...clauses, clause] : clauses.toSpliced(place, 0, clause);
}

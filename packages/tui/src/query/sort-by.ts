import type { Clause, SortKey } from '@xt/grammar';
import { clausesOf, columnExpression, readQuery, withClauses } from './splice.ts';
import { stageStart } from './stage.ts';

/** The query sorted by a column; with `add` behind the keys that sort it already, in place of an own key of that column. */
export function sortBy(text: string, column: string, direction: 'asc' | 'desc', add = false): string | undefined {
  const query = readQuery(text);
  const expression = columnExpression(column);
  const fragment = clausesOf(`sort by ${expression} ${direction}`)?.[0];
  if (query === undefined || fragment?.kind !== 'sort') return undefined;
  const start = stageStart(query.clauses);
  const place = query.clauses.findIndex((clause, index) => index >= start && clause.kind === 'sort');
  const old = query.clauses[place];
  if (old?.kind === 'sort') {
    const keys = add ? [...old.keys.filter((key) => !sorts(key, text, column)), ...fragment.keys] : fragment.keys;
    return withClauses(query, query.clauses.with(place, { ...old, keys }));
  }
  return withClauses(query, insertBefore(query.clauses, start, fragment));
}

/** The column that sorts first, as it is written, and which way. */
export function sortedBy(text: string): { readonly column: string; readonly direction: 'asc' | 'desc' } | undefined {
  if (!/sort|top|order/i.test(text)) return undefined;
  const query = readQuery(text);
  const clause = query?.clauses.findLast(({ kind }) => kind === 'sort' || kind === 'top');
  const key = clause?.kind === 'sort' ? clause.keys[0] : clause?.kind === 'top' ? clause.key : undefined;
  if (key === undefined) return undefined;
  const { start, end } = key.expression.span;
  return { column: plainName(text.slice(start, end)), direction: key.direction ?? 'asc' };
}

function sorts(key: SortKey, text: string, column: string): boolean {
  return plainName(text.slice(key.expression.span.start, key.expression.span.end)) === column;
}

function plainName(written: string): string {
  return /^`.*`$/.test(written) ? written.slice(1, -1).replaceAll('``', '`') : written;
}

function insertBefore(clauses: readonly Clause[], start: number, clause: Clause): readonly Clause[] {
  const place = clauses.findIndex(({ kind }, index) => index >= start && (kind === 'limit' || kind === 'select'));
  return place === -1 ? [...clauses, clause] : clauses.toSpliced(place, 0, clause);
}

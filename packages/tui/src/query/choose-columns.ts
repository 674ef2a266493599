import { type Clause, printExpression, type Query, tokenize } from '@xt/grammar';
import { plainName } from './plain-name.ts';
import { columnList, selectedColumns } from './selected.ts';
import { clausesOf, readQuery, withClauses } from './splice.ts';

/**
 * The query whose columns are these, in this order. What the query computes under a name of its own, or with a band, stays as
 * it is written; any other column is asked for as its name. What is compared with a baseline is so only while it is a column.
 */
export function chooseColumns(text: string, columns: readonly string[]): string | undefined {
  const query = readQuery(text);
  if (query === undefined || columns.length === 0) return undefined;
  const { place } = selectedColumns(query, text);
  const select = clausesOf(`select ${columnList(query, text, columns)}`)?.[0];
  if (select === undefined) return undefined;
  const clauses = place === -1 ? [...query.clauses, select] : query.clauses.with(place, select);
  return withClauses(query, clauses.flatMap(comparedOf(columns)));
}

/** A clause that names a column which the query computes, so that the column cannot go; undefined where none does. */
export function whoNames(text: string, column: string): string | undefined {
  const query = readQuery(text);
  if (query === undefined) return undefined;
  const { place, columns } = selectedColumns(query, text);
  if (!columns.some(({ name, isAliased }) => isAliased && name === column)) return undefined;
  const clause = query.clauses.find(
    ({ kind, span }, index) => index > place && kind !== 'vs' && namesIn(text.slice(span.start, span.end)).has(column),
  );
  return clause === undefined ? undefined : text.slice(clause.span.start, clause.span.end);
}

/** The query whose groups are made by these keys, in another order; undefined where it does not say them one by one. */
export function orderKeys(text: string, keys: readonly string[]): string | undefined {
  const query = readQuery(text);
  const place = query?.clauses.findLastIndex(({ kind }) => kind === 'group') ?? -1;
  const group = query?.clauses[place];
  if (query === undefined || group?.kind !== 'group' || group.keys === 'all') return undefined;
  const named = new Map(group.keys.map((key) => [keyName(key), key] as const));
  const ordered = keys.flatMap((name) => named.get(name) ?? []);
  if (ordered.length !== group.keys.length) return undefined;
  return withClauses(query, query.clauses.with(place, { ...group, keys: ordered }));
}

function keyName(key: Exclude<Extract<Clause, { kind: 'group' }>['keys'], 'all'>[number]): string | undefined {
  return key.kind === 'column' ? (key.alias?.name ?? plainName(printExpression(key.expression))) : undefined;
}

function comparedOf(columns: readonly string[]): (clause: Query['clauses'][number]) => readonly Clause[] {
  return (clause) => {
    if (clause.kind !== 'vs') return [clause];
    const on = clause.on.filter((expression) =>
      columns.some((name) =>
        [name, `metrics.${name}`, `params.${name}`].includes(plainName(printExpression(expression))),
      ),
    );
    return on.length === 0 ? [] : [{ ...clause, on }];
  };
}

/** The names in a text, without backquotes. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set(tokenize(text).map(({ span }) => plainName(text.slice(span.start, span.end))));
}

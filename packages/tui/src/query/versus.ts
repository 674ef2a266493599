import { printExpression, type Query } from '@xt/grammar';
import { plainName } from './plain-name.ts';
import { clausesOf, columnExpression, quoteText, readQuery, withClauses } from './splice.ts';

/** The query with the differences of these columns to a run, in place of those to another; without a run with none. */
export function versus(text: string, id: string | undefined, columns: readonly string[]): string | undefined {
  const query = readQuery(text);
  if (query === undefined) return undefined;
  const place = query.clauses.findIndex(({ kind }) => kind === 'vs');
  const rest = query.clauses.filter(({ kind }) => kind !== 'vs');
  if (id === undefined) return withClauses(query, rest);
  const added = clausesOf(`vs ${quoteText(id)} on ${columns.map(columnExpression).join(', ')}`)?.[0];
  if (added === undefined) return undefined;
  const select = rest.findLastIndex(({ kind }) => kind === 'select');
  return withClauses(
    query,
    rest.toSpliced(place !== -1 ? Math.min(place, rest.length) : select + 1 || rest.length, 0, added),
  );
}

/** The run that the query compares with, as it is written. */
export function baselineOf(text: string): string | undefined {
  if (!/\bvs\b/i.test(text)) return undefined;
  const clause = readQuery(text)?.clauses.find(({ kind }) => kind === 'vs');
  return clause?.kind === 'vs' ? clause.base.value : undefined;
}

/** The place of the `vs` that gives a column its name, before which there is none; -1 of any other column. */
export function versusPlace(query: Query, column: string): number {
  return query.clauses.findIndex(
    (clause) =>
      clause.kind === 'vs' &&
      clause.on.some((expression) =>
        ['_base', '_diff', '_ratio'].some(
          (end) => column.endsWith(end) && namesOf(printExpression(expression)).includes(column.slice(0, -end.length)),
        ),
      ),
  );
}

/** What the answer may call an expression. */
function namesOf(expression: string): readonly string[] {
  const bare = expression.replace(/^(?:metrics|params)\./, '');
  return [expression, plainName(expression), bare, plainName(bare)];
}

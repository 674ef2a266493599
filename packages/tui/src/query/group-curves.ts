import { type Clause, printExpression } from '@xt/grammar';
import { choosingClauses } from './chosen-runs.ts';
import { plainName } from './plain-name.ts';
import { quoteName, readQuery, withClauses } from './splice.ts';

/** The runs that a query groups, and by what, as it is written; undefined where it groups none. */
export function groupedRuns(text: string): { readonly runs: string; readonly by: string } | undefined {
  const query = readQuery(text);
  const place = query?.clauses.findLastIndex(({ kind }) => kind === 'group') ?? -1;
  const group = query?.clauses[place];
  if (query === undefined || group?.kind !== 'group') return undefined;
  const before = query.clauses.slice(0, place);
  // Groups of groups have no curves.
  if (before.some(({ kind }) => kind === 'group')) return undefined;
  const runs = withClauses(query, choosingClauses(before));
  return { runs, by: keysText(group, text) };
}

// What the answer calls its own columns.
const ownColumns: ReadonlySet<string> = new Set([
  'metric',
  'step',
  'time',
  'relative',
  'x',
  'value',
  'raw',
  'lo',
  'hi',
  'n',
]);

/** The clause as it is written; a key that would have the name of a column of curves is of the run by its name, too. */
function keysText({ keys, span }: Extract<Clause, { kind: 'group' }>, text: string): string {
  if (keys === 'all') return text.slice(span.start, span.end);
  const written = keys.map((key) => {
    const own = text.slice(key.span.start, key.span.end);
    if (key.kind !== 'column') return own;
    const expression = text.slice(key.expression.span.start, key.expression.span.end);
    const name = key.alias?.name ?? plainName(printExpression(key.expression));
    return ownColumns.has(name) ? `${expression} as ${quoteName(`run ${name}`)}` : own;
  });
  return `group by ${written.join(', ')}`;
}

import { expect, test } from 'vitest';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import { compile } from '../compile.ts';
import { describeStep } from '../explain/describe-step.ts';

/** The step that lists the rows. */
function listing(text: string): string {
  const { value, diagnostics } = compile(text, worldCatalog(), ann);
  if (value?.steps.kind !== 'table') throw new Error(JSON.stringify(diagnostics));
  const { rows, steps } = value.steps;
  return steps
    .filter(({ id }) => id === rows)
    .map(describeStep)
    .join();
}

test.each([
  [
    "views where user = me and not (name like 'a%' or query contains 'x') sort by created desc limit 3",
    "postgres: list views of 1 where ((column.user = 'ann') and false((column.name like 'a%')) and false((column.query contains 'x'))), order by column.created desc limit 3",
  ],
  [
    'params where max > 1 sort by distinct limit 2',
    /where \(column\.max > 1\), order by column\.distinct asc limit 2$/,
  ],
  // What is left of the conditions decides over what is cut.
  [
    "views where name matches 'a.' and user = me sort by name limit 2",
    /where \(column\.user = 'ann'\), then clickhouse: 1 stages of their clauses$/,
  ],
  // Postgres holds no points.
  ['projects where runs > 1 sort by points limit 2', /where \(column\.runs > 1\), then clickhouse: 1 stages/],
  [
    "metrics where name like 'a%' sort by name limit 2",
    /where \(column\.name like 'a%'\), order by column\.name asc limit 2$/,
  ],
  ["metrics where runs > 2 and name = 'a' or points > 3", /list metrics of all but 1, then clickhouse: 1 stages/],
  // Rows that are alike by another order stand as they were found.
  ['views sort by user limit 4 sort by created', /list views of 1, then clickhouse: 2 stages/],
  [
    'views sort by user limit 4 where created > 2026-01-01',
    /of 1, order by column\.user asc limit 4, then clickhouse: 1 stages/,
  ],
  ['views where rank(created) = 1', /list views of 1, then clickhouse: 2 stages/],
  ['views limit 2', 'postgres: list views of 1 limit 2'],
])('%s', (text, said) => {
  const found = listing(text).replace(/^\d+\. /, '');
  if (typeof said === 'string') expect(found).toBe(said);
  else expect(found).toMatch(said);
});

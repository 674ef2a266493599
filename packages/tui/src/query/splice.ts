import { type Clause, hasErrors, isName, parse, printQueryInline, type Query } from '@xt/grammar';

/** The tree of a query that has no errors. */
export function readQuery(text: string): Query | undefined {
  const { value, diagnostics } = parse(text);
  return hasErrors(diagnostics) ? undefined : value;
}

/** The clauses of a fragment such as `sort by x desc`, spelled as in a query of runs. */
export function clausesOf(fragment: string): readonly Clause[] | undefined {
  return readQuery(`runs ${fragment}`)?.clauses;
}

/** The text of a query with other clauses, in one line and without comments. */
export function withClauses(query: Query, clauses: readonly Clause[]): string {
  return printQueryInline({ ...query, clauses });
}

/** A text between quotes, as the language has it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The expression that a column's name stands for: itself where it reads as one, else the name between backquotes. */
export function columnExpression(name: string): string {
  if (isName(name)) return name;
  const read = readQuery(`runs sort by ${name} desc`);
  const sort = read?.clauses.length === 1 ? read.clauses[0] : undefined;
  return sort?.kind === 'sort' && sort.keys.length === 1 && sort.keys[0]?.direction === 'desc'
    ? name
    : `\`${name.replaceAll('`', '``')}\``;
}

/** A name as the language writes it, between backquotes where it must be. */
export function quoteName(name: string): string {
  return isName(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

import { type Clause, parse, printQueryInline, type Query, type RunSet } from '@xt/grammar';

/** A query that has a row while a run of this query's set is not over yet; undefined where the text is no query. */
export function liveRunsOf(text: string): string | undefined {
  const { value } = parse(text);
  if (value === undefined) return undefined;
  return `(${printQueryInline(runsOf(value))}) where state in ('queued', 'running') limit 1 select id`;
}

/** The set of runs that a query is of: all of them where it is of no set. */
function runsOf({ span, source, clauses }: Query): Query {
  const set = setOf(source);
  if (set === undefined) return { kind: 'query', span, source: { kind: 'runs', span }, clauses: [], comments: [] };
  const end = clauses.findIndex((clause) => !choosesRuns(clause));
  const choosing =
    source.kind === 'runs' || source.kind === 'run' || source.kind === 'subquery' || source.kind === 'curves';
  const kept = choosing ? clauses.slice(0, end < 0 ? clauses.length : end) : [];
  return { kind: 'query', span, source: set, clauses: kept, comments: [] };
}

function setOf(source: Query['source']): RunSet | undefined {
  switch (source.kind) {
    case 'runs':
    case 'run':
    case 'subquery':
      return source;
    case 'curves':
    case 'lineage':
    case 'diff':
    case 'artifacts':
    case 'metrics':
    case 'params':
      return source.of;
    case 'compare':
    case 'projects':
    case 'views':
      return undefined;
  }
}

function choosesRuns({ kind }: Clause): boolean {
  return kind === 'where' || kind === 'sort' || kind === 'limit' || kind === 'top';
}

import type { Clause, Query, RunSet } from '@xt/grammar';
import type { BoundColumn, BoundRuns, RunsFrom } from './bound.ts';
import { checksOf } from './checks.ts';
import { runColumns } from './columns.ts';
import { type Environment, type Row, withRow } from './environment.ts';
import { bindPipeline, isPipelineClause, type Pipeline } from './pipeline.ts';
import { intersect, narrowReach, type Reach, scopeOf } from './reach.ts';
import { findRuns } from './run-texts.ts';

/** A set of runs with its clauses, and what follows from them for the place it stands in. */
export interface RunsOutcome {
  readonly query: BoundRuns;
  readonly reach: Reach;
  readonly pipeline: Pipeline;
}

interface Start {
  readonly from: RunsFrom;
  readonly reach: Reach;
  /** The columns of a query in parentheses, which show through. */
  readonly shown: readonly BoundColumn[];
  readonly isSelected: boolean;
}

/** Binds `runs`, `run 'x'` or a query in parentheses, with the clauses after it. */
export function bindRunSet(environment: Environment, set: RunSet, clauses: readonly Clause[]): RunsOutcome {
  const start = bindStart(environment, set);
  const reach = narrowReach(environment, start.reach, clauses);
  const row: Partial<Row> = { source: 'runs', columns: [], ofRun: true, ...(reach === undefined ? {} : { reach }) };
  const pipeline = bindPipeline(withRow(environment, row), clauses.filter(isPipelineClause));
  const scope = scopeOf(environment, reach);
  const shown = start.isSelected ? { ...pipeline, selected: pipeline.selected ?? start.shown } : pipeline;
  const columns = runColumns(shown, start.shown, scope);
  const query = { kind: 'runs', scope, from: start.from, clauses: pipeline.clauses, columns } as const;
  return { query: { ...query, checks: checksOf(pipeline.clauses, columns) }, reach, pipeline: shown };
}

/** Binds a query in parentheses, with names of its own; it sees nothing of the query around it. */
export function bindSubquery(environment: Environment, query: Query): RunsOutcome | undefined {
  const { source } = query;
  if (source.kind !== 'runs' && source.kind !== 'run' && source.kind !== 'subquery') return undefined;
  const { reach } = environment;
  const row: Row = {
    source: 'runs',
    columns: [],
    ofRun: true,
    aliases: new Map(),
    ...(reach === undefined ? {} : { reach }),
  };
  return bindRunSet({ ...environment, row }, source, query.clauses);
}

function bindStart(environment: Environment, set: RunSet): Start {
  const { reach } = environment;
  const everything: Start = { from: { kind: 'all-runs' }, reach, shown: [], isSelected: false };
  switch (set.kind) {
    case 'runs':
      return everything;
    case 'run': {
      const runs = findRuns(environment, set.names);
      if (runs === undefined) return everything;
      const numbers = [...new Set(runs.map((run) => run.number))];
      const projects = new Set(runs.map((run) => run.project));
      return { ...everything, from: { kind: 'these-runs', runs: numbers }, reach: intersect(reach, projects) };
    }
    case 'subquery': {
      const inner = bindSubquery(environment, set.query);
      if (inner === undefined) return everything;
      const { query, pipeline } = inner;
      const isSelected = pipeline.selected !== undefined;
      const shown = pipeline.selected ?? pipeline.mentions;
      return { from: { kind: 'subquery', query }, reach: inner.reach, shown, isSelected };
    }
  }
}

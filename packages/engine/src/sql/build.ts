import { isPlainListing } from '../plan/row-columns.ts';
import type {
  CountGroups,
  CountInPostgres,
  FetchFacts,
  FetchFromClickHouse,
  FetchFromPostgres,
  FetchSummaries,
  FindByKey,
  FindForks,
  FindInClickHouse,
  FindInPostgres,
  FindKin,
  FindRelatives,
  FindRemoved,
  GroupRows,
  ListArtifacts,
  ListLineage,
  ListRows,
  OrderInClickHouse,
  OrderInPostgres,
  RankInClickHouse,
  ReadTexts,
  Step,
  StepId,
  Steps,
} from '../plan/steps.ts';
import { storedKey } from '../plan/storage.ts';
import { inlineBytes, listArtifacts } from './artifact-statements.ts';
import { type BuiltBands, buildBands } from './band-statements.ts';
import { fetchFromClickHouse, findInClickHouse, orderInClickHouse } from './build-clickhouse.ts';
import { type BuiltCurves, buildCurves } from './build-curves.ts';
import { type FetchPart, fetchFromPostgres } from './build-fetch.ts';
import {
  countGroups,
  countInPostgres,
  findByKey,
  findInPostgres,
  findRemoved,
  orderById,
  orderInPostgres,
} from './build-postgres.ts';
import { type ByForm, clickhouse, postgres } from './by-form.ts';
import { chooseRows } from './choose-rows.ts';
import type { RowContext, RowReach } from './clickhouse-rows.ts';
import { finalMetrics, runDocuments } from './fact-statements.ts';
import { forkEdges } from './fork-statements.ts';
import { groupRows } from './group-statements.ts';
import { kinEdges } from './kin-statements.ts';
import { lineageEdges, parentsOf } from './lineage-statements.ts';
import {
  metricCounts,
  metricNames,
  paramCounts,
  projectCounts,
  projectPoints,
  savedViews,
} from './listing-statements.ts';
import type { Moment } from './postgres-fields.ts';
import { rankRuns } from './rank-statements.ts';
import { ancestorEdges, everyParent, parentEdges } from './relative-statements.ts';
import type { RunsForm } from './sql.ts';
import { fetchSummaries } from './summary-statements.ts';

/** A step with the statements that do it. */
export type BuiltStep =
  | { readonly kind: 'in-process'; readonly step: InProcess }
  | {
      readonly kind: 'find';
      readonly step: FindInPostgres | FindByKey | FindRemoved | FindInClickHouse;
      readonly statement: ByForm;
    }
  | { readonly kind: 'count'; readonly step: CountInPostgres; readonly statement: ByForm }
  /** The edges on the ways that are gone, which of the runs asked about are rows, and their first parents. */
  | {
      readonly kind: 'list-lineage';
      readonly step: ListLineage;
      readonly up?: ByForm;
      readonly down?: ByForm;
      readonly live: ByForm;
      /** Which of them are of projects that were not asked for. */
      readonly elsewhere?: ByForm;
      readonly parents?: ByForm;
    }
  | { readonly kind: 'find-forks'; readonly step: FindForks; readonly statement: ByForm }
  | { readonly kind: 'find-kin'; readonly step: FindKin; readonly statement: ByForm }
  /** The edges to parents and to all ancestors of the runs asked about. */
  | {
      readonly kind: 'find-relatives';
      readonly step: FindRelatives;
      readonly parents: ByForm;
      readonly ancestors: ByForm;
    }
  | { readonly kind: 'order-postgres'; readonly step: OrderInPostgres; readonly statement: ByForm }
  | {
      readonly kind: 'order-clickhouse';
      readonly step: OrderInClickHouse;
      readonly candidates: ByForm;
      /** Which of the runs asked about are rows, and which runs at all are, where Postgres is to say it. */
      readonly check?: { readonly asked: ByForm; readonly all: ByForm };
      readonly byId: ByForm;
    }
  | {
      readonly kind: 'fetch-postgres';
      readonly step: FetchFromPostgres;
      readonly parts: readonly { readonly part: FetchPart; readonly statement: ByForm }[];
    }
  | { readonly kind: 'fetch-clickhouse'; readonly step: FetchFromClickHouse; readonly statement: ByForm }
  | { readonly kind: 'fetch-summaries'; readonly step: FetchSummaries; readonly statement: ByForm }
  | { readonly kind: 'rank-clickhouse'; readonly step: RankInClickHouse; readonly statement: ByForm }
  | { readonly kind: 'group-rows'; readonly step: GroupRows; readonly statement: ByForm }
  | { readonly kind: 'count-groups'; readonly step: CountGroups; readonly statement: ByForm }
  | BuiltCurves
  | BuiltBands
  | BuiltListing
  | BuiltArtifacts;

/** Rows that are artifacts, what runs have, and the bytes of texts. */
type BuiltArtifacts =
  | { readonly kind: 'list-artifacts'; readonly step: ListArtifacts; readonly statement: ByForm }
  /** Each where a section asks for it; `names` of the metrics asked about. */
  | {
      readonly kind: 'fetch-facts';
      readonly step: FetchFacts;
      readonly documents?: ByForm;
      readonly finals?: { readonly values: ByForm; readonly names: ByForm; readonly most: number };
    }
  | { readonly kind: 'read-texts'; readonly step: ReadTexts; readonly statement: ByForm };

/** What each store knows of the rows, then, unless they are shown as they are, the clauses over them. */
interface BuiltListing {
  readonly kind: 'list-rows';
  readonly step: ListRows;
  readonly sources: /** Rows that a step listed. */
    | { readonly kind: 'listed' }
    | { readonly kind: 'metrics'; readonly counts: ByForm; readonly names: ByForm }
    | { readonly kind: 'params'; readonly counts: ByForm }
    | { readonly kind: 'projects'; readonly counts: ByForm; readonly points: ByForm }
    | { readonly kind: 'views'; readonly views: ByForm };
  readonly choose?: ByForm;
}

type InProcess = Extract<
  Step,
  {
    kind:
      | 'given'
      | 'union'
      | 'subtract'
      | 'order-as-given'
      | 'spread'
      | 'newest-first'
      | 'count-runs'
      | 'best-of-groups'
      | 'group-runs'
      | 'side-of-relatives'
      | 'through-relatives'
      | 'owners-of'
      | 'ranked-runs'
      | 'with-forks';
  }
>;

/** The statements of every step. */
export function build(steps: Steps, moment: Moment): readonly BuiltStep[] {
  return steps.steps.map((step) => buildStep(step, steps.steps, moment));
}

function buildStep(step: Step, all: readonly Step[], moment: Moment): BuiltStep {
  const context = (reach: RowReach) => (form: RunsForm) => rowContext(reach, form, all);
  switch (step.kind) {
    case 'given':
    case 'union':
    case 'subtract':
    case 'order-as-given':
    case 'spread':
    case 'newest-first':
    case 'count-runs':
    case 'best-of-groups':
    case 'group-runs':
      return { kind: 'in-process', step };
    case 'find-postgres':
      return { kind: 'find', step, statement: postgres((form) => findInPostgres(step, form, moment)) };
    case 'count-postgres':
      return { kind: 'count', step, statement: postgres((form) => countInPostgres(step, form, moment)) };
    case 'side-of-relatives':
    case 'through-relatives':
    case 'owners-of':
    case 'ranked-runs':
      return { kind: 'in-process', step };
    case 'find-relatives':
      return {
        kind: 'find-relatives',
        step,
        parents: postgres(step.of === undefined ? everyParent : parentEdges),
        ancestors: postgres(ancestorEdges),
      };
    case 'list-lineage': {
      const { up, down, scope, where, order, elsewhere } = step;
      const live = { scope, where, within: 'asked', order: order.keys } as const;
      const inProjects = (projects: readonly number[]) => {
        const always = { kind: 'always' } as const;
        return { scope: { projects, several: true }, where: always, within: 'asked', order: [] } as const;
      };
      return {
        kind: 'list-lineage',
        step,
        ...(up === 0 ? {} : { up: postgres((form) => lineageEdges(step, 'up', form)) }),
        ...(down === 0 ? {} : { down: postgres((form) => lineageEdges(step, 'down', form)) }),
        live: postgres((form) => orderInPostgres(live, form, moment)),
        ...(elsewhere === undefined
          ? {}
          : { elsewhere: postgres((form) => orderInPostgres(inProjects(elsewhere), form, moment)) }),
        ...(step.edges ? { parents: postgres((form) => parentsOf(step, form)) } : {}),
      };
    }
    case 'find-kin':
      return { kind: 'find-kin', step, statement: postgres((form) => kinEdges(step, form)) };
    case 'find-by-key':
      return { kind: 'find', step, statement: postgres(() => findByKey(step, moment)) };
    case 'find-removed':
      return { kind: 'find', step, statement: postgres(findRemoved) };
    case 'find-clickhouse':
      return { kind: 'find', step, statement: clickhouse((form) => findInClickHouse(step, context(step)(form))) };
    case 'order-postgres':
      return { kind: 'order-postgres', step, statement: postgres((form) => orderInPostgres(step, form, moment)) };
    case 'order-clickhouse':
      return {
        kind: 'order-clickhouse',
        step,
        candidates: clickhouse((form) => orderInClickHouse(step, context(step)(form))),
        ...(step.check === undefined ? {} : { check: checkOf(step, step.check, moment) }),
        byId: postgres(orderById),
      };
    case 'fetch-postgres':
      return {
        kind: 'fetch-postgres',
        step,
        parts: fetchFromPostgres(step, moment).map(({ part, query }) => ({ part, statement: postgres(query) })),
      };
    case 'fetch-clickhouse':
      return {
        kind: 'fetch-clickhouse',
        step,
        statement: clickhouse((form) => fetchFromClickHouse(step, context(step)(form))),
      };
    case 'fetch-summaries':
      return {
        kind: 'fetch-summaries',
        step,
        statement: clickhouse((form) => fetchSummaries(step, context(step)(form))),
      };
    case 'rank-clickhouse': {
      const statement = clickhouse((form) => rankRuns(step, context(step)(form)));
      return { kind: 'rank-clickhouse', step, statement };
    }
    case 'count-groups':
      return { kind: 'count-groups', step, statement: postgres((form) => countGroups(step, form, moment)) };
    case 'group-rows':
      return { kind: 'group-rows', step, statement: clickhouse((form) => groupRows(step, context(step)(form))) };
    case 'fetch-curves':
      return buildCurves(step, context);
    case 'fetch-bands':
      return buildBands(step, context);
    case 'find-forks':
      return { kind: 'find-forks', step, statement: postgres((form) => forkEdges(step.of, form)) };
    case 'with-forks':
      return { kind: 'in-process', step };
    case 'list-rows':
      return buildListing(step, moment);
    case 'list-artifacts':
      return {
        kind: 'list-artifacts',
        step,
        statement: clickhouse((form) => listArtifacts(step, context(step)(form))),
      };
    case 'fetch-facts':
      return buildFacts(step);
    case 'read-texts':
      return { kind: 'read-texts', step, statement: clickhouse(inlineBytes) };
  }
}

/** More final values are refused: they are compared in memory. */
const mostFinals = 4_000_000;

function buildFacts(step: FetchFacts): BuiltArtifacts {
  const hasDocuments = step.sections.some((section) => section !== 'metrics');
  const values = clickhouse((form) => finalMetrics(step, mostFinals, form));
  return {
    kind: 'fetch-facts',
    step,
    ...(hasDocuments ? { documents: postgres((form) => runDocuments(step, form)) } : {}),
    ...(step.sections.includes('metrics')
      ? { finals: { values, names: postgres(() => metricNames()), most: mostFinals } }
      : {}),
  };
}

function buildListing(step: ListRows, moment: Moment): BuiltListing {
  const plain = isPlainListing(step);
  const choose = plain ? {} : { choose: clickhouse(() => chooseRows(step)) };
  return { kind: 'list-rows', step, sources: listingSources(step, moment), ...choose };
}

function listingSources(step: ListRows, moment: Moment): BuiltListing['sources'] {
  const { source: kind, of, others, scope } = step;
  const first = { ...moment, of: step.first };
  switch (kind) {
    case 'metrics': {
      const counts = clickhouse((form) => metricCounts({ of, others }, scope, form));
      return { kind, counts, names: postgres(() => metricNames(first)) };
    }
    case 'params':
      return { kind, counts: postgres((form) => paramCounts({ of, others }, scope, form, first)) };
    case 'projects': {
      const points = clickhouse((form) => projectPoints({ of, others }, scope, form));
      return { kind, counts: postgres(() => projectCounts(scope, first)), points };
    }
    case 'lineage':
    case 'groups':
      return { kind: 'listed' };
    case 'views':
      return { kind, views: postgres(() => savedViews(first)) };
  }
}

function checkOf(step: OrderInClickHouse, where: FindInPostgres['where'], moment: Moment) {
  const { scope, within } = step;
  return {
    asked: postgres((form) => findInPostgres({ scope, where, within: 'asked' }, form, moment)),
    all: postgres((form) =>
      findInPostgres({ scope, where, ...(within === undefined ? {} : { within }) }, form, moment),
    ),
  };
}

function rowContext(reach: RowReach, form: RunsForm, all: readonly Step[]): RowContext {
  const isEverywhere = (id: StepId) => all.some((step) => step.id === id && step.kind === 'spread');
  return { reach, form, carriedAt: (key) => positionOf(key, reach.carried, all), isEverywhere };
}

function positionOf(key: string, carried: StepId | undefined, all: readonly Step[]): number {
  const fetch = all.find((step) => step.id === carried);
  if (fetch?.kind !== 'fetch-postgres') throw new Error('nothing was fetched to travel');
  const index = fetch.values.findIndex((value) => storedKey(value) === key);
  if (index < 0) throw new Error(`\`${key}\` was not fetched to travel`);
  return index;
}

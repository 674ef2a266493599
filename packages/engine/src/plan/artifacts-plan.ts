import type { BoundColumn, BoundExpression, BoundGroups, Check, RunClause, Scope } from '../bind/bound.ts';
import type { BoundArtifacts, BoundDiff, BoundPoint, BoundTextDiff } from '../bind/bound-artifacts.ts';
import { children } from '../bind/children.ts';
import { mapChildren } from '../bind/map-children.ts';
import { distinctChecks } from './distinct-checks.ts';
import { conjuncts } from './normalize.ts';
import type { RunsPlan } from './plan.ts';
import { stagesOfRows, type TableStage } from './table-plan.ts';

/** A row per artifact of the runs, chosen by stages, or groups of these rows. */
export interface ArtifactsPlan {
  readonly kind: 'artifacts';
  readonly scope: Scope;
  readonly runs: RunsPlan;
  readonly stages: readonly TableStage[];
  readonly groups?: Pick<BoundGroups, 'keys' | 'aggregates'> & { readonly stages: readonly TableStage[] };
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

/** What runs differ in. */
export interface DiffPlan extends Omit<BoundDiff, 'of'> {
  readonly runs: RunsPlan;
}

/** How a text of two runs differs: of each run one artifact is chosen by stages. */
export interface TextDiffPlan extends Omit<BoundTextDiff, 'of' | 'at'> {
  readonly runs: RunsPlan;
  readonly stages: readonly TableStage[];
  /** Whether only artifacts up to a point are chosen of. */
  readonly hasPoint: boolean;
}

/** The column of an artifact that tells its run by number; no query can name it. */
export const runNumber = 'run number';

/** The column with the bytes that are kept beside an artifact's facts, in base64; no query can name it. */
export const keptBytes = 'kept bytes';

/**
 * The plan of bound artifacts. Conditions on their runs alone, before any row is cut off, are conditions of the runs:
 * `lowerRuns` is given them.
 */
export function lowerArtifacts(
  query: BoundArtifacts,
  lowerRuns: (clauses: readonly RunClause[]) => RunsPlan,
): ArtifactsPlan {
  const { scope, groups, at } = query;
  const { ofRuns, ofRows } = divide(query.clauses.map((clause) => mapClause(clause, nameOfRun)));
  const runs = lowerRuns(ofRuns);
  const chosen = stagesOfRows(ofRows);
  return {
    kind: 'artifacts',
    scope,
    runs,
    stages: at === undefined ? chosen : [newestOf(at), ...(chosen.length > 0 ? chosen : [asTheyCome])],
    ...(groups && {
      groups: {
        keys: groups.keys.map(nameOfRun),
        aggregates: groups.aggregates.map((each) => ({
          ...each,
          of: 'item' in each.of ? { ...each.of, item: nameOfRun(each.of.item) } : each.of,
        })),
        stages: stagesOfRows(groups.clauses),
      },
    }),
    columns:
      groups === undefined
        ? query.columns.map((column) => ({ ...column, expression: nameOfRun(column.expression) }))
        : query.columns,
    checks: distinctChecks([...runs.checks, ...query.checks]),
  };
}

/** The plan of a bound diff of runs. */
export function lowerDiff({ of: _, ...query }: BoundDiff, runs: RunsPlan): DiffPlan {
  return { ...query, runs, checks: distinctChecks([...runs.checks, ...query.checks]) };
}

/** The plan of a bound diff of a text: the newest artifact of its name, one that was made before one that was used. */
export function lowerTextDiff({ of: _, at, ...query }: BoundTextDiff, runs: RunsPlan): TextDiffPlan {
  const { name, span } = query;
  const named: BoundExpression = {
    kind: 'compare',
    type: 'bool',
    op: '=',
    left: rowColumn('name', 'text'),
    right: { kind: 'constant', type: 'text', value: name, span },
    span,
  };
  const newest = {
    expression: rowColumn(at?.by ?? 'step', at?.by === 'created' ? 'time' : 'number'),
    direction: 'desc',
  } as const;
  const role = { expression: rowColumn('role', 'text'), direction: 'asc' } as const;
  const run = { expression: rowColumn(runNumber, 'number'), direction: 'asc' } as const;
  const step = { expression: rowColumn('step', 'number'), direction: 'asc' } as const;
  const keys = [run, newest, role, ...(at?.by === 'created' ? [step] : [])];
  const stage: TableStage = { where: [named, ...(at === undefined ? [] : [isBefore(at)])], keys, limit: 1, per: 1 };
  const hasPoint = at !== undefined;
  return { ...query, runs, stages: [stage], hasPoint, checks: distinctChecks([...runs.checks, ...query.checks]) };
}

/** The order in which the newest were found is not that of the rows. */
const asTheyCome: TableStage = { where: [], keys: [] };

/** Of each name of a run, in each role, the newest up to a point. */
function newestOf(at: BoundPoint): TableStage {
  const per = [rowColumn(runNumber, 'number'), rowColumn('role', 'text'), rowColumn('name', 'text')];
  const keys = per.map((expression) => ({ expression, direction: 'asc' as const }));
  const newest = { expression: rowColumn(at.by, at.by === 'step' ? 'number' : 'time'), direction: 'desc' as const };
  return { where: [isBefore(at)], keys: [...keys, newest], limit: 1, per: per.length };
}

function isBefore({ by, to }: BoundPoint): BoundExpression {
  const left = rowColumn(by, by === 'step' ? 'number' : 'time');
  return { kind: 'compare', type: 'bool', op: '<=', left, right: to, span: to.span };
}

function rowColumn(name: string, type: 'text' | 'number' | 'time'): BoundExpression {
  return { kind: 'row-column', type, column: name, span: { start: 0, end: 0 } };
}

/** `run` is the name of the run, its id where it has none. */
function nameOfRun(expression: BoundExpression): BoundExpression {
  if (expression.kind !== 'row-column' || expression.column !== 'run') return mapChildren(expression, nameOfRun);
  const { span } = expression;
  const field = (name: 'name' | 'id') => ({ kind: 'field', type: 'text', field: name, span }) as const;
  return { kind: 'call', type: 'text', function: 'coalesce', arguments: [field('name'), field('id')], span };
}

/** Whether it is what stands for `run`. */
export function isRunName(
  expression: BoundExpression,
): expression is Extract<BoundExpression, { readonly kind: 'call' }> {
  if (expression.kind !== 'call' || expression.function !== 'coalesce') return false;
  const fields = expression.arguments.map((item) =>
    item.kind === 'field' && item.kin === undefined ? item.field : '',
  );
  return fields.join(' ') === 'name id';
}

function mapClause(clause: RunClause, map: (expression: BoundExpression) => BoundExpression): RunClause {
  const mapKey = <K extends { readonly expression: BoundExpression }>(key: K): K => {
    return { ...key, expression: map(key.expression) };
  };
  switch (clause.kind) {
    case 'where':
      return { ...clause, condition: map(clause.condition) };
    case 'sort':
      return { ...clause, keys: clause.keys.map(mapKey) };
    case 'limit':
      return clause;
    case 'top':
      return { ...clause, key: mapKey(clause.key), per: clause.per.map(map) };
    case 'compute': {
      const { of } = clause;
      if (of.kind === 'of-run') return clause;
      return { ...clause, of: { ...of, key: mapKey(of.key), per: of.per.map(map) } };
    }
  }
}

/** The clauses that choose runs alone, and the others. */
function divide(clauses: readonly RunClause[]) {
  const ofRuns: RunClause[] = [];
  const ofRows: RunClause[] = [];
  let isWhole = true;
  for (const clause of clauses) {
    if (clause.kind !== 'where' || !isWhole) {
      isWhole &&= clause.kind === 'sort';
      ofRows.push(clause);
      continue;
    }
    for (const item of conjuncts(clause.condition))
      (isOfRow(item) ? ofRows : ofRuns).push({ ...clause, condition: item });
  }
  return { ofRuns, ofRows };
}

/** Whether a value is of the artifact, or needs the other rows, so that the run alone does not tell it. */
export function isOfRow(expression: BoundExpression): boolean {
  if (expression.kind === 'row-column' || expression.kind === 'clause-value') return true;
  return children(expression).some(isOfRow);
}

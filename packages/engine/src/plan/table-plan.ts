import type {
  BoundColumn,
  BoundExpression,
  BoundKey,
  BoundLineage,
  BoundNames,
  BoundProjects,
  Check,
  Scope,
} from '../bind/bound.ts';
import { withoutMixedKeys } from './mixed-keys.ts';
import type { RunsPlan } from './plan.ts';
import { type RankKeys, rankKeys } from './rank-keys.ts';

/** A listing whose rows are no runs: of the names that runs have, of projects, or of saved views. */
export interface TablePlan {
  readonly kind: 'table';
  readonly source: TableSource;
  readonly scope: Scope;
  /** The runs whose names are listed; absent for projects and views. */
  readonly runs?: RunsPlan;
  readonly walk?: LineageWalk;
  readonly stages: readonly TableStage[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

export type TableSource = 'metrics' | 'params' | 'projects' | 'views' | 'lineage' | 'groups';

/** So many generations up and down, absent for all, over edges of these kinds; where runs are only counted. */
export type LineageWalk = Pick<BoundLineage, 'up' | 'down' | 'by' | 'elsewhere'>;

/** Filter, order, cut; a stage without keys keeps the order of the one before, the first that of the names. */
export interface TableStage {
  readonly where: readonly BoundExpression[];
  readonly keys: readonly BoundKey[];
  readonly limit?: number;
  /** So many keys come first that tell groups of rows apart: the limit is of each. */
  readonly per?: number;
  /** Ranks of the rows that are left, which the stages after this one and the columns name. */
  readonly values?: readonly RowRank[];
}

/** The place of a row, which later stages name by its number, among those alike in all of `per`. */
export interface RowRank extends RankKeys {
  readonly id: number;
  readonly per: readonly BoundExpression[];
}

/** The plan of a bound listing. */
export function lowerTable(query: BoundNames | BoundProjects, runs: RunsPlan | undefined): TablePlan {
  const { kind, scope, columns } = query;
  const checks = [...query.checks, ...(runs?.checks ?? [])];
  const stages = stagesOfRows(query.clauses);
  return { kind: 'table', source: kind, scope, ...(runs && { runs }), stages, columns, checks };
}

/** The plan of bound lineage. */
export function lowerLineage(query: BoundLineage, runs: RunsPlan): TablePlan {
  const { scope, columns, up, down, by, elsewhere } = query;
  const ways = { ...(up === undefined ? {} : { up }), ...(down === undefined ? {} : { down }) };
  const walk = { ...ways, ...(by && { by }), ...(elsewhere && { elsewhere }) };
  const checks = [...query.checks, ...runs.checks];
  return { kind: 'table', source: 'lineage', scope, runs, walk, stages: stagesOfRows(query.clauses), columns, checks };
}

/** The stages of clauses over rows that are no runs. */
export function stagesOfRows(clauses: BoundNames['clauses']): readonly TableStage[] {
  const stages: TableStage[] = [];
  let where: readonly BoundExpression[] = [];
  let keys: readonly BoundKey[] = [];
  const end = (stage: Partial<TableStage>) => {
    stages.push({ where, keys, ...stage });
    where = [];
  };
  for (const clause of clauses) {
    switch (clause.kind) {
      case 'where':
        where = [...where, clause.condition];
        break;
      case 'sort':
        keys = withoutMixedKeys(clause.keys);
        break;
      case 'limit':
        end({ limit: clause.count });
        break;
      case 'top': {
        const per = perKeys(clause.per);
        keys = [...per, ...withoutMixedKeys([clause.key])];
        end({ limit: clause.count, ...(per.length === 0 ? {} : { per: per.length }) });
        break;
      }
      case 'compute':
        end({ values: [rowRank(clause)] });
        break;
    }
  }
  // The keys stay those of the last sort: what a limit kept is in its order until sorted anew.
  return where.length > 0 || clauses.at(-1)?.kind === 'sort' ? [...stages, { where, keys }] : stages;
}

function rowRank({ id, of }: Extract<BoundNames['clauses'][number], { readonly kind: 'compute' }>): RowRank {
  if (of.kind !== 'rank') throw new Error('a listing compares its rows with no run');
  return { id, ...rankKeys(of.key), per: perKeys(of.per).map(({ expression }) => expression) };
}

/** Keys by which rows are told apart. */
function perKeys(per: readonly BoundExpression[]): readonly BoundKey[] {
  return withoutMixedKeys(per.map((expression) => ({ expression, direction: 'asc' })));
}

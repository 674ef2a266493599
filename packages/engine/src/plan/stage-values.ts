import type { BoundColumn, BoundExpression, BoundKey, Scope } from '../bind/bound.ts';
import { whenAbsent } from './absent.ts';
import { withSets } from './kin-sets.ts';
import { withKinValues } from './kin-values.ts';
import { withoutMixedKeys } from './mixed-keys.ts';
import type { StageValue } from './plan.ts';
import { splitColumns } from './split-columns.ts';
import type { StepList } from './step-list.ts';
import type { Reach, StepId } from './steps.ts';
import { inputsOf } from './storage.ts';

/** Adds the steps that compute a value of the runs of a step, and says what later stages read in its place. */
export function computeValue({ id, of }: StageValue, rows: StepId, scope: Scope, list: StepList): void {
  const { type, span } = typed(of);
  switch (of.kind) {
    case 'rank': {
      const keys = [{ ...of.key, expression: withSets(of.key.expression, list) }];
      const step = rankRuns(
        keys,
        of.per.map((item) => withSets(item, list)),
        false,
        rows,
        scope,
        list,
      );
      list.define(id, { kind: 'computed', type, of: step, index: 0, span });
      break;
    }
    case 'of-run': {
      const run = list.add({ kind: 'given', runs: [of.run] });
      const column: BoundColumn = { name: '', expression: withSets(of.item, list) };
      const [shown] = splitColumns([column], run, { projects: [of.project], several: false }, list);
      const cells = shown?.cells;
      if (cells === undefined || cells.kind === 'constant') {
        list.define(id, { kind: 'constant', type, value: cells?.value ?? null, span });
        break;
      }
      const step = list.add({ kind: 'spread', of: cells.step, index: cells.index, over: rows });
      list.define(id, { kind: 'computed', type, of: step, index: 0, span });
    }
  }
}

function typed(of: StageValue['of']): Pick<BoundExpression, 'type' | 'span'> {
  return of.kind === 'rank' ? { type: 'number', span: of.key.expression.span } : of.item;
}

/** Adds the step that ranks the runs of a step, or with `first` gives those that come first. */
export function rankRuns(
  keys: readonly BoundKey[],
  per: readonly BoundExpression[],
  first: boolean,
  rows: StepId,
  scope: Scope,
  list: StepList,
): StepId {
  const byKeys = withoutMixedKeys(keys);
  const byGroups = withoutMixedKeys(per.map((expression) => ({ expression, direction: 'asc' })));
  const ready = withKinValues(
    [...byKeys, ...byGroups].map((key) => key.expression),
    rows,
    scope,
    list,
  );
  const plain = byKeys.map((key, index) => ({ ...key, expression: ready[index] ?? key.expression }));
  const groups = ready.slice(byKeys.length);
  const reach = reachOf([...plain.map((key) => key.expression), ...groups], rows, scope, list);
  const absent = plain.every((key) => whenAbsent(key.expression) === 'missing');
  return list.add({
    kind: 'rank-clickhouse',
    ...reach,
    ...(absent ? {} : { rows }),
    keys: plain,
    per: groups,
    first,
  });
}

/** How far a step of ClickHouse reaches that computes expressions of a set of runs; what it needs of Postgres is fetched. */
export function reachOf(
  expressions: readonly BoundExpression[],
  within: StepId,
  scope: Scope,
  list: StepList,
): Reach & { readonly within: StepId } {
  const { carried } = inputsOf(expressions);
  if (carried.length === 0) return { scope, within };
  return { scope, within, carried: list.add({ kind: 'fetch-postgres', of: within, values: carried }) };
}

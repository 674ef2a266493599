import type { Expression, SortKey } from '@xt/grammar';
import { byCodePoint, compareForSorting } from '../values/order.ts';
import type { Value } from '../values/value.ts';
import type { Run } from '../world.ts';
import { type Named, resolve } from './names.ts';
import { orderedParam } from './params.ts';
import { firstKin, ownName, type Row, type Stage, valueFor } from './run-values.ts';

/** The value that a row sorts and groups by. */
export function orderedValueOf(of: Expression, row: Row, stage: Stage): Value {
  if (of.kind === 'path' && row.run !== null && ownName(of, row, stage) === undefined) {
    const ordered = orderedNamed(resolve(of, stage.scene), row.run, stage);
    if (ordered !== undefined) return ordered;
  }
  return valueFor(of, row, stage);
}

/** Undefined for what is no param, of whatever run. */
function orderedNamed(named: Named, run: Run, stage: Stage): Value | undefined {
  if (named.kind === 'param' && named.item === undefined) return orderedParam(named.name, run, stage.scene);
  if (named.kind !== 'kin') return undefined;
  const kin = firstKin(named.of, run, stage);
  const { scene } = stage;
  // A relative may be of a project that none of the rows is of.
  const wide = { ...stage, scene: { ...scene, runs: scene.world.runs } };
  return kin === null ? undefined : orderedNamed(named.named, kin, wide);
}

/** The rows in the order of the keys; ties by run id. */
export function sorted(keys: readonly SortKey[], stage: Stage): readonly Row[] {
  return sortedBy(
    keys.map(({ expression, direction }) => ({ expression, descending: direction === 'desc' })),
    stage,
  );
}

/** The rows in the order of keys whose directions are known; ties by run id, of groups by their keys. */
export function sortedBy(
  keys: readonly { readonly expression: Expression; readonly descending: boolean }[],
  stage: Stage,
): readonly Row[] {
  const keyed = stage.rows.map((row) => ({
    row,
    values: keys.map(({ expression }) => orderedValueOf(expression, row, stage)),
  }));
  return keyed
    .toSorted((a, b) => {
      const orders = keys.map(({ descending }, at) =>
        compareForSorting(a.values[at] ?? null, b.values[at] ?? null, descending),
      );
      return orders.find((order) => order !== 0) ?? byId(a.row, b.row);
    })
    .map(({ row }) => row);
}

function byId(a: Row, b: Row): number {
  return byCodePoint(a.run?.id ?? '', b.run?.id ?? '');
}

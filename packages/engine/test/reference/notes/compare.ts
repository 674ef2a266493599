import { type Expression, printExpression, type RunSet, type Source } from '@xt/grammar';
import { queryOf, reachOf, runsOf, startOfRuns } from '../query.ts';
import { valueFor } from '../runs/run-values.ts';
import { isNaNValue, type Value } from '../values/value.ts';
import type { Run, Scene } from '../world.ts';

type Compare = Extract<Source, { readonly kind: 'compare' }>;

/** Which runs a comparison leaves out, and which it takes twice. */
export function compareNotes({ value, left, right }: Compare, scene: Scene): readonly string[] {
  const [a, b] = [valuesOf(value, left, scene), valuesOf(value, right, scene)];
  const all = [...new Map([...a, ...b]).values()];
  const name = printExpression(value);
  const lacking = all.filter((each) => each === null).length;
  const nan = [...a.values(), ...b.values()].filter((each) => each !== null && isNaNValue(each)).length;
  const both = [...a.keys()].filter((run) => b.has(run)).length;
  return [
    ...(lacking === 0 ? [] : [`not-compared ${name} ${lacking} ${all.length}`]),
    ...(nan === 0 ? [] : [`nan-passed-over ${name} ${nan}`]),
    ...(both === 0 ? [] : [`in-both ${both}`]),
  ];
}

function valuesOf(value: Expression, set: RunSet, wide: Scene): ReadonlyMap<Run, Value> {
  const scene = reachOf(queryOf(set, []), wide);
  const { stage } = startOfRuns(runsOf(set, scene), scene);
  return new Map(
    stage.rows.flatMap((row) => (row.run === null ? [] : [[row.run, valueFor(value, row, stage)] as const])),
  );
}

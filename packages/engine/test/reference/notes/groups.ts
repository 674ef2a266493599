import { type Expression, printExpression, type Query } from '@xt/grammar';
import { flow } from '../pipeline.ts';
import { answer, runsOf, startOfRuns } from '../query.ts';
import { valueFor } from '../runs/run-values.ts';
import { isNaNValue } from '../values/value.ts';
import type { Scene } from '../world.ts';
import { overRuns, splitAtGroups } from './over-runs.ts';

/** Of how many runs a function over runs passes over the value, since it is NaN. */
export function nanOverRunsNotes(query: Query, scene: Scene): readonly string[] {
  const { source } = query;
  const { choosing, after } = splitAtGroups(query);
  if (source.kind !== 'runs' && source.kind !== 'run' && source.kind !== 'subquery') return [];
  const { stage } = flow(startOfRuns(runsOf(source, scene), scene), choosing);
  // Where no group is left nothing is shown that would leave out a run.
  if (answer(query, scene).rows.length === 0) return [];
  const items = new Map<string, Expression>();
  for (const { name, item, call } of after.flatMap(overRuns)) {
    if (item !== undefined && call !== undefined && name !== 'count') items.set(printExpression(item), item);
  }
  return [...items].flatMap(([name, item]) => {
    const runs = stage.rows.filter((row) => {
      const value = valueFor(item, row, stage);
      return value !== null && isNaNValue(value);
    }).length;
    return runs === 0 ? [] : [`nan-passed-over ${name} ${runs}`];
  });
}

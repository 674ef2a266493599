import { type Expression, printExpression, type Query, type SortKey, walk } from '@xt/grammar';
import { startOfRuns } from '../query.ts';
import { goalOf, isGoalFromName } from '../runs/goals.ts';
import { resolve } from '../runs/names.ts';
import { isOneMetricsValue } from '../runs/rank.ts';
import { metricsOf } from '../series/series-of.ts';
import type { Scene } from '../world.ts';
import { overRuns, splitAtGroups } from './over-runs.ts';

/** Of which metrics a name tells which way is better, where that is asked. */
export function goalNotes(query: Query, scene: Scene): readonly string[] {
  const asked: Expression[] = [];
  const { stage } = startOfRuns(scene.runs, scene);
  const order = ({ expression, direction }: SortKey) => {
    if (direction === undefined && isOneMetricsValue(expression, stage)) asked.push(expression);
  };
  walk(query, (node) => {
    if (!('kind' in node)) return;
    if (node.kind === 'call' && node.name.text === 'best') asked.push(...node.arguments.slice(0, 1));
    if (node.kind === 'at-best' && node.extremum === 'best') asked.push(node.value);
    if (node.kind === 'top' || node.kind === 'rank' || node.kind === 'best-run') order(node.key);
  });
  return asked.flatMap((of) => {
    return [...new Set(metricsOf(of, scene))]
      .filter((metric) => isGoalFromName(metric, scene))
      .map((metric) => `goal-from-name ${metric} ${goalOf(metric, scene)}`);
  });
}

/** Which functions over runs are of the last values of a metric. */
export function lastValueNotes(query: Query, scene: Scene): readonly string[] {
  const { after } = splitAtGroups(query);
  return after.flatMap((clause) =>
    overRuns(clause).flatMap(({ name, item, call }) => {
      if (call === undefined || name === 'count' || item?.kind !== 'path' || isGiven(item, query)) return [];
      return resolve(item, scene).kind === 'metric' ? [`last-values ${printExpression(call)}`] : [];
    }),
  );
}

/** Whether a column has the name. */
function isGiven(item: Expression, { clauses }: Query): boolean {
  const columns = clauses.flatMap((clause) => (clause.kind === 'select' ? clause.columns : []));
  return columns.some((column) => column.kind === 'column' && column.alias?.name === printExpression(item));
}

import { type Expression, printExpression, type Query, walk } from '@xt/grammar';
import { startOfRuns } from '../query.ts';
import { resolve } from '../runs/names.ts';
import { type At, isCondition, momentOf, type Row, type Stage, stepOf, valueFor } from '../runs/run-values.ts';
import type { Points } from '../series/points.ts';
import { seriesOf } from '../series/series-of.ts';
import type { Scene } from '../world.ts';
import { overRuns, splitAtGroups } from './over-runs.ts';

const passOver = ['min', 'max', 'mean', 'median', 'quantile', 'sum', 'std', 'var', 'argmin', 'argmax', 'slope', 'best'];

/** In how many runs a function of a series passes over NaN points. */
export function nanPointNotes(query: Query, scene: Scene): readonly string[] {
  const ofRuns = new Set(splitAtGroups(query).after.flatMap((clause) => overRuns(clause).map(({ call }) => call)));
  const items: Expression[] = [];
  walk(query, (node) => {
    if (!('kind' in node)) return;
    if (node.kind === 'at-best') items.push(node.value);
    if (node.kind !== 'call' || ofRuns.has(node) || !passOver.includes(node.name.text)) return;
    const [item] = node.arguments;
    if (item !== undefined && !isCondition(item)) items.push(item);
  });
  const { stage } = startOfRuns(scene.runs, scene);
  return items.flatMap((item) => {
    if (needsRows(item)) return [];
    const runs = stage.rows.filter((row) => pointsOf(item, row, stage).some(({ value }) => Number.isNaN(value)));
    return runs.length === 0 ? [] : [`nan-skipped ${nameOf(item, scene)} ${runs.length}`];
  });
}

/** Runs whose series ended before the point at which it is asked for. */
export function endedBefore(query: Query, scene: Scene): readonly string[] {
  const notes = new Map<string, string>();
  walk(query, (node) => {
    if (!('kind' in node) || node.kind !== 'at') return;
    const { item, point } = node;
    const { stage } = startOfRuns(scene.runs, scene);
    const ended = stage.rows.filter((row) => hasEnded(pointsOf(item, row, stage), point, row, stage));
    const name = nameOf(item, scene);
    if (ended.length > 0) notes.set(printExpression(node), `ended-before ${name} ${ended.length}`);
  });
  return [...notes.values()];
}

function hasEnded(points: Points, point: At['point'], row: Row, stage: Stage): boolean {
  const [last] = points.slice(-1);
  const step = stepOf(point, row, stage);
  const moment = momentOf(point, row, stage);
  return last !== undefined && ((step !== null && last.step < step) || (moment !== null && last.time < moment));
}

function pointsOf(item: Expression, row: Row, stage: Stage): Points {
  if (row.run === null) return [];
  return seriesOf(item, row.run, stage.scene, (part) => valueFor(part, row, stage));
}

/** The metric, or the series as it is written. */
function nameOf(item: Expression, scene: Scene): string {
  const named = item.kind === 'path' ? resolve(item, scene) : undefined;
  return named?.kind === 'metric' ? named.name : printExpression(item);
}

/** A place among the rows of a clause is none of all runs. */
function needsRows(item: Expression): boolean {
  return printExpression(item).includes('rank(');
}

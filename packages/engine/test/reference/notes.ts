import {
  type Clause,
  type Column,
  type Diagnostic,
  type Expression,
  printExpression,
  type Query,
  walk,
} from '@xt/grammar';
import { isScalarCall } from './evaluate.ts';
import { startOfRuns } from './query.ts';
import { type Named, resolve } from './runs/names.ts';
import { type At, momentOf, type Row, type Stage, stepOf, valueFor } from './runs/run-values.ts';
import type { Points } from './series/points.ts';
import { seriesOf } from './series/series-of.ts';
import type { Run, Scene } from './world.ts';

/** The notes that the reference knows of a query of runs: each as its code, the name that it is of, and its counts; undefined where parents or other queries are asked. */
export function notesOf(query: Query, scene: Scene): readonly string[] | undefined {
  const aliases = aliasesOf(query);
  const group = query.clauses.findIndex(({ kind }) => kind === 'group');
  const implied = group < 0 && query.clauses.some(countsRuns) ? query.clauses.findIndex(countsRuns) : group;
  const choosing = implied < 0 ? query.clauses : query.clauses.slice(0, implied);
  const conditions = choosing.flatMap((clause) => (clause.kind === 'where' ? [clause.condition] : []));
  const over = implied < 0 ? [] : query.clauses.slice(implied).flatMap(aggregatedIn);
  const asked = conditions.flatMap((condition) => askedMissing(condition, aliases, scene));
  const needed = [...conditions, ...over].flatMap((of) => neededBy(of, aliases, scene));
  if (namesKin(query)) return undefined;
  const lacking = needed.filter((named) => !asked.some((other) => isSame(named, other)));
  return [...new Set(lacking.flatMap((named) => lackingNote(named, scene))), ...endedBefore(query, scene)].toSorted();
}

/** The same of what the engine said. */
export function notesTold(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics
    .flatMap(({ code, message }) => {
      const [, lacking, all, name] = /^(\d+) of (\d+) runs? ha(?:s|ve) no `(.*)`$/.exec(message) ?? [];
      if (code === 'lacking') return [`lacking ${name} ${lacking} of ${all}`];
      const [, ended, series] = /^(\d+) runs? ha(?:s|ve) no `(.*)` as late as /.exec(message) ?? [];
      return code === 'ended-before' ? [`ended-before ${series} ${ended}`] : [];
    })
    .toSorted();
}

/** `select count()` makes one group by itself. */
function countsRuns(clause: Clause): boolean {
  return (
    clause.kind === 'select' &&
    clause.columns.some((column) => column.kind === 'column' && printExpression(column.expression) === 'count()')
  );
}

/** What aggregates over runs are of: a run that lacks it is left out of them. */
function aggregatedIn(of: object): readonly Expression[] {
  if ('kind' in of && of.kind === 'group') return [];
  if ('kind' in of && of.kind === 'best-run')
    return [(of as Extract<Column, { readonly kind: 'best-run' }>).key.expression];
  if ('kind' in of && of.kind === 'call' && !isScalarCall(of as Expression)) {
    const { name, arguments: items } = of as Extract<Expression, { readonly kind: 'call' }>;
    return name.text === 'count' ? [] : items.slice(0, 1);
  }
  return Object.values(of).flatMap((part) => (typeof part === 'object' && part !== null ? aggregatedIn(part) : []));
}

function namesKin(query: Query): boolean {
  let found = false;
  walk(query, (node) => {
    if (!('kind' in node)) return;
    found ||= node.kind === 'kin' || (node.kind === 'plain' && /^(parent|root)(\.|$)/.test(node.text));
  });
  return found;
}

type Aliases = ReadonlyMap<string, Expression>;

function aliasesOf(query: Query): Aliases {
  const columns = query.clauses.flatMap((clause) => (clause.kind === 'select' ? clause.columns : []));
  return new Map(
    columns.flatMap((column) =>
      column.kind === 'column' && column.alias !== undefined ? [[column.alias.name, column.expression] as const] : [],
    ),
  );
}

/** What a condition cannot decide without a value: not what asks for the missing itself, counts, or has something in its place. */
function neededBy(of: Expression, aliases: Aliases, scene: Scene): readonly Named[] {
  if (of.kind === 'is' && of.test.text === 'missing') return [];
  if (of.kind === 'call' && (of.name.text === 'coalesce' || of.name.text === 'count')) return [];
  if (of.kind === 'rank' || of.kind === 'kin') return [];
  if (of.kind !== 'path') return partsOf(of).flatMap((part) => neededBy(part, aliases, scene));
  const alias = aliases.get(printExpression(of));
  if (alias !== undefined) return neededBy(alias, aliases, scene);
  return namedBy(of, scene);
}

function askedMissing(of: Expression, aliases: Aliases, scene: Scene): readonly Named[] {
  if (of.kind === 'is' && of.test.text === 'missing') return everyName(of.item, aliases, scene);
  return partsOf(of).flatMap((part) => askedMissing(part, aliases, scene));
}

function everyName(of: Expression, aliases: Aliases, scene: Scene): readonly Named[] {
  const alias = aliases.get(printExpression(of));
  if (alias !== undefined) return everyName(alias, aliases, scene);
  return of.kind === 'path' ? namedBy(of, scene) : partsOf(of).flatMap((part) => everyName(part, aliases, scene));
}

/** The name of the data that a path is; what it is of a parent or root is no name of the run. */
function namedBy(of: Extract<Expression, { readonly kind: 'path' }>, scene: Scene): readonly Named[] {
  if (printExpression(of) === 'me') return [];
  const named = resolve(of, scene);
  return named.kind === 'field' || named.kind === 'kin' ? [] : [named];
}

/** The expressions directly below one, those of its points and windows too. */
function partsOf(of: object): readonly Expression[] {
  return Object.entries(of).flatMap(([key, part]) => (key === 'span' || key === 'test' ? [] : expressionsIn(part)));
}

function expressionsIn(part: unknown): readonly Expression[] {
  if (Array.isArray(part)) return part.flatMap(expressionsIn);
  if (typeof part !== 'object' || part === null || !('kind' in part)) return [];
  const inside = [
    'at-step',
    'at-time',
    'at-best',
    'at-percent',
    'range',
    'first',
    'last',
    'word',
    'plain',
    'quoted',
    'index',
  ];
  return inside.includes(String(part.kind)) ? partsOf(part) : [part as Expression];
}

function isSame(a: Named, b: Named): boolean {
  return a.kind === b.kind && 'name' in a && 'name' in b && a.name === b.name;
}

function lackingNote(named: Named, { runs }: Scene): readonly string[] {
  const lacks = runs.filter((run) => !has(run, named));
  return lacks.length === 0 || !('name' in named) ? [] : [`lacking ${named.name} ${lacks.length} of ${runs.length}`];
}

/** A stored null has the name, though its value is missing. */
function has(run: Run, named: Named): boolean {
  switch (named.kind) {
    case 'metric':
      return Object.hasOwn(run.series, named.name);
    case 'param':
      return Object.hasOwn(run.params, named.name);
    case 'tag':
      return Object.hasOwn(run.tags, named.name);
    default:
      return true;
  }
}

/** Runs whose series ended before the point at which it is asked for. */
function endedBefore(query: Query, scene: Scene): readonly string[] {
  const notes = new Map<string, string>();
  walk(query, (node) => {
    if (!('kind' in node) || node.kind !== 'at') return;
    const { item, point } = node;
    const { stage } = startOfRuns(scene.runs, scene);
    const ended = stage.rows.filter((row) => {
      const points = row.run === null ? [] : seriesOf(item, row.run, scene, (part) => valueFor(part, row, stage));
      return hasEnded(points, point, row, stage);
    });
    const named = item.kind === 'path' ? resolve(item, scene) : undefined;
    const name = named?.kind === 'metric' ? named.name : printExpression(item);
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

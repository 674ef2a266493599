import { type Expression, printExpression, type Query } from '@xt/grammar';
import { type Named, resolve } from '../runs/names.ts';
import type { Run, Scene } from '../world.ts';
import { overRuns, splitAtGroups } from './over-runs.ts';

/** Which names some runs lack that conditions and aggregates over runs need, with counts. */
export function lackingNotes(query: Query, scene: Scene): readonly string[] {
  const aliases = aliasesOf(query);
  const { choosing, after } = splitAtGroups(query);
  const conditions = choosing.flatMap((clause) => (clause.kind === 'where' ? [clause.condition] : []));
  const over = after.flatMap((clause) => overRuns(clause).flatMap(itemOf));
  const asked = conditions.flatMap((condition) => askedMissing(condition, aliases, scene));
  const needed = [...conditions, ...over].flatMap((of) => neededBy(of, aliases, scene));
  const lacking = needed.filter((named) => !asked.some((other) => isSame(named, other)));
  return lacking.flatMap((named) => lackingNote(named, scene));
}

/** What an aggregate over runs is of: a run that lacks it is left out of it. */
function itemOf({ name, item }: ReturnType<typeof overRuns>[number]): readonly Expression[] {
  return name === 'count' || item === undefined ? [] : [item];
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
  if (of.kind === 'call' && of.name.text === 'coalesce') {
    // Where all are the same name there is nothing in its place.
    const [first, ...others] = of.arguments.map((part) => everyName(part, aliases, scene));
    const [only] = first ?? [];
    const same =
      only !== undefined &&
      [first ?? [], ...others].every((names) => names.length === 1 && names.every((name) => isSame(name, only)));
    return same ? [only] : [];
  }
  if (of.kind === 'call' && of.name.text === 'count') return [];
  if (of.kind === 'kin') return [];
  // What lacks the value has no rank.
  if (of.kind === 'rank') return neededBy(of.key.expression, aliases, scene);
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
  if (of.kind === 'rank') return everyName(of.key.expression, aliases, scene);
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

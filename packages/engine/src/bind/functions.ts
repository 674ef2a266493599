import type { ScalarFunction, SeriesAggregate } from './bound.ts';

/** How many arguments a function takes, and what its call looks like in a hint. */
export interface FunctionEntry {
  readonly least: number;
  readonly most: number;
  readonly shape: string;
}

export interface ScalarEntry extends FunctionEntry {
  readonly kind: 'scalar';
  readonly name: ScalarFunction;
}

/** A function of a series; `aggregate` where the engine runs it. */
export interface SeriesEntry extends FunctionEntry {
  readonly kind: 'series';
  readonly name: string;
  readonly aggregate?: SeriesAggregate;
}

const many = Number.POSITIVE_INFINITY;

function scalar(name: ScalarFunction, shape: string, least = 1, most = least): ScalarEntry {
  return { kind: 'scalar', name, least, most, shape };
}

function series(name: SeriesAggregate): SeriesEntry {
  return { kind: 'series', name, aggregate: name, least: 1, most: 1, shape: `${name}(val.acc)` };
}

function later(name: string, shape = `${name}(val.acc)`, arity = 1): SeriesEntry {
  return { kind: 'series', name, least: arity, most: arity, shape };
}

const entries: readonly (ScalarEntry | SeriesEntry)[] = [
  scalar('abs', 'abs(x)'),
  scalar('round', 'round(x)'),
  scalar('floor', 'floor(x)'),
  scalar('ceil', 'ceil(x)'),
  scalar('log', 'log(x)'),
  scalar('log10', 'log10(x)'),
  scalar('exp', 'exp(x)'),
  scalar('sqrt', 'sqrt(x)'),
  scalar('least', 'least(a, b)', 2, many),
  scalar('greatest', 'greatest(a, b)', 2, many),
  scalar('coalesce', 'coalesce(a, b)', 1, many),
  scalar('lower', 'lower(name)'),
  scalar('number', 'number(x)'),
  scalar('text', 'text(x)'),
  scalar('day', 'day(created)'),
  scalar('week', 'week(created)'),
  scalar('month', 'month(created)'),
  series('last'),
  series('first'),
  series('min'),
  series('max'),
  series('mean'),
  { ...series('count'), least: 0 },
  series('argmin'),
  series('argmax'),
  series('sum'),
  later('best'),
  later('median'),
  later('std'),
  later('var'),
  later('slope'),
  later('quantile', 'quantile(val.acc, 0.9)', 2),
  later('any', 'any(val.loss is nan)'),
  later('all', 'all(val.loss > 0)'),
];

/** Every function of the language by its name. */
export const functions: ReadonlyMap<string, ScalarEntry | SeriesEntry> = new Map(
  entries.map((entry) => [entry.name, entry]),
);

/** Other names that people know functions by; the grammar understands some of them. */
export const functionSynonyms: ReadonlyMap<string, string> = new Map([
  ['average', 'mean'],
  ['avg', 'mean'],
  ['stddev', 'std'],
  ['variance', 'var'],
  ['percentile', 'quantile'],
  ['final', 'last'],
  ['latest', 'last'],
  ['minimum', 'min'],
  ['maximum', 'max'],
  ['total', 'sum'],
  ['ln', 'log'],
  ['pow', '^'],
  ['power', '^'],
  ['upper', 'lower'],
  ['ifnull', 'coalesce'],
  ['len', 'count'],
]);

/** One function of values: what it takes, what it gives, how it is called, what it says. */
export interface ScalarEntry {
  readonly name: string;
  /** `quantity`: a number or a duration; `same`: any number of values of one type; `any`: whatever can be read so. */
  readonly takes: 'number' | 'text' | 'time' | 'quantity' | 'same' | 'any';
  /** `same`: the type of its arguments. */
  readonly gives: 'number' | 'text' | 'time' | 'same';
  /** The least number of arguments where it is not one; then there may be any number. */
  readonly least?: number;
  /** Whether it goes by the calendar of the asker's time zone, which is its last argument when bound. */
  readonly zoned?: true;
  readonly example: string;
  readonly doc: string;
}

/** Every function of values. */
export const scalarFunctions = [
  { name: 'abs', takes: 'quantity', gives: 'same', example: 'abs(x)', doc: 'Without its sign.' },
  {
    name: 'round',
    takes: 'number',
    gives: 'number',
    example: 'round(x)',
    doc: 'The nearest whole number, halves to even.',
  },
  { name: 'floor', takes: 'number', gives: 'number', example: 'floor(x)', doc: 'The whole number at or below.' },
  { name: 'ceil', takes: 'number', gives: 'number', example: 'ceil(x)', doc: 'The whole number at or above.' },
  { name: 'log', takes: 'number', gives: 'number', example: 'log(x)', doc: 'The natural logarithm.' },
  { name: 'log10', takes: 'number', gives: 'number', example: 'log10(x)', doc: 'The logarithm to base 10.' },
  { name: 'exp', takes: 'number', gives: 'number', example: 'exp(x)', doc: 'e to this power.' },
  { name: 'sqrt', takes: 'number', gives: 'number', example: 'sqrt(x)', doc: 'The square root.' },
  {
    name: 'least',
    takes: 'same',
    gives: 'same',
    least: 2,
    example: 'least(a, b)',
    doc: 'The least of several values.',
  },
  {
    name: 'greatest',
    takes: 'same',
    gives: 'same',
    least: 2,
    example: 'greatest(a, b)',
    doc: 'The greatest of several values.',
  },
  {
    name: 'coalesce',
    takes: 'same',
    gives: 'same',
    least: 1,
    example: 'coalesce(a, b)',
    doc: 'The first that is not missing.',
  },
  { name: 'lower', takes: 'text', gives: 'text', example: 'lower(name)', doc: 'In lower case.' },
  {
    name: 'number',
    takes: 'any',
    gives: 'number',
    example: 'number(x)',
    doc: 'What a text reads as, 0 or 1 of a bool, the seconds of a duration.',
  },
  { name: 'text', takes: 'any', gives: 'text', example: 'text(x)', doc: 'Any value as text.' },
  { name: 'day', takes: 'time', gives: 'time', zoned: true, example: 'day(created)', doc: 'The start of its day.' },
  {
    name: 'week',
    takes: 'time',
    gives: 'time',
    zoned: true,
    example: 'week(created)',
    doc: 'The start of its week, a Monday.',
  },
  {
    name: 'month',
    takes: 'time',
    gives: 'time',
    zoned: true,
    example: 'month(created)',
    doc: 'The start of its month.',
  },
] as const satisfies readonly ScalarEntry[];

export type ScalarFunction = (typeof scalarFunctions)[number]['name'];

/** One function of a series; the first argument is the series, or for `points` a condition on its points. */
export interface SeriesEntry {
  readonly name: string;
  readonly takes: 'series' | 'points' | 'series or points';
  readonly least: number;
  readonly most: number;
  /** Whether it follows from what is kept for each series, without its points. */
  readonly kept: boolean;
  readonly example: string;
  readonly doc: string;
}

/** Every function of a series. */
export const seriesFunctions = [
  kept('last', 'The last value.'),
  kept('first', 'The first value.'),
  kept('min', 'The least value.'),
  kept('max', 'The greatest value.'),
  kept('mean', 'The mean of all values.'),
  kept('argmin', 'The step of the least value, the earliest if tied.'),
  kept('argmax', 'The step of the greatest value, the earliest if tied.'),
  kept('sum', 'The sum of all values.'),
  kept('std', "The sample's standard deviation."),
  kept('var', "The sample's variance."),
  {
    ...kept('count', 'How many points there are, or hold a condition; without argument, how many runs of a group.'),
    takes: 'series or points',
    least: 0,
  },
  overPoints('best', 'The least or greatest value, by the goal of the metric.'),
  overPoints('median', 'The median of all values.'),
  overPoints('slope', 'The slope of the line of least squares, per step.'),
  { ...overPoints('quantile', 'A quantile of all values.'), least: 2, most: 2, example: 'quantile(val.acc, 0.9)' },
  {
    ...overPoints('any', 'Whether a condition holds at some point.'),
    takes: 'points',
    example: 'any(val.loss is nan)',
  },
  { ...overPoints('all', 'Whether a condition holds at every point.'), takes: 'points', example: 'all(val.loss > 0)' },
] as const satisfies readonly SeriesEntry[];

/** A function of a series whose value is kept for each series. */
export type SeriesAggregate = Extract<(typeof seriesFunctions)[number], { readonly kept: true }>['name'];

function kept<const Name extends string>(name: Name, doc: string) {
  return { name, takes: 'series', least: 1, most: 1, kept: true, example: `${name}(val.acc)`, doc } as const;
}

function overPoints<const Name extends string>(name: Name, doc: string) {
  return { ...kept(name, doc), kept: false } as const;
}

/** Names that people know functions by elsewhere, and xt's own; the grammar understands some of them. */
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
  ['ifnull', 'coalesce'],
]);

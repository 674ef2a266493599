import fc from 'fast-check';
import { day, start } from './world.ts';

/** A query as the reference has it; `printQuery` says it in the language. */
export interface NaiveQuery {
  readonly clauses: readonly NaiveClause[];
  readonly columns: readonly NaiveColumn[];
}

/** A column shows a number or whether a condition holds. */
export type NaiveColumn =
  | { readonly shows: 'number'; readonly of: NaiveNumber }
  | { readonly shows: 'condition'; readonly of: NaiveCondition };

export type NaiveClause =
  | { readonly kind: 'where'; readonly condition: NaiveCondition }
  | { readonly kind: 'sort'; readonly keys: readonly NaiveKey[] }
  | { readonly kind: 'limit'; readonly count: number };

export interface NaiveKey {
  readonly of: NaiveNumber | NaiveText | { readonly kind: 'any-param'; readonly name: string };
  readonly descending: boolean;
}

export type NaiveAggregate = 'last' | 'first' | 'min' | 'max' | 'mean' | 'sum' | 'count' | 'argmin' | 'argmax';

export type NaiveNumber =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'step' }
  | { readonly kind: 'duration' }
  | { readonly kind: 'number-param'; readonly name: string }
  | { readonly kind: 'aggregate'; readonly aggregate: NaiveAggregate; readonly metric: string }
  | { readonly kind: 'at-step'; readonly metric: string; readonly step: NaiveNumber }
  | {
      readonly kind: 'arithmetic';
      readonly op: '+' | '-' | '*' | '/' | '%';
      readonly left: NaiveNumber;
      readonly right: NaiveNumber;
    }
  | { readonly kind: 'negate'; readonly item: NaiveNumber }
  | { readonly kind: 'call'; readonly name: 'abs' | 'round' | 'floor' | 'ceil' | 'sqrt'; readonly item: NaiveNumber }
  | {
      readonly kind: 'several';
      readonly name: 'least' | 'greatest' | 'coalesce';
      readonly items: readonly NaiveNumber[];
    };

export type NaiveText =
  | { readonly kind: 'text-field'; readonly field: 'name' | 'state' | 'id' | 'project' }
  | { readonly kind: 'text-param'; readonly name: string }
  | { readonly kind: 'text-tag'; readonly name: string }
  | { readonly kind: 'lower'; readonly item: NaiveText };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type TextTest = 'like' | 'ilike' | 'contains' | 'starts with' | 'ends with' | 'matches';

export type NaiveCondition =
  | { readonly kind: 'and' | 'or'; readonly items: readonly NaiveCondition[] }
  | { readonly kind: 'not'; readonly item: NaiveCondition }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly left: NaiveNumber; readonly right: NaiveNumber }
  | { readonly kind: 'compare-text'; readonly op: Comparison; readonly left: NaiveText; readonly right: string }
  | { readonly kind: 'compare-texts'; readonly op: Comparison; readonly left: NaiveText; readonly right: NaiveText }
  | { readonly kind: 'compare-created'; readonly op: Comparison; readonly time: number }
  | { readonly kind: 'in'; readonly item: NaiveNumber; readonly values: readonly number[] }
  | { readonly kind: 'in-texts'; readonly item: NaiveText; readonly values: readonly string[] }
  | { readonly kind: 'between'; readonly item: NaiveNumber; readonly low: number; readonly high: number }
  | { readonly kind: 'match'; readonly op: TextTest; readonly item: NaiveText; readonly pattern: string }
  | { readonly kind: 'is'; readonly test: 'missing' | 'nan' | 'finite'; readonly item: NaiveNumber }
  | { readonly kind: 'param-missing'; readonly name: string }
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'tagged'; readonly label: string }
  | { readonly kind: 'list-contains'; readonly value: number | string };

const constants = fc.constantFrom(-1.5, 0, 0.5, 1, 2, 3.5, 10);
const constant = constants.map((value): NaiveNumber => ({ kind: 'number', value }));
const metric = fc.constantFrom('acc', 'loss', 'grad/norm');
const aggregates: readonly NaiveAggregate[] = [
  'last',
  'last',
  'last',
  'first',
  'min',
  'max',
  'mean',
  'sum',
  'count',
  'argmin',
  'argmax',
];
const aggregate = fc
  .record({ aggregate: fc.constantFrom(...aggregates), metric })
  .map((of): NaiveNumber => ({ kind: 'aggregate', ...of }));
const numberParam = fc.constantFrom('n', 'n', 'any').map((name): NaiveNumber => ({ kind: 'number-param', name }));
const atom = fc.oneof(
  { weight: 5, arbitrary: aggregate },
  { weight: 3, arbitrary: numberParam },
  { weight: 1, arbitrary: fc.constant<NaiveNumber>({ kind: 'step' }) },
);

const { numeric } = fc.letrec<{ numeric: NaiveNumber; deeper: NaiveNumber }>((tie) => ({
  numeric: fc.oneof({ depthSize: 'small' }, { weight: 3, arbitrary: atom }, { weight: 2, arbitrary: tie('deeper') }),
  deeper: fc.oneof(
    fc.record({
      kind: fc.constant('arithmetic' as const),
      op: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const, '%' as const),
      left: tie('numeric'),
      right: fc.oneof(constant, tie('numeric')),
    }),
    fc.record({ kind: fc.constant('at-step' as const), metric, step: fc.oneof(constant, tie('numeric')) }),
    fc.record({ kind: fc.constant('negate' as const), item: tie('numeric') }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('abs' as const, 'round' as const, 'floor' as const, 'ceil' as const, 'sqrt' as const),
      item: tie('numeric'),
    }),
    fc.record({
      kind: fc.constant('several' as const),
      name: fc.constantFrom('least' as const, 'greatest' as const, 'coalesce' as const),
      items: fc.array(fc.oneof(constant, tie('numeric')), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const plainText = fc.oneof(
  fc.constantFrom('name' as const, 'id' as const).map((field): NaiveText => ({ kind: 'text-field', field })),
  fc.constantFrom('word', 'word', 'any').map((name): NaiveText => ({ kind: 'text-param', name })),
  fc.constant<NaiveText>({ kind: 'text-tag', name: 'team' }),
);
const text = fc.oneof(
  { weight: 5, arbitrary: plainText },
  { weight: 1, arbitrary: plainText.map((item): NaiveText => ({ kind: 'lower', item })) },
);
const singleTyped = plainText.filter((item) => item.kind !== 'text-param' || item.name !== 'any');
const words = fc.constantFrom('adam', 'Adam', 'base', 'abl-1', 'sgd', 'é', 'vision', '');
const patterns = fc.constantFrom('a%', '%a%', '_b%', 'É%', 'ADAM', '%\\%', '%é%', 'abl-_');
const comparison = fc.constantFrom<Comparison>('=', '!=', '<', '<=', '>', '>=');
const pieces = fc.constantFrom('a', 'b', 'abl', 'é', '1', '-', '');

const stated = fc
  .constantFrom(...(['running', 'finished', 'failed', 'killed'] as const))
  .map((right) => ({ left: { kind: 'text-field', field: 'state' } as const, right }));
const placed = fc
  .constantFrom('p', 'q')
  .map((right) => ({ left: { kind: 'text-field', field: 'project' } as const, right }));

const leaf: fc.Arbitrary<NaiveCondition> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .record({ of: fc.oneof({ weight: 3, arbitrary: stated }, placed), op: comparison })
      .map(({ of, op }): NaiveCondition => ({ kind: 'compare-text', op, ...of })),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('compare' as const),
      op: comparison,
      left: numeric,
      right: fc.oneof({ weight: 3, arbitrary: constant }, { weight: 1, arbitrary: numeric }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('compare-text' as const), op: comparison, left: text, right: words }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('compare-texts' as const),
      op: comparison,
      left: singleTyped,
      right: singleTyped,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('compare-created' as const),
      op: comparison,
      time: fc.integer({ min: 0, max: 4 }).map((d) => start + d * day),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('in' as const),
      item: numeric,
      values: fc.array(constants, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('in-texts' as const),
      item: text,
      values: fc.array(words, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('between' as const), item: numeric, low: constants, high: constants }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('match' as const),
      op: fc.constantFrom('like' as const, 'ilike' as const),
      item: text,
      pattern: patterns,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('match' as const),
      op: fc.constantFrom('contains' as const, 'starts with' as const, 'ends with' as const),
      item: text,
      pattern: pieces,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('match' as const),
      op: fc.constant('matches' as const),
      item: text,
      pattern: fc.constantFrom('^a', 'b.$', '[0-9]', 'd|s'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('is' as const),
      test: fc.constantFrom('missing' as const, 'nan' as const, 'finite' as const),
      item: numeric,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('param-missing' as const),
      name: fc.constantFrom('n', 'word', 'flag', 'any', 'list'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flag' as const), name: fc.constant('flag') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tagged' as const), label: fc.constantFrom('good', 'team') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('list-contains' as const),
      value: fc.constantFrom<number | string>(1, 0.5, 'a'),
    }),
  },
);

/** What people ask most: a value against a constant, or whether it is there; every second one negated. */
const simple: fc.Arbitrary<NaiveCondition> = fc
  .record({
    negated: fc.boolean(),
    of: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('compare' as const), op: comparison, left: atom, right: constant }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('is' as const),
          test: fc.constantFrom('missing' as const, 'nan' as const, 'finite' as const),
          item: atom,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('compare-text' as const),
          op: fc.constantFrom('=' as const, '=' as const, '!=' as const, '<' as const),
          left: plainText,
          right: fc.constantFrom('adam', 'sgd', 'base', 'vision'),
        }),
      },
      { weight: 1, arbitrary: fc.constant<NaiveCondition>({ kind: 'tagged', label: 'good' }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('in' as const),
          item: atom,
          values: fc.array(constants, { minLength: 1 }),
        }),
      },
    ),
  })
  .map(({ negated, of }): NaiveCondition => (negated ? { kind: 'not', item: of } : of));

const { condition } = fc.letrec<{ condition: NaiveCondition; branch: NaiveCondition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: leaf },
    { weight: 3, arbitrary: simple },
    { weight: 3, arbitrary: tie('branch') },
  ),
  branch: fc.oneof(
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      items: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), item: tie('condition') }),
  ),
}));

const key = fc.record({
  of: fc.oneof(
    { weight: 4, arbitrary: numeric },
    { weight: 2, arbitrary: plainText },
    {
      weight: 1,
      arbitrary: fc.constantFrom('n', 'word', 'flag', 'any').map((name) => ({ kind: 'any-param' as const, name })),
    },
  ),
  descending: fc.boolean(),
});

const clause: fc.Arbitrary<NaiveClause> = fc.oneof(
  { weight: 4, arbitrary: condition.map((of): NaiveClause => ({ kind: 'where', condition: of })) },
  {
    weight: 2,
    arbitrary: fc.array(key, { minLength: 1, maxLength: 2 }).map((keys): NaiveClause => ({ kind: 'sort', keys })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }).map((count): NaiveClause => ({ kind: 'limit', count })) },
);

const column: fc.Arbitrary<NaiveColumn> = fc.oneof(
  { weight: 5, arbitrary: numeric.map((of): NaiveColumn => ({ shows: 'number', of })) },
  { weight: 1, arbitrary: fc.constant<NaiveColumn>({ shows: 'number', of: { kind: 'duration' } }) },
  { weight: 2, arbitrary: condition.map((of): NaiveColumn => ({ shows: 'condition', of })) },
);

const where = condition.map((of): NaiveClause => ({ kind: 'where', condition: of }));
const sort = fc.array(key, { minLength: 1, maxLength: 2 }).map((keys): NaiveClause => ({ kind: 'sort', keys }));
const limit = fc.integer({ min: 0, max: 12 }).map((count): NaiveClause => ({ kind: 'limit', count }));
const simpleWhere = fc
  .array(simple, { minLength: 1, maxLength: 3 })
  .map((items): NaiveClause => ({ kind: 'where', condition: { kind: 'and', items } }));

/** Pipelines of up to four clauses in any order, or the common one; up to three columns. */
export const query: fc.Arbitrary<NaiveQuery> = fc.record({
  clauses: fc.oneof(
    fc.array(clause, { maxLength: 4 }),
    fc.tuple(fc.oneof(where, simpleWhere), sort, limit),
    fc.tuple(simpleWhere, limit),
  ),
  columns: fc.array(column, { maxLength: 3 }),
});

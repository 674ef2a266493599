import fc, { type Arbitrary } from 'fast-check';
import { clauseEndings } from '../src/endings.ts';
import type { Clause, Column, Expression, Query, RunSet, SortKey, Source, TextNode, Word } from '../src/index.ts';
import { belongs } from '../src/problems/places.ts';
import * as a from './arbitrary-leaves.ts';

/** A condition or value, nested a few levels deep, as parsing could have made it; all spans are empty. */
function expressions(queries: Arbitrary<Query>): Arbitrary<Expression> {
  return fc.letrec<{ expression: Expression; key: SortKey; leaf: Expression }>((tie) => ({
    leaf: a.leaf,
    key: a.sortKey(tie('expression')),
    expression: fc.oneof(
      { maxDepth: 3, depthSize: 'large', withCrossShrink: true },
      tie('leaf'),
      ...composites(tie('expression'), tie('key'), queries),
    ),
  })).expression;
}

function composites(
  expression: Arbitrary<Expression>,
  key: Arbitrary<SortKey>,
  queries: Arbitrary<Query>,
): readonly Arbitrary<Expression>[] {
  const span = fc.constant(a.nowhere);
  const items = fc.array(expression, { minLength: 2, maxLength: 3 });
  const list = fc.array(expression, { minLength: 1, maxLength: 3 });
  const negated = fc.boolean();
  const notOf = (kind: string) => (parts: readonly Expression[]) => parts.every((part) => part.kind !== kind);
  return [
    fc.record({ kind: fc.constant('and' as const), span, items: items.filter(notOf('and')) }),
    fc.record({ kind: fc.constant('or' as const), span, items: items.filter(notOf('or')) }),
    fc.record({ kind: fc.constant('not' as const), span, item: expression }),
    fc
      .record({ kind: fc.constant('compare' as const), span, op: a.compareOp, left: expression, right: expression })
      .filter(({ left, right }) => !a.isNothing(left) && !a.isNothing(right)),
    fc.record({
      kind: fc.constant('between' as const),
      span,
      negated,
      item: expression,
      low: expression,
      high: expression,
    }),
    fc.record({ kind: fc.constant('in' as const), span, negated, item: expression, values: list }),
    fc.record({
      kind: fc.constant('match' as const),
      span,
      op: a.matchOp,
      negated,
      item: expression,
      pattern: expression,
    }),
    fc.record({ kind: fc.constant('is' as const), span, negated, item: expression, test: a.test }),
    fc.record({ kind: fc.constant('tagged' as const), span, label: a.text }),
    fc.record({ kind: fc.constant('artifact-link' as const), span, role: a.role, like: fc.boolean(), text: a.text }),
    kin(queries),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      span,
      op: a.arithmeticOp,
      left: expression,
      right: expression,
    }),
    fc.record({ kind: fc.constant('negate' as const), span, item: expression }),
    fc.record({ kind: fc.constant('at' as const), span, item: expression, point: a.point(expression) }),
    fc.record({ kind: fc.constant('over' as const), span, item: expression, window: a.window }),
    fc.record({ kind: fc.constant('smoothed' as const), span, item: expression, smoothing: a.smoothing }),
    fc.record({
      kind: fc.constant('when' as const),
      span,
      unit: fc.constantFrom('step' as const, 'time' as const),
      condition: expression,
    }),
    fc.record({
      kind: fc.constant('call' as const),
      span,
      name: a.functionName,
      arguments: fc.array(expression, { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('rank' as const), span, key, per: fc.array(expression, { maxLength: 2 }) }),
  ];
}

function kin(queries: Arbitrary<Query>): Arbitrary<Expression> {
  const names: Arbitrary<{ kind: 'run-names'; names: TextNode[] } | Query> = fc.record({
    kind: fc.constant('run-names' as const),
    names: fc.array(a.text, { minLength: 1, maxLength: 3 }),
  });
  return fc.record(
    {
      kind: fc.constant('kin' as const),
      span: fc.constant(a.nowhere),
      relation: fc.constantFrom('ancestor', 'descendant', 'child', 'parent', 'sibling'),
      of: fc.oneof({ weight: 4, arbitrary: names }, { weight: 1, arbitrary: queries }),
      within: fc.nat(),
      by: fc.array(a.word, { maxLength: 2 }),
    },
    { requiredKeys: ['kind', 'span', 'relation', 'of', 'by'] },
  );
}

/** A query whose rows are runs, without queries inside it. */
const flatRuns: Arbitrary<Query> = a.runNames.chain((source) =>
  fc.record({
    kind: fc.constant('query' as const),
    span: fc.constant(a.nowhere),
    source: fc.oneof(fc.constant<Source>({ kind: 'runs', span: a.nowhere }), fc.constant<Source>(source)),
    clauses: fc.array(
      clauses(a.leaf, 'runs').filter(({ kind }) => belongs(kind, 'runs') && kind !== 'group'),
      { maxLength: 2 },
    ),
    comments: fc.constant([]),
  }),
);

const anyExpression = expressions(flatRuns);

const set: Arbitrary<RunSet> = fc.oneof(
  fc.constant<RunSet>({ kind: 'runs', span: a.nowhere }),
  a.runNames,
  fc.record({ kind: fc.constant('subquery' as const), span: fc.constant(a.nowhere), query: flatRuns }),
);

function columns(expression: Arbitrary<Expression>, source: Source['kind'] = 'runs'): Arbitrary<Column> {
  const span = fc.constant(a.nowhere);
  const banded = clauseEndings(source).band !== true;
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Column>({ kind: 'all-columns', span: a.nowhere }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('prefix-columns' as const), span, prefix: a.name }) },
    {
      weight: 1,
      arbitrary: fc.record(
        { kind: fc.constant('best-run' as const), span, key: a.sortKey(expression), alias: a.alias },
        { requiredKeys: ['kind', 'span', 'key'] },
      ),
    },
    {
      weight: 5,
      arbitrary: fc
        .record(
          { kind: fc.constant('column' as const), span, expression, band: a.fixedWord, alias: a.alias },
          { requiredKeys: ['kind', 'span', 'expression'] },
        )
        .filter((column) => banded || column.band === undefined),
    },
  );
}

function sources(): Arbitrary<Source> {
  const span = fc.constant(a.nowhere);
  const cols = fc.array(columns(anyExpression), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    set,
    fc.record({ kind: fc.constant('curves' as const), span, columns: cols, of: set }),
    fc.record(
      { kind: fc.constantFrom('artifacts', 'metrics', 'params'), span, of: set },
      { requiredKeys: ['kind', 'span'] },
    ),
    fc.record({ kind: fc.constant('lineage' as const), span, of: set }),
    fc.record(
      { kind: fc.constant('diff' as const), span, text: a.text, of: set },
      { requiredKeys: ['kind', 'span', 'of'] },
    ),
    fc.record({ kind: fc.constantFrom('projects', 'views'), span }),
    fc.record({ kind: fc.constant('compare' as const), span, value: anyExpression, left: set, right: set }),
  );
}

function clauses(expression: Arbitrary<Expression>, source: Source['kind']): Arbitrary<Clause> {
  const span = fc.constant(a.nowhere);
  const list = fc.array(expression, { minLength: 1, maxLength: 2 });
  const cols = fc.array(columns(expression, source), { minLength: 1, maxLength: 3 });
  const words: Arbitrary<Word[]> = fc.array(a.word, { minLength: 1, maxLength: 3 });
  const only = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);
  return fc.oneof(
    fc.record({ kind: only('where'), span, condition: expression }),
    fc.record({ kind: only('sort'), span, keys: fc.array(a.ascendingKey(expression), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: only('limit', 'up', 'down'), span, count: fc.nat() }),
    fc.record({ kind: only('select'), span, columns: cols }),
    fc.record({
      kind: only('top'),
      span,
      count: fc.nat(),
      key: a.sortKey(expression),
      per: fc.array(expression, { maxLength: 2 }),
    }),
    fc.record({ kind: only('group'), span, keys: fc.oneof(fc.constant('all' as const), cols) }),
    fc.record({ kind: only('vs'), span, base: a.text, on: list }),
    fc.record({ kind: only('smooth'), span, smoothing: a.smoothing }),
    fc.record({ kind: only('x'), span, axis: a.path }),
    a.rangeBy.map(({ by, range }) => ({ kind: 'window' as const, span: a.nowhere, by, range })),
    fc.record({ kind: only('every'), span, width: a.num }),
    fc.record(
      { kind: only('sample'), span, count: fc.nat(), method: a.sampleMethod },
      { requiredKeys: ['kind', 'span', 'count'] },
    ),
    fc.record({ kind: only('sample'), span }),
    fc.record({ kind: only('band'), span, band: a.fixedWord }),
    fc.record({ kind: only('relative'), span, base: a.text }),
    fc.record({ kind: only('history', 'all', 'unified', 'side-by-side'), span }),
    fc.record({ kind: only('by'), span, words }),
    fc.record({ kind: only('at-clause'), span, point: a.point(expression) }),
  );
}

/** Any query that parsing could have made, with comments; all spans are empty. */
export function arbitraryQuery(): Arbitrary<Query> {
  return sources().chain((source) =>
    fc.record({
      kind: fc.constant('query' as const),
      span: fc.constant(a.nowhere),
      source: fc.constant(source),
      clauses: fc.array(
        clauses(anyExpression, source.kind).filter(({ kind }) => belongs(kind, source.kind)),
        { maxLength: source.kind === 'compare' ? 0 : 4 },
      ),
      comments: fc.array(a.comment, { maxLength: 2 }),
    }),
  );
}

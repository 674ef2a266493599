import fc, { type Arbitrary } from 'fast-check';
import type {
  Alias,
  ArithmeticOp,
  CompareOp,
  DurationNode,
  Expression,
  MatchOp,
  NumberNode,
  PathNode,
  PathPart,
  Point,
  Range,
  RangeEnd,
  RunSet,
  Smoothing,
  SortKey,
  Span,
  TextNode,
  Window,
  Word,
} from '../src/index.ts';
import { keywords } from '../src/lex/keywords.ts';
import { durationSeconds, numberValue } from '../src/lex/values.ts';

// The parts of a tree that nest nothing of their own kind.

export const nowhere: Span = { start: 0, end: 0 };
const span = fc.constant(nowhere);

const literals = ['true', 'false', 'nan', 'inf', 'now', 'today', 'yesterday'] as const;
const reserved: ReadonlySet<string> = new Set(['not', ...literals]);
const words = [...keywords.keys()].filter((word) => !reserved.has(word));
const plainNames = [
  'val.acc',
  'a/b',
  'f1-score',
  'recall@5',
  'größe',
  '精度',
  '_x',
  'gpu.0.util',
  'Loss',
  'me',
  'a.b/c-d@2',
];

/** Names, every word of the language among them. */
export const name = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...plainNames));
export const word: Arbitrary<Word> = fc.record({ kind: fc.constant('word' as const), span, text: name });
export const fixedWord: Arbitrary<Word> = fc.record({
  kind: fc.constant('word' as const),
  span,
  text: fc.constantFrom('ema', 'ci95', 'std', ...words),
});
export const sampleMethod: Arbitrary<Word> = fc.record({
  kind: fc.constant('word' as const),
  span,
  text: fc.constantFrom('minmax', 'lttb', 'last', 'first'),
});
export const test: Arbitrary<Word> = fc.record({
  kind: fc.constant('word' as const),
  span,
  text: fc.constantFrom('missing', 'nan', 'finite', 'odd', 'in'),
});
export const functionName: Arbitrary<Word> = fc.record({
  kind: fc.constant('word' as const),
  span,
  text: fc.constantFrom('max', 'count', 'any', 'all', 'log10', 'f', ...words.filter((text) => text !== 'rank')),
});

const anyText = fc.string({
  unit: fc.constantFrom("'", '"', '`', 'a', 'ß', '🎯', ' ', '\n', '%', '#', '«', '\\', '|'),
});
export const text: Arbitrary<TextNode> = fc.record({ kind: fc.constant('text' as const), span, value: anyText });
export const alias: Arbitrary<Alias> = fc.record({ span, name: fc.oneof(name, anyText) });
export const comment = fc.string({ unit: fc.constantFrom('a', ' ', "'", '#', 'ü') }).map((line) => line.trim());

export const number: Arbitrary<NumberNode> = fc
  .constantFrom('0', '3', '10_000', '.5', '1e-3', '0.10', '2.5E+3', '1_0.2_5')
  .map((written) => ({ kind: 'number', span: nowhere, value: numberValue(written), text: written }));
const duration: Arbitrary<DurationNode> = fc
  .constantFrom('2h', '1d12h', '500ms', '1.5m', '10s', '3w')
  .map((written) => ({ kind: 'duration', span: nowhere, seconds: durationSeconds(written), text: written }));
export const num = fc.oneof(number, duration);
const percent = fc.constantFrom('10%', '0.5%', '100%').map((written) => ({
  span: nowhere,
  percent: Number(written.slice(0, -1)),
  text: written,
}));

const index: Arbitrary<PathPart> = fc.record({
  kind: fc.constant('index' as const),
  span,
  key: fc.oneof(fc.nat(), anyText),
});
const quoted: Arbitrary<PathPart> = fc.record({ kind: fc.constant('quoted' as const), span, text: anyText });
const plain: Arbitrary<PathPart> = fc.record({ kind: fc.constant('plain' as const), span, text: name });
export const path: Arbitrary<PathNode> = fc.record({
  kind: fc.constant('path' as const),
  span,
  parts: fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: plain }, quoted),
      fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(fc.oneof(index, quoted), { maxLength: 2 })),
    )
    .map(([first, rest]) => [first, ...rest]),
});

export const leaf: Arbitrary<Expression> = fc.oneof(
  { weight: 5, arbitrary: path },
  { weight: 3, arbitrary: num },
  { weight: 2, arbitrary: text },
  fc
    .constantFrom('2026-11-01', '2026-11-01T14:30', '2026-11-01T14:30:05.25Z', '2024-02-29T00:00+02:00')
    .map((written) => ({
      kind: 'date' as const,
      span: nowhere,
      text: written,
    })),
  fc.record({ kind: fc.constant('literal' as const), span, name: fc.constantFrom(...literals) }),
  fc.record({ kind: fc.constant('ago' as const), span, amount: duration }),
);

/** True for what is compared with `is`, never with `=`. */
export function isNothing(expression: Expression): boolean {
  if (expression.kind === 'literal') return expression.name === 'nan';
  const [part, ...more] = expression.kind === 'path' ? expression.parts : [];
  return part?.kind === 'plain' && more.length === 0 && part.text === 'none';
}

export const compareOp = fc.constantFrom<CompareOp>('=', '!=', '<', '<=', '>', '>=');
export const matchOp = fc.constantFrom<MatchOp>('like', 'ilike', 'matches', 'contains', 'starts with', 'ends with');
export const arithmeticOp = fc.constantFrom<ArithmeticOp>('+', '-', '*', '/', '%', '^');
export const role = fc.constantFrom('used' as const, 'made' as const);

export function sortKey(expression: Arbitrary<Expression>): Arbitrary<SortKey> {
  return fc.record(
    { span, expression, direction: fc.constantFrom('asc' as const, 'desc' as const) },
    { requiredKeys: ['span', 'expression'] },
  );
}

/** A key of `sort by`, where `asc` is never kept. */
export function ascendingKey(expression: Arbitrary<Expression>): Arbitrary<SortKey> {
  return fc.record(
    { span, expression, direction: fc.constant('desc' as const) },
    { requiredKeys: ['span', 'expression'] },
  );
}

export const smoothing: Arbitrary<Smoothing> = fc.record({ span, method: fixedWord, amount: number });

export function point(expression: Arbitrary<Expression>): Arbitrary<Point> {
  return fc.oneof(
    fc.record({ kind: fc.constantFrom('at-step' as const, 'at-time' as const), span, value: expression }),
    percent.map((written) => ({ kind: 'at-percent' as const, ...written })),
    fc.record({
      kind: fc.constant('at-best' as const),
      span,
      extremum: fc.constantFrom('best' as const, 'min' as const, 'max' as const),
      value: expression,
    }),
  );
}

function rangeOf(value: Arbitrary<NumberNode | DurationNode>): Arbitrary<Range> {
  const end: Arbitrary<RangeEnd> = fc.record({ span, value, negative: fc.boolean() });
  return fc.record({ span, from: end, to: end }, { requiredKeys: ['span'] }).filter(({ from, to }) => {
    return from === undefined || to === undefined || sizeOf(from) <= sizeOf(to);
  });
}

function sizeOf({ value, negative }: RangeEnd): number {
  const size = value.kind === 'number' ? value.value : value.seconds;
  return negative ? -size : size;
}

/** A range of steps or of time, with what it is of. */
export const rangeBy = fc.oneof(
  rangeOf(number).map((range) => ({ by: 'steps' as const, range })),
  rangeOf(duration).map((range) => ({ by: 'time' as const, range })),
);

export const window: Arbitrary<Window> = fc.oneof(
  rangeBy.map(({ by, range }) => ({ kind: 'range' as const, span: nowhere, by, range })),
  fc.record({
    kind: fc.constantFrom('first' as const, 'last' as const),
    span,
    size: fc.oneof(
      num,
      percent.map((written) => ({ kind: 'percent' as const, ...written })),
    ),
  }),
);

export const runNames: Arbitrary<RunSet> = fc.record({
  kind: fc.constant('run' as const),
  span,
  names: fc.array(text, { minLength: 1, maxLength: 2 }),
});

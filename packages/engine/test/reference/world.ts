import fc from 'fast-check';

/** A run as the reference has it: plain values, nothing indexed. */
export interface NaiveRun {
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly state: 'running' | 'finished' | 'failed';
  /** Microseconds since 1970. */
  readonly created: number;
  readonly started: number;
  readonly ended: number | null;
  readonly params: Readonly<Record<string, NaiveParam>>;
  /** A tag without a value is a label. */
  readonly tags: Readonly<Record<string, string | null>>;
  readonly series: Readonly<Record<string, readonly NaivePoint[]>>;
}

export interface NaiveParam {
  readonly type: 'number' | 'text' | 'bool' | 'list' | 'null';
  readonly text: string;
}

export interface NaivePoint {
  readonly step: number;
  readonly value: number;
}

export type World = readonly NaiveRun[];

export const metricNames = ['acc', 'loss', 'grad/norm'] as const;
export const paramNames = ['n', 'word', 'flag', 'any', 'list'] as const;
export const tagNames = ['good', 'team'] as const;
export const day = 86_400_000_000;
/** The first of November 2026. */
export const start = Date.UTC(2026, 10, 1) * 1000;

/** Few and simple numbers: many ties, sums that are exact in any order, and everything that is no number. */
const numbers = [0, 0.5, 1, 1, 2, 3.5, -1.5, 1024, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const point = fc.record({
  step: fc.constantFrom(-2, 0, 0.5, 1, 2, 3, 10),
  value: fc.constantFrom(...numbers),
});

const series = fc.uniqueArray(point, { maxLength: 5, selector: ({ step }) => step });

const number = fc.constantFrom('0', '0.5', '1', '1e0', '2', '-1.5', 'NaN', 'inf').map((text): NaiveParam => {
  return { type: 'number', text };
});
const word = fc.constantFrom('adam', 'sgd', 'Adam', 'é_1', '', 'a%b', '\\').map((text): NaiveParam => {
  return { type: 'text', text };
});
const flag = fc.constantFrom('true', 'false').map((text): NaiveParam => ({ type: 'bool', text }));
const list = fc.constantFrom('[]', '[1, 2]', '["a", 0.5]', '[true, null]').map((text): NaiveParam => {
  return { type: 'list', text };
});
const nothing = fc.constant<NaiveParam>({ type: 'null', text: '' });
const numericText = fc.constantFrom('0.5', '2', 'true').map((text): NaiveParam => ({ type: 'text', text }));

const params = fc
  .record(
    {
      n: fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: nothing }),
      word: fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: nothing }),
      flag,
      any: fc.oneof(number, word, flag, numericText, nothing),
      list,
    },
    { requiredKeys: [] },
  )
  .map((given) => given as Readonly<Record<string, NaiveParam>>);

const run = fc.record({
  project: fc.constantFrom('p', 'q'),
  name: fc.constantFrom('base', 'abl-1', 'abl-2', 'Résumé', 'x_y'),
  state: fc.constantFrom('running' as const, 'finished' as const, 'failed' as const),
  created: fc.integer({ min: 0, max: 4 }).map((days) => start + days * day),
  length: fc.constantFrom(null, 0, 60, 3600),
  params,
  tags: fc
    .record({ good: fc.constant(null), team: fc.constantFrom('vision', 'nlp') }, { requiredKeys: [] })
    .map((given) => given as Readonly<Record<string, string | null>>),
  series: fc
    .record({ acc: series, loss: series, 'grad/norm': series }, { requiredKeys: [] })
    .map((given) => given as Readonly<Record<string, readonly NaivePoint[]>>),
});

/** Worlds of some dozen runs in two projects, whose ids are in no order of anything. */
export const world: fc.Arbitrary<World> = fc.array(run, { minLength: 15, maxLength: 40 }).map((runs) =>
  runs.map(({ length, ...rest }, index): NaiveRun => {
    return {
      ...rest,
      id: `r${((index * 7919) % 1009).toString(36)}${index % 2 === 0 ? 'Z' : 'é'}`,
      started: rest.created,
      ended: length === null ? null : rest.created + length * 1e6,
    };
  }),
);

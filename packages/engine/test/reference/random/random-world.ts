import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { withLineage } from '../lineage.ts';
import type { Artifact, Edge, Param, Point, Run, World } from '../world.ts';

export const second = 1_000_000;
export const day = 86_400 * second;
/** The first of November 2026. */
export const start = Date.UTC(2026, 10, 1) * 1000;

/** Few and simple numbers: many ties, sums that are exact in any order, and everything that is no number. */
const value = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 0.25, 0.5, 0.5, 0.75, 1, 1, 2, 3.5, -1.5, 64) },
  { weight: 2, arbitrary: fc.constant(Number.NaN) },
  { weight: 1, arbitrary: fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

const steps = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(-2, 0, 0.5, 1, 2, 3, 4, 10), { minLength: 1, maxLength: 6 }) },
  { weight: 2, arbitrary: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 8, maxLength: 40 }) },
);

interface LoosePoint {
  readonly step: number;
  /** Seconds since the start. */
  readonly after: number;
  readonly value: number;
}

/** A series in order of steps; time never goes back, and stands still now and then. */
const series: fc.Arbitrary<readonly LoosePoint[]> = steps.chain((chosen) => {
  const count = { minLength: chosen.length, maxLength: chosen.length };
  return fc
    .record({ values: fc.array(value, count), gaps: fc.array(fc.constantFrom(0, 1, 1, 30, 0.5), count) })
    .map(({ values, gaps }) => {
      let after = 0;
      return chosen
        .toSorted((a, b) => a - b)
        .map((step, at) => {
          after += gaps[at] ?? 0;
          return { step, after, value: values[at] ?? 0 };
        });
    });
});

/** The same without NaN and infinities, for an axis. */
const finite = series.map((points) =>
  points.map((point) => ({ ...point, value: Number.isFinite(point.value) ? point.value : 5 })),
);

/** A count that grows with the steps, at home on an axis. */
const tokens = steps.map((chosen) =>
  chosen.toSorted((a, b) => a - b).map((step, at): LoosePoint => ({ step, after: at, value: Math.floor(at / 2) * 8 })),
);

const param = (type: Param['type'], ...texts: readonly string[]) =>
  fc.constantFrom(...texts).map((text): Param => ({ type, text }));
const nothing = fc.constant<Param>({ type: 'null', text: '' });
const numbers = param('number', '0', '0.5', '1', '1e0', '2', '-1.5', 'NaN', 'inf');
const words = param('text', 'adam', 'sgd', 'Adam', 'é_1', '', 'a%b', '\\', '🎯');
const flags = param('bool', 'true', 'false');
const lists = param('list', '[]', '[1, 2]', '["a", 0.5]', '["b", true, null]', '[true, 1]', '[false]');

const params = fc.record(
  {
    n: fc.oneof({ weight: 6, arbitrary: numbers }, { weight: 1, arbitrary: nothing }),
    word: fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: nothing }),
    flag: flags,
    any: fc.oneof(numbers, words, flags, param('text', '0.25', '4', 'true'), nothing),
    digits: param('text', '1', '1.0', '2', '-0.5', '10'),
    list: lists,
    lr: param('number', '0.5', '0.25', '1'),
    'opt.name': words,
    'opt/name': fc.option(words, { freq: 1, nil: undefined }),
  },
  { requiredKeys: [] },
);

/** Chosen one by one: presence, spelling with `/`, and points. */
const metrics = fc.record(
  {
    'val.acc': series,
    'val/acc': fc.option(series, { freq: 1 }),
    'val.loss': series,
    'train.loss': series,
    'grad/norm': series,
    tau: series,
    lr: finite,
    tokens,
    step: series,
  },
  { requiredKeys: [] },
);

const artifact = fc.record({
  name: fc.constantFrom('best.pt', 'last.pt', 'samples/a', 'samples/b', 'imagenet'),
  type: fc.constantFrom('checkpoint', 'image', 'dataset'),
  role: fc.constantFrom('made' as const, 'made' as const, 'used' as const),
  step: fc.constantFrom(null, 0, 1, 2, 10, 0.5),
  created: fc.constantFrom(null, start + day, start + 2 * day),
  size: fc.constantFrom(null, 0, 12, 1024, 1e9),
  digest: fc.constantFrom(null, null, 'd1', 'd2', 'd3'),
  content: fc.constant(null),
});

const artifacts: fc.Arbitrary<readonly Artifact[]> = fc.uniqueArray(artifact, {
  maxLength: 4,
  selector: ({ name, role, step }) => `${name} ${role} ${step}`,
});

/** Lines in one order, each once, so that between two texts there is one shortest way. */
const lines = 'seed: 1,seed: 2,,model:,  depth: 3,  width: 64,\t# é,lr: 0.1,lr: 0.3,- a,- b,- c,- d,- e,end'.split(',');

const content = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: lines.length, maxLength: lines.length }), fc.boolean())
  .map(([chances, isEnded]) => {
    const kept = lines.filter((_, at) => (chances[at] ?? 0) < 8);
    return kept.join('\n') + (isEnded ? '\n' : '');
  });

/** What a run made of texts, whose bytes the store has. */
const textArtifacts = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('config.yaml', 'config.yaml', 'config.yaml', 'log.txt'),
    type: fc.constant('text'),
    role: fc.constant('made' as const),
    step: fc.constantFrom(null, null, 0, 1, 2, 10),
    created: fc.constantFrom(null, start + day, start + 2 * day),
    content: fc.oneof({ weight: 9, arbitrary: content }, { weight: 1, arbitrary: fc.constantFrom('', '\n', 'end') }),
  }),
  { maxLength: 4, selector: ({ name, step }) => `${name} ${step}` },
);

const looseRun = fc.record({
  second: fc.boolean(),
  name: fc.constantFrom('base', 'abl-1', 'abl-2', 'Résumé', 'x_y', 'solo'),
  user: fc.constantFrom('ann', 'bob', null),
  state: fc.constantFrom('running', 'finished', 'finished', 'failed'),
  created: fc.constantFrom(null, 0, 0, 1, 2, 3.5),
  started: fc.constantFrom(null, 0, 0, 1),
  length: fc.constantFrom(null, 0, 60, 3600),
  group: fc.constantFrom(null, 'g1', 'g2'),
  notes: fc.constantFrom(null, "it's fine", 'do not use'),
  dirty: fc.constantFrom(null, true, false),
  params,
  tags: fc.record(
    { good: fc.constant(null), team: fc.constantFrom('vision', 'nlp'), nr: fc.constantFrom('1', '2') },
    { requiredKeys: [] },
  ),
  metrics,
  artifacts,
  textArtifacts,
});

const looseEdge = fc.record({
  parent: fc.nat({ max: 40 }),
  child: fc.nat({ max: 40 }),
  kind: fc.constantFrom('fork', 'fork', 'resume', 'child', 'derived'),
  step: fc.constantFrom(0, 1, 2, 3, 10),
  backwards: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

const goal = fc.record({
  second: fc.boolean(),
  metric: fc.constantFrom('tau', 'tau', 'tau', 'grad/norm', 'grad/norm', 'val.acc'),
  goal: fc.constantFrom('max' as const, 'min' as const),
});

const view = fc.record({
  name: fc.constantFrom('best', "it's", 'été'),
  query: fc.constantFrom("runs where state = 'failed'", 'projects', 'runs sort by created limit 3'),
  user: fc.constantFrom('ann', 'bob'),
  created: fc.constantFrom(start, start + day),
});

/** A world of some runs in one or two projects, whose ids are in no order of anything; `name` keeps it from others. */
export function randomWorld(name: string): fc.Arbitrary<World> {
  return fc
    .record({
      runs: fc.array(looseRun, { minLength: 3, maxLength: 14, size: 'max' }),
      edges: fc.array(looseEdge, { maxLength: 14 }),
      goals: fc.uniqueArray(goal, { maxLength: 1, selector: ({ second, metric }) => `${second} ${metric}` }),
      views: fc.uniqueArray(view, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
      two: fc.boolean(),
      zone: fc.constantFrom({ name: 'UTC', ahead: 0 }, { name: 'Asia/Kolkata', ahead: 19_800 * second }),
    })
    .map(({ runs: loose, edges, goals, views, two, zone }): World => {
      const projectOf = (second: boolean) => `${name}${second && two ? 'q' : 'p'}`;
      const runs = loose.map((run, index) => runOf(run, idOf(name, index), projectOf(run.second)));
      return withLineage({
        zone,
        projects: [...new Set(runs.map((run) => run.project))],
        runs,
        edges: edgesOf(edges, runs),
        views: views.map((each) => ({ ...each, name: `${each.name} ${name}` })),
        goals: goals
          .map(({ second, ...rest }) => ({ ...rest, project: projectOf(second) }))
          .filter(isFirst)
          .filter(({ project, metric }) =>
            runs.some((run) => run.project === project && Object.hasOwn(run.series, metric)),
          ),
      });
    });
}

function isFirst(goal: World['goals'][number], at: number, all: World['goals']): boolean {
  return all.findIndex((each) => each.project === goal.project && each.metric === goal.metric) === at;
}

function idOf(name: string, index: number): string {
  return `${((index * 7919 + 31) % 1009).toString(36).padStart(3, '0')}${index % 2 === 0 ? 'Z' : 'é'}-${name}`;
}

type Loose = typeof looseRun extends fc.Arbitrary<infer T> ? T : never;

function runOf(loose: Loose, id: string, project: string): Run {
  const started = loose.started === null ? null : start + loose.started * day;
  const from = started ?? start + 2 * day;
  const known = Object.entries(loose.metrics).flatMap(([name, points]) =>
    points === null || points === undefined
      ? []
      : [
          [
            name,
            points.map((point): Point => ({ step: point.step, value: point.value, time: from + point.after * second })),
          ] as const,
        ],
  );
  return {
    id,
    project,
    name: loose.name,
    user: loose.user,
    state: loose.state,
    created: loose.created === null ? null : start + loose.created * day,
    started,
    ended: loose.length === null || started === null ? null : started + loose.length * second,
    group: loose.group,
    kind: null,
    host: null,
    notes: loose.notes,
    git: { commit: null, branch: loose.dirty === null ? null : 'main', dirty: loose.dirty },
    params: present(loose.params),
    tags: present(loose.tags),
    series: Object.fromEntries(known),
    // The bytes of a world that a run may use are no other world's; no two are made at the same time.
    artifacts: [...loose.artifacts.map((each) => ofWorld(each, id)), ...loose.textArtifacts.map(withBytes)].map(
      (each, at) => (each.created === null ? each : { ...each, created: each.created + at * second }),
    ),
  };
}

function ofWorld(artifact: Artifact, id: string): Artifact {
  return artifact.digest === null ? artifact : { ...artifact, digest: `${artifact.digest}-${id.split('-')[1]}` };
}

/** Bytes tell digest and size. */
function withBytes(artifact: Omit<Artifact, 'digest' | 'size'> & { readonly content: string }): Artifact {
  const bytes = Buffer.from(artifact.content);
  return { ...artifact, digest: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

function present<T>(of: Readonly<Record<string, T | undefined>>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(of).flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const])),
  );
}

/** Edges between runs of one project, mostly from earlier to later runs; backwards ones make cycles. */
function edgesOf(
  loose: readonly (typeof looseEdge extends fc.Arbitrary<infer T> ? T : never)[],
  runs: readonly Run[],
): readonly Edge[] {
  const edges = loose.flatMap(({ parent, child, kind, step, backwards }): readonly Edge[] => {
    const pair = [parent % runs.length, child % runs.length]
      .toSorted((a, b) => (backwards ? b - a : a - b))
      .map((at) => runs[at]);
    const [from, to] = pair;
    if (from === undefined || to === undefined || from === to || from.project !== to.project) return [];
    return [{ parent: from.id, child: to.id, kind, step: kind === 'fork' ? step : null }];
  });
  return edges.filter(
    (edge, at) => edges.findIndex((each) => each.parent === edge.parent && each.child === edge.child) === at,
  );
}

import type { Clause } from '@xt/grammar';
import { type Flow, flow } from '../pipeline.ts';
import { startOfRuns } from '../query.ts';
import { momentOf, type Row, stepOf } from '../runs/run-values.ts';
import { byCodePoint } from '../values/order.ts';
import { number, text, time, type Value } from '../values/value.ts';
import type { Artifact, Run, Scene } from '../world.ts';

const columns = ['run', 'name', 'type', 'role', 'step', 'size', 'created', 'digest'];

/** A row per artifact of these runs, of each by name and step; `at step` keeps of each name the newest at or before it. */
export function artifactFlow(runs: readonly Run[], clauses: readonly Clause[], scene: Scene): Flow {
  const at = clauses.find((clause) => clause.kind === 'at-clause');
  const rows = runs.flatMap((run) =>
    newestOfEach(at, run, scene)
      .toSorted(byNameAndStep)
      .map((artifact) => rowOf(run, artifact)),
  );
  const start: Flow = {
    stage: { scene, rows, names: new Map() },
    shown: columns.map((name) => ({ name, of: (row) => row.own.get(name) ?? null })),
    keys: [],
    grouped: false,
    ordered: true,
  };
  return flow(
    start,
    clauses.filter((clause) => clause.kind !== 'at-clause'),
  );
}

function byNameAndStep(a: Artifact, b: Artifact): number {
  const steps = [a, b].map(({ step }) => step ?? Number.POSITIVE_INFINITY);
  const order = byCodePoint(a.name, b.name);
  if (order !== 0) return order;
  return steps[0] === steps[1] ? byCodePoint(a.role, b.role) : (steps[0] ?? 0) - (steps[1] ?? 0);
}

function rowOf(run: Run, artifact: Artifact): Row {
  const own: Readonly<Record<string, Value>> = {
    run: text(run.name),
    name: text(artifact.name),
    type: text(artifact.type),
    role: text(artifact.role),
    step: number(artifact.step),
    size: number(artifact.size),
    created: time(artifact.created),
    digest: text(artifact.digest),
  };
  return { run, own: new Map(Object.entries(own)) };
}

type AtClause = Extract<Clause, { readonly kind: 'at-clause' }>;

/** Those at or before a point of the run; what has no place there is not there at any. */
export function upTo(
  at: AtClause | undefined,
  artifacts: readonly Artifact[],
  run: Run,
  scene: Scene,
): readonly Artifact[] {
  if (at === undefined) return artifacts;
  const { stage } = startOfRuns([run], scene);
  const row: Row = { run, own: new Map() };
  const [step, moment] = [stepOf(at.point, row, stage), momentOf(at.point, row, stage)];
  return artifacts.filter(
    (each) =>
      (step !== null && each.step !== null && each.step <= step) ||
      (moment !== null && each.created !== null && each.created <= moment),
  );
}

/** Of each name in each role the newest at a point; all where there is none. */
function newestOfEach(at: AtClause | undefined, run: Run, scene: Scene): readonly Artifact[] {
  if (at === undefined) return run.artifacts;
  const place = at.point.kind === 'at-time' ? 'created' : 'step';
  const there = upTo(at, run.artifacts, run, scene);
  return there.filter((artifact) =>
    there.every(
      (other) =>
        other.name !== artifact.name || other.role !== artifact.role || (other[place] ?? 0) <= (artifact[place] ?? 0),
    ),
  );
}

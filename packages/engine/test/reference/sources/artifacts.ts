import type { Clause } from '@xt/grammar';
import { type Flow, flow } from '../pipeline.ts';
import type { Row } from '../runs/run-values.ts';
import { byCodePoint } from '../values/order.ts';
import { number, text, time, type Value } from '../values/value.ts';
import { type Artifact, Refused, type Run, type Scene } from '../world.ts';

const columns = ['run', 'name', 'type', 'role', 'step', 'size', 'created', 'digest'];

/** A row per artifact of these runs, of each by name and step; `at step` keeps of each name the newest at or before it. */
export function artifactFlow(runs: readonly Run[], clauses: readonly Clause[], scene: Scene): Flow {
  const at = clauses.find((clause) => clause.kind === 'at-clause');
  const rows = runs.flatMap((run) =>
    (at === undefined ? run.artifacts : newest(run.artifacts, stepOf(at)))
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

function stepOf({ point }: Extract<Clause, { readonly kind: 'at-clause' }>): number {
  if (point.kind === 'at-step' && point.value.kind === 'number') return point.value.value;
  throw new Refused('type-mismatch', 'at');
}

function newest(artifacts: readonly Artifact[], step: number): readonly Artifact[] {
  const before = artifacts.filter((artifact) => artifact.step !== null && artifact.step <= step);
  return before.filter((artifact) =>
    before.every(
      (other) =>
        other.name !== artifact.name || other.role !== artifact.role || (other.step ?? 0) <= (artifact.step ?? 0),
    ),
  );
}

import type { Flow } from '../pipeline.ts';
import { projectGoal } from '../runs/goals.ts';
import { paramValue } from '../runs/params.ts';
import type { Row } from '../runs/run-values.ts';
import { as } from '../values/coerce.ts';
import { byCodePoint } from '../values/order.ts';
import { amount, number, text, time, type Value } from '../values/value.ts';
import type { Run, Scene } from '../world.ts';

/** A row per project and metric that these runs have. */
export function metricFlow(runs: readonly Run[], scene: Scene): Flow {
  const rows = byProject(runs).flatMap(([project, own]) =>
    named(own, (run) => run.series).map(([name, having]) => {
      const points = having.flatMap((run) => run.series[name] ?? []);
      const values = points.map((point) => point.value);
      return {
        project: text(project),
        name: text(name),
        runs: number(having.length),
        points: number(points.length),
        min: extreme(Math.min, values),
        max: extreme(Math.max, values),
        goal: text(projectGoal(name, project, scene) ?? null),
        updated: time(points.length === 0 ? null : Math.max(...points.map((point) => point.time))),
      };
    }),
  );
  return listing(rows, ['name', 'runs', 'points', 'min', 'max', 'goal', 'updated'], scene);
}

/** A row per project and param that these runs have. */
export function paramFlow(runs: readonly Run[], scene: Scene): Flow {
  const rows = byProject(runs).flatMap(([project, own]) =>
    named(own, (run) => run.params).map(([name, having]) => {
      // A stored null is missing.
      const params = having.flatMap((run) => run.params[name] ?? []).filter((param) => param.type !== 'null');
      const types = new Set(params.map((param) => param.type));
      const numbers = params.flatMap((param) => amount(as('number', paramValue(param))) ?? []);
      const [type = 'null'] = types;
      return {
        project: text(project),
        name: text(name),
        type: text(types.size > 1 ? 'mixed' : type),
        runs: number(params.length),
        distinct: number(new Set(params.map((param) => param.text)).size),
        min: extreme(Math.min, numbers),
        max: extreme(Math.max, numbers),
      };
    }),
  );
  return listing(rows, ['name', 'type', 'runs', 'distinct', 'min', 'max'], scene);
}

/** A row per project in reach. */
export function projectFlow(scene: Scene): Flow {
  const rows = byProject(scene.runs).map(([project, runs]) => {
    const points = runs.flatMap((run) => Object.values(run.series).flat());
    return {
      name: text(project),
      runs: number(runs.length),
      running: number(runs.filter((run) => run.state === 'running').length),
      points: number(points.length),
    };
  });
  return listing(rows, ['name', 'runs', 'running', 'points'], scene);
}

/** A row per saved view. */
export function viewFlow(scene: Scene): Flow {
  const rows = scene.world.views.map(({ name, query, user, created }) => ({
    name: text(name),
    query: text(query),
    user: text(user),
    created: time(created),
  }));
  return listing(rows, ['name', 'query', 'user', 'created'], scene);
}

function listing(rows: readonly Readonly<Record<string, Value>>[], shown: readonly string[], scene: Scene): Flow {
  const of = rows.map((own): Row => ({ run: null, own: new Map(Object.entries(own)) }));
  return {
    stage: { scene, rows: of, names: new Map() },
    shown: shown.map((name) => ({ name, of: (row) => row.own.get(name) ?? null })),
    keys: [],
    grouped: false,
    ordered: false,
  };
}

function byProject(runs: readonly Run[]): readonly (readonly [string, readonly Run[]])[] {
  const projects = [...new Set(runs.map((run) => run.project))].toSorted(byCodePoint);
  return projects.map((project) => [project, runs.filter((run) => run.project === project)]);
}

function named(runs: readonly Run[], of: (run: Run) => object): readonly (readonly [string, readonly Run[]])[] {
  const names = [...new Set(runs.flatMap((run) => Object.keys(of(run))))].toSorted(byCodePoint);
  return names.map((name) => [name, runs.filter((run) => Object.hasOwn(of(run), name))]);
}

/** Of what is not NaN; NaN where nothing else is there. */
function extreme(pick: (...values: number[]) => number, values: readonly number[]): Value {
  const kept = values.filter((value) => !Number.isNaN(value));
  if (kept.length > 0) return number(pick(...kept));
  return values.length > 0 ? number(Number.NaN) : null;
}

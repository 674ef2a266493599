import type { Asked } from './asked.ts';
import { withLineage } from './lineage.ts';
import type { Artifact, Run, World } from './world.ts';

/** A disagreement in the least world that still has it, found by leaving out part after part; told with the world. */
export async function shrunk(asked: Asked, world: World, template: string, manner: 'few' | 'many'): Promise<string> {
  let attempts = 0;
  const ask = async (of: World): Promise<string | undefined> => {
    const own = renamed(of, `~${++attempts}`);
    const found = await (await asked.beside([own])).disagreement(own, template, manner);
    return found === 'refused' ? undefined : found;
  };
  let [least, found] = [world, await ask(world)];
  if (found === undefined) return `not in a world written anew: ${template}`;
  for (let at = 0; attempts < 150; ) {
    const smaller = smallerWorlds(least)[at];
    if (smaller === undefined) break;
    const still = await ask(smaller);
    // Another disagreement than the one that was found is none here.
    if (still === undefined || still.includes('refuses') !== found.includes('refuses')) at++;
    else [least, found] = [smaller, still];
  }
  return `${found}\nin ${JSON.stringify(least, writeNumber)}`;
}

/** JSON has no NaN. */
function writeNumber(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** The world under names of its own. */
function renamed(world: World, suffix: string): World {
  return withLineage({
    ...world,
    projects: world.projects.map((project) => project + suffix),
    runs: world.runs.map((run) => ({
      ...run,
      id: run.id + suffix,
      project: run.project + suffix,
      artifacts: run.artifacts.map((each) => (isDigestAlone(each) ? { ...each, digest: each.digest + suffix } : each)),
    })),
    edges: world.edges.map((edge) => ({ ...edge, parent: edge.parent + suffix, child: edge.child + suffix })),
    views: world.views.map((view) => ({ ...view, name: view.name + suffix })),
    goals: world.goals.map((goal) => ({ ...goal, project: goal.project + suffix })),
  });
}

function isDigestAlone({ digest, content }: Artifact): boolean {
  return digest !== null && content === null;
}

/** Worlds without one of the runs that stand last, which no `«n»` needs to change its meaning for, without edges, or without a part of all runs. */
function smallerWorlds(world: World): readonly World[] {
  const withoutRun = world.runs.toReversed().map((gone): World => {
    const runs = world.runs.filter((run) => run !== gone);
    const projects = world.projects.filter((project) => runs.some((run) => run.project === project));
    return {
      ...world,
      projects,
      runs,
      edges: world.edges.filter(({ parent, child }) => parent !== gone.id && child !== gone.id),
    };
  });
  const withoutPart = (['series', 'params', 'tags'] as const).flatMap((part) => {
    const names = new Set(world.runs.flatMap((run) => Object.keys(run[part])));
    return [...names].map(
      (name): World => ({
        ...world,
        runs: world.runs.map((run): Run => ({ ...run, [part]: without(run[part], name) })),
      }),
    );
  });
  const withoutEdges = world.edges.length === 0 ? [] : [{ ...world, edges: [] }];
  const names = new Set(world.runs.flatMap((run) => Object.keys(run.series)));
  const shorter = [...names].flatMap((name) => withShorter(world, name));
  return [...withoutRun.filter(({ runs }) => runs.length > 0), ...withoutEdges, ...withoutPart, ...shorter];
}

/** The world with only the first half of every series of a metric, as long as there are two points. */
function withShorter(world: World, name: string): readonly World[] {
  const runs = world.runs.map((run): Run => {
    const points = run.series[name];
    return points === undefined
      ? run
      : { ...run, series: { ...run.series, [name]: points.slice(0, Math.ceil(points.length / 2)) } };
  });
  return runs.some((run, at) => run.series[name]?.length !== world.runs[at]?.series[name]?.length)
    ? [{ ...world, runs }]
    : [];
}

function without(of: object, name: string): object {
  return Object.fromEntries(Object.entries(of).filter(([each]) => each !== name));
}

import type { PointBlock, RunUpdate, Writer } from '../../src/stores/write.ts';
import type { NaiveRun, World } from './world.ts';

/** Writes a world through the one way into the stores, a batch a project. */
export async function writeWorld(world: World, writer: Writer): Promise<void> {
  for (const project of new Set(world.map((run) => run.project))) {
    const runs = world.filter((run) => run.project === project);
    await writer.write({ source: 'test', project, runs: runs.map(update), points: runs.flatMap(blocks) });
  }
}

function update(run: NaiveRun): RunUpdate {
  return {
    sourceId: run.id,
    id: run.id,
    name: run.name,
    state: run.state,
    created: run.created,
    started: run.started,
    ...(run.ended === null ? {} : { ended: run.ended }),
    params: Object.entries(run.params).map(([name, value]) => ({ name, ...value })),
    tags: Object.entries(run.tags).map(([name, value]) => (value === null ? { name } : { name, value })),
  };
}

function blocks(run: NaiveRun, index: number): readonly PointBlock[] {
  return Object.entries(run.series)
    .filter(([, points]) => points.length > 0)
    .map(([metric, points]) => ({
      run: index,
      metric,
      steps: Float64Array.from(points, (point) => point.step),
      times: Float64Array.from(points, () => run.started),
      values: Float64Array.from(points, (point) => point.value),
      order: Float64Array.from(points, (_, at) => at),
    }));
}

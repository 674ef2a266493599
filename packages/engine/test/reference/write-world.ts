import type { Editor } from '../../src/stores/edit.ts';
import type { ArtifactUpdate, EdgeUpdate, PointBlock, RunUpdate, Writer } from '../../src/stores/write.ts';
import type { Artifact, Point, Run, World } from './world.ts';

/** Writes a world through the one way into the stores, a batch a project and an edit a view; every series after points that it supersedes. */
export async function writeWorld(world: World, writer: Writer & Editor): Promise<void> {
  for (const view of world.views) await writer.edit({ kind: 'save-view', view });
  for (const project of world.projects) {
    const runs = world.runs.filter((run) => run.project === project);
    const indexOf = (id: string) => runs.findIndex((run) => run.id === id);
    const edges = world.edges.filter((edge) => indexOf(edge.child) >= 0);
    await writer.write({
      source: 'test',
      project,
      runs: runs.map(update),
      edges: edges.map(({ parent, child, kind, step }): EdgeUpdate => {
        return { parent: indexOf(parent), child: indexOf(child), kind, ...(step === null ? {} : { step }) };
      }),
      points: runs.flatMap(blocks),
      artifacts: runs.flatMap((run, index) => run.artifacts.map((artifact) => artifactUpdate(artifact, index))),
      goals: world.goals.filter((goal) => goal.project === project).map(({ metric, goal }) => ({ metric, goal })),
    });
  }
}

function update(run: Run): RunUpdate {
  const { id, name, user, state, created, started, ended, group, notes, git } = run;
  return {
    sourceId: id,
    ...withoutNulls({
      id,
      name,
      user,
      created,
      started,
      ended,
      group,
      notes,
      gitBranch: git.branch,
      gitCommit: git.commit,
      gitDirty: git.dirty,
    }),
    ...{ state: state as NonNullable<RunUpdate['state']> },
    params: Object.entries(run.params).map(([param, value]) => ({ name: param, ...value })),
    tags: Object.entries(run.tags).map(([tag, value]) => (value === null ? { name: tag } : { name: tag, value })),
  };
}

function artifactUpdate({ content, digest, size, ...artifact }: Artifact, run: number): ArtifactUpdate {
  // Digest and size of bytes that are given are for the store to find.
  const known = content === null ? { digest, size } : {};
  return {
    run,
    ...withoutNulls({ ...artifact, ...known }),
    ...(content === null ? {} : { content: Buffer.from(content) }),
  };
}

type WithoutNulls<T> = { [K in keyof T]?: Exclude<T[K], null> } & {
  [K in keyof T as null extends T[K] ? never : K]: T[K];
};

function withoutNulls<T extends object>(of: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)) as WithoutNulls<T>;
}

function blocks(run: Run, index: number): readonly PointBlock[] {
  return Object.entries(run.series).flatMap(([metric, points]) => {
    const superseded = points.map((point, at) => ({ ...point, value: at % 3 === 0 ? Number.NaN : -12_345 }));
    return [block(index, metric, superseded, 0), block(index, metric, points, 1000)];
  });
}

function block(run: number, metric: string, points: readonly Point[], order: number): PointBlock {
  return {
    run,
    metric,
    steps: Float64Array.from(points, (point) => point.step),
    times: Float64Array.from(points, (point) => point.time),
    values: Float64Array.from(points, (point) => point.value),
    order: Float64Array.from(points, (_, at) => order + at),
  };
}

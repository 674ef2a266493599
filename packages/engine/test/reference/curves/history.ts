import type { Points } from '../series/points.ts';
import type { Run, Scene } from '../world.ts';

/** A fork's points after its parent's up to the fork step, which is the parent's; so on upwards, until a cycle ends it. */
export function withHistory(
  run: Run,
  scene: Scene,
  pointsOf: (run: Run) => Points,
  seen: readonly string[] = [],
): Points {
  const own = pointsOf(run);
  const fork = scene.world.lineage.find((edge) => edge.child === run.id && edge.kind === 'fork');
  const parent = scene.world.runs.find((each) => each.id === fork?.parent);
  const path = [...seen, run.id];
  if (fork === undefined || fork.step === null || parent === undefined || path.includes(parent.id)) return own;
  const { step } = fork;
  const before = withHistory(parent, scene, pointsOf, path).filter((point) => point.step <= step);
  return [...before, ...own.filter((point) => point.step > step)];
}

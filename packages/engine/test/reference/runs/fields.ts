import { byCodePoint } from '../values/order.ts';
import { bool, duration, number, text, time, type Value } from '../values/value.ts';
import type { Run, Scene } from '../world.ts';
import { createdOf, durationOf, lastStep, startOfRun } from './facts.ts';
import { childrenCount, depthOf, parentsOf } from './kin.ts';

/** The fields of a run, in the order in which `*` shows them. */
export const fields: Readonly<Record<string, (run: Run, scene: Scene) => Value>> = {
  id: (run) => text(run.id),
  name: (run) => text(run.name),
  project: (run) => text(run.project),
  user: (run) => text(run.user),
  state: (run) => text(run.state),
  created: (run) => time(createdOf(run)),
  started: (run) => time(startOfRun(run)),
  ended: (run) => time(run.ended),
  duration: (run, scene) => duration(durationOf(run, scene)),
  step: (run) => number(lastStep(run)),
  tags: (run) => ({ type: 'list', value: Object.keys(run.tags).toSorted(byCodePoint) }),
  group: (run) => text(run.group),
  kind: (run) => text(run.kind),
  host: (run) => text(run.host),
  notes: (run) => text(run.notes),
  'git.commit': (run) => text(run.git.commit),
  'git.branch': (run) => text(run.git.branch),
  'git.dirty': (run) => bool(run.git.dirty),
  parent: (run, scene) => text(parentsOf(run.id, scene.world)[0]?.id ?? null),
  children: (run, scene) => number(childrenCount(run.id, scene.world)),
  // 0 too where every way up ends in a cycle, so that there is no root.
  depth: (run, scene) => number(depthOf(run.id, scene.world) ?? 0),
};

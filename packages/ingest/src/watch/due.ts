import { liveTime } from '../tensorboard/conclude-runs.ts';
import type { Unit } from './entry.ts';
import type { Forest } from './forest.ts';
import { coarseMs } from './grow.ts';

/** A run of event files has ended when it was silent for so long: then it is to be told so. */
const silentMs = liveTime / 1000 + 5_000;

/** The parts to be imported now: those that have changed, and those that were to be looked at once more by now. */
export function takeDue(forest: Forest): ReadonlySet<Unit> {
  const due = new Set<Unit>();
  for (const unit of forest.units.values()) {
    const hasChanged = forest.news.changed.has(unit);
    const isLate = unit.dueAt !== undefined && unit.dueAt <= forest.now;
    if (!hasChanged && !isLate) continue;
    due.add(unit);
    unit.isWhole = isLate;
    if (isLate) Object.assign(unit, { dueAt: undefined, wholeAt: forest.now });
    if (hasChanged) unit.dueAt = dueAfter(unit, forest.now);
  }
  forest.news.changed.clear();
  return due;
}

/** What was there from the beginning is as old as its files say. */
export function ageAll(forest: Forest, hotMs: number): void {
  const now = Date.now();
  for (const entry of forest.hot) {
    const age = Math.max(0, now - entry.modified);
    entry.changedAt = forest.now - age;
    if (age > hotMs) forest.hot.delete(entry);
    const { unit } = entry;
    const dueAt = unit?.part.kind === 'events' && age < silentMs ? forest.now + silentMs - age : undefined;
    if (unit !== undefined && dueAt !== undefined) unit.dueAt = Math.max(dueAt, unit.dueAt ?? 0);
  }
  forest.news.changed.clear();
}

function dueAfter({ part, dueAt, wholeAt, wholeEveryMs }: Unit, now: number): number {
  switch (part.kind) {
    case 'events':
      return now + silentMs;
    case 'mlflow':
      // Small files that are written anew may have changed again in the moment in which they were read.
      return now + coarseMs;
    case 'database':
      // Once all of it, some time after something changed, whether or not more has changed meanwhile.
      return dueAt ?? Math.max(now + coarseMs, wholeAt + wholeEveryMs);
  }
}

import type { BoundExpression } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';
import { conditionsIn } from './normalize.ts';
import type { Predicate } from './plan.ts';
import { inputsOf, type Measure, measureKey } from './storage.ts';

/** A text that is the same for measures of which one is at hand where another is read. */
export function sourceOf(measure: Measure): string {
  if (measure.kind === 'aggregate') return `summary ${measure.metric.ids.join(',')}`;
  // Of these the summary may tell all that is asked, so that no point is read.
  return maybeKept.includes(measure.of.kind) ? measureKey(measure) : `points ${shapeOf(measure.series)}`;
}

const maybeKept = ['any', 'all', 'count-true', 'nan-count', 'last-step', 'last-time'];

/** Whether values need points that a condition is not asked with: then they are better read of those alone that meet it. */
export function readsOtherPoints(values: readonly BoundExpression[], where: Predicate): boolean {
  const read = new Set(inputsOf(conditionsIn(where)).measures.map(sourceOf));
  return inputsOf(values).measures.some((measure) => measure.kind === 'series-value' && !read.has(sourceOf(measure)));
}

import type { BoundExpression } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';
import { conditionsIn } from './normalize.ts';
import type { Predicate } from './plan.ts';
import { inputsOf, type Measure } from './storage.ts';
import { summaryFact } from './summary-facts.ts';

/** A text that is the same for measures of which one is at hand where another is read. */
export function sourceOf(measure: Measure): string {
  const told = summaryFact(measure);
  if (told !== undefined) return `summary ${told.metric.ids.join(',')}`;
  return `points ${shapeOf('series' in measure ? measure.series : measure.metric)}`;
}

/** Whether values need points that a condition is not asked with: then they are better read of those alone that meet it. */
export function readsOtherPoints(values: readonly BoundExpression[], where: Predicate): boolean {
  const read = new Set(inputsOf(conditionsIn(where)).measures.map(sourceOf));
  return inputsOf(values).measures.some((measure) => measure.kind === 'series-value' && !read.has(sourceOf(measure)));
}

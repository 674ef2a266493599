import type { BoundExpression } from '../bind/bound.ts';
import { sourceOf } from './sources.ts';
import { inputsOf, type Measure } from './storage.ts';
import { summaryFact } from './summary-facts.ts';

/** How much one statement takes: what ClickHouse needs to plan it grows with the square. */
export const mostInPart = 100;

/** Items in parts, in order, each of which needs as many values of series as one statement can take. */
export function inParts<T>(
  items: readonly T[],
  expressionsOf: (item: T) => readonly BoundExpression[],
): readonly (readonly T[])[] {
  const parts: T[][] = [];
  let sources = new Set<string>();
  let weight = 0;
  for (const item of items) {
    const { measures } = inputsOf(expressionsOf(item));
    const weightBeside = (known: ReadonlySet<string>) =>
      new Map(measures.filter((each) => !known.has(sourceOf(each))).map((each) => [sourceOf(each), weightOf(each)]));
    const added = sum(weightBeside(sources));
    const part = parts.at(-1);
    if (part !== undefined && weight + added <= mostInPart) {
      part.push(item);
      weight += added;
    } else {
      parts.push([item]);
      sources = new Set();
      weight = sum(weightBeside(sources));
    }
    for (const measure of measures) sources.add(sourceOf(measure));
  }
  return parts;
}

/** What the summaries of many metrics keep is one source, each series of points one more. */
function weightOf(measure: Measure): number {
  return summaryFact(measure) === undefined ? 4 : 1;
}

function sum(weights: ReadonlyMap<string, number>): number {
  return [...weights.values()].reduce((total, each) => total + each, 0);
}

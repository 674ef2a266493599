import type { NaiveAggregate, TextTest } from './queries.ts';
import type { NaivePoint } from './world.ts';

/** An aggregate of a series: NaN where every point is one, null where there is no point. */
export function aggregateOf(aggregate: NaiveAggregate, series: readonly NaivePoint[]): number | null {
  const points = series.toSorted((a, b) => a.step - b.step);
  const [first] = points;
  const last = points.at(-1);
  if (aggregate === 'count') return points.length;
  if (first === undefined || last === undefined) return null;
  if (aggregate === 'last') return last.value;
  if (aggregate === 'first') return first.value;
  const kept = points.filter((point) => !Number.isNaN(point.value));
  if (kept.length === 0) return Number.NaN;
  const values = kept.map((point) => point.value);
  const sum = values.reduce((total, value) => total + value, 0);
  switch (aggregate) {
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'sum':
      return sum;
    case 'mean':
      return sum / kept.length;
    case 'argmin':
      return kept.find((point) => point.value === Math.min(...values))?.step ?? null;
    case 'argmax':
      return kept.find((point) => point.value === Math.max(...values))?.step ?? null;
  }
}

/** A text test, written out. */
export function textMatches(op: TextTest, text: string, pattern: string): boolean {
  switch (op) {
    case 'like':
      return like([...text], [...pattern]);
    case 'ilike':
      return like([...text.toLowerCase()], [...pattern.toLowerCase()]);
    case 'contains':
      return text.includes(pattern);
    case 'starts with':
      return text.startsWith(pattern);
    case 'ends with':
      return text.endsWith(pattern);
    case 'matches':
      return new RegExp(pattern, 'u').test(text);
  }
}

function like(text: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '%') return text.some((_, at) => like(text.slice(at), rest)) || like([], rest);
  if (text.length === 0) return false;
  return (first === '_' || first === text[0]) && like(text.slice(1), rest);
}

import { distance } from 'fastest-levenshtein';
import { foldName } from './fold-name.ts';

/**
 * How far a candidate is from what was written, or undefined where it is no likely meaning: 0 for another case or
 * other separators, below 1 for a name that has it as its parts, else the number of edits (at most a third of it).
 */
export function nameDistance(written: string, candidate: string): number | undefined {
  return distanceFrom(written)(candidate);
}

/** `nameDistance` from one written name to many candidates, without a look at names that cannot be near. */
export function distanceFrom(written: string): (candidate: string) => number | undefined {
  const lower = foldName(written.toLowerCase());
  const bare = bareName(lower);
  const allowed = Math.min(4, Math.max(1, Math.ceil(lower.length / 3)));
  const inner = `.${lower}.`;
  return (candidate) => {
    const difference = candidate.length - lower.length;
    const contains = lower.length > 1 && difference > 0;
    if (!contains && difference < -allowed && bareName(candidate) !== bare) return undefined;
    const other = foldName(candidate.toLowerCase());
    if (other === lower) return 0;
    if (contains && `.${other}.`.includes(inner)) return 0.5;
    if (Math.abs(difference) <= allowed + 2 && bareName(other) === bare) return 0.25;
    if (Math.abs(difference) > allowed) return undefined;
    const edits = distance(lower, other);
    return edits <= allowed && edits < Math.max(lower.length, other.length) ? edits : undefined;
  };
}

function bareName(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}

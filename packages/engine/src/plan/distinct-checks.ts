import type { Check } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';

/** Each check once, at the place where it is first. */
export function distinctChecks(checks: readonly Check[]): readonly Check[] {
  const known = new Map<string, Check>();
  for (const check of checks) {
    const shape = shapeOf(check);
    if (!known.has(shape)) known.set(shape, check);
  }
  return [...known.values()];
}

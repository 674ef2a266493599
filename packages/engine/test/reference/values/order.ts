import type { Value } from './value.ts';

/** Text by Unicode code point. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * The order of sorting: numbers by value, texts by code point, false before true; then NaN, then missing, which stay
 * last where the rest is turned round.
 */
export function compareForSorting(a: Value, b: Value, descending = false): number {
  const [placeA, placeB] = [place(a), place(b)];
  if (placeA !== placeB) return placeA - placeB;
  const order = compareAlike(a, b);
  return descending ? -order : order;
}

/** True where two values sort and group as one: NaN with NaN, missing with missing, 0 with -0. */
export function isSame(a: Value, b: Value): boolean {
  return compareForSorting(a, b) === 0;
}

function place(value: Value): number {
  if (value === null) return 5;
  switch (value.type) {
    case 'number':
    case 'duration':
    case 'time':
      return Number.isNaN(value.value) ? 4 : 0;
    case 'text':
      return 1;
    case 'bool':
      return 2;
    case 'list':
      return 3;
  }
}

function compareAlike(a: Value, b: Value): number {
  if (a === null || b === null) return 0;
  if (typeof a.value === 'string' && typeof b.value === 'string') return byCodePoint(a.value, b.value);
  if (a.type === 'list' || b.type === 'list') return byCodePoint(JSON.stringify(a.value), JSON.stringify(b.value));
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

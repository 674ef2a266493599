import { distance } from 'fastest-levenshtein';
import { foldName } from './fold-name.ts';

/**
 * How far a candidate is from what was written, or undefined where it is no likely meaning: 0 for another case, below 1
 * for other separators and for a name that has it as its parts, else the number of edits (at most a third of it).
 */
export function nameDistance(written: string, candidate: string): number | undefined {
  return distanceFrom(written)(candidate);
}

/** `nameDistance` from one written name to many candidates; what cannot be near costs little. */
export function distanceFrom(written: string): (candidate: string) => number | undefined {
  const lower = foldName(written.toLowerCase());
  const letters = lettersOf(lower);
  const allowed = Math.min(4, Math.max(1, Math.ceil(lower.length / 3)));
  return (candidate) => {
    const difference = candidate.length - lower.length;
    if (difference < -allowed - 2) return undefined;
    const other = foldName(candidate.toLowerCase());
    if (other === lower) return 0;
    if (difference > 0 && hasParts(other, lower)) return 0.5;
    if (difference > allowed + 2) return undefined;
    const strange = countBits(letters ^ lettersOf(other));
    if (strange === 0 && bareName(other) === bareName(lower)) return 0.25;
    if (Math.abs(difference) > allowed || strange > 2 * allowed) return undefined;
    const edits = distance(lower, other);
    return edits <= allowed && edits < Math.max(lower.length, other.length) ? edits : undefined;
  };
}

/** Whether a name contains another as whole parts between dots. */
function hasParts(name: string, part: string): boolean {
  return part.length > 1 && name.includes(part) && `.${name}.`.includes(`.${part}.`);
}

function bareName(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Which letters and digits occur, as bits: each edit changes at most two of them. */
function lettersOf(name: string): number {
  let bits = 0;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    const isBare = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
    if (isBare) bits |= 1 << (code & 31);
  }
  return bits;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

import type { CarriedForm } from '../sql/sql.ts';
import { positionsOf, type Runs } from './run-set.ts';
import type { StoredColumn } from './stored-column.ts';

/** A column as it travels to ClickHouse: see the slot `carried`. */
export interface Carried {
  readonly codes: Uint8Array;
  readonly width: number;
  readonly values: Uint8Array;
  readonly separator: Uint8Array;
}

/** Of so many different values in the first twice as many, the others are taken for different too. */
const manyDistinct = 1_024;

/** A column in the order of the runs; where values repeat, each distinct one once. */
export function carry(column: StoredColumn, runs: Runs, as: CarriedForm): Carried {
  const distinct: (number | string | boolean)[] = as === 'flags' ? [false, true] : [];
  let known: Map<number | string | boolean, number> | undefined = new Map(distinct.map((x, at) => [x, at + 1]));
  const places = positionsOf(runs);
  const codes = new Uint32Array(runs.length);
  for (let at = 0; at < column.runs.length; at++) {
    const place = places[column.runs[at] as number] ?? -1;
    const value = column.values[at];
    if (place < 0 || value === undefined) continue;
    // A map takes zeros of either sign for one; as a number the text is the negative one again.
    const key = Object.is(value, -0) ? '-0' : value;
    const code = known?.get(key) ?? distinct.push(key);
    codes[place] = code;
    known?.set(key, code);
    if (known?.size === manyDistinct && at < 2 * manyDistinct) known = undefined;
  }
  const width = distinct.length < 256 ? 1 : distinct.length < 65_536 ? 2 : 4;
  return { codes: narrowed(codes, width), width, ...distinctValues(distinct, as) };
}

/** Lowest byte first, as the machines that xt runs on and ClickHouse have it. */
function narrowed(codes: Uint32Array, width: number): Uint8Array {
  switch (width) {
    case 1:
      return Uint8Array.from(codes);
    case 2:
      return bytesOf(Uint16Array.from(codes));
    default:
      return bytesOf(codes);
  }
}

function distinctValues(values: readonly (number | string | boolean)[], as: CarriedForm) {
  const none = new Uint8Array(0);
  switch (as) {
    case 'flags':
      return { values: none, separator: none };
    case 'numbers':
      return { values: bytesOf(Float64Array.from(values, Number)), separator: none };
    case 'texts': {
      const texts = values.map(String);
      const between = separatorOf(texts);
      return { values: Buffer.from(texts.join(between)), separator: Buffer.from(between) };
    }
  }
}

/** A text that is in none of these. Its first character comes once in it, so it cannot begin in one of them either. */
function separatorOf(texts: readonly string[]): string {
  let separator = '\0';
  for (let more = 0; texts.some((text) => text.includes(separator)); more++) separator = `\0${more}`;
  return separator;
}

function bytesOf(array: Uint16Array | Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

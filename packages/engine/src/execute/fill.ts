import type { ByForm } from '../sql/build.ts';
import type { Slot, Template } from '../sql/sql.ts';
import type { ParameterValue, Statement } from '../stores/store.ts';
import { type Results, runsOf, storedOf } from './results.ts';
import { bitsOf, type Runs } from './run-set.ts';
import type { StoredColumn } from './stored-column.ts';

/** What only the executor knows when it fills a statement. */
export interface Asked {
  readonly runs?: Runs;
  readonly count?: number;
  readonly texts?: readonly string[];
  /** Columns of listed rows, null where a value is missing. */
  readonly listed?: ReadonlyMap<string, readonly (number | string | boolean | null)[]>;
}

/** Up to so many runs are asked for by index; more of them scan with a bit set. */
const few = { postgres: 10_000, clickhouse: 2_000 } as const;

/** The statement in the form for as many runs as will travel, with its parameters. */
export function fill(statement: ByForm, traveling: Runs | undefined, results: Results, asked: Asked = {}): Statement {
  const count = traveling?.length ?? 0;
  const template = count > few[statement.few.store] ? statement.many : statement.few;
  return fillTemplate(template, results, asked);
}

/** The statement of a template, every slot filled. */
export function fillTemplate({ store, text, slots }: Template, results: Results, asked: Asked = {}): Statement {
  const carried = new Map<StoredColumn, Carried>();
  const carriedOf = (column: StoredColumn): Carried => {
    const known = carried.get(column) ?? carry(column);
    carried.set(column, known);
    return known;
  };
  return { store, text, parameters: slots.map((slot) => slotValue(slot, results, asked, carriedOf)) };
}

function slotValue(
  slot: Slot,
  results: Results,
  asked: Asked,
  carriedOf: (column: StoredColumn) => Carried,
): ParameterValue {
  switch (slot.kind) {
    case 'value':
      return slot.value;
    case 'texts':
      return asked.texts ?? [];
    case 'count':
      return asked.count ?? 0xffff_ffff;
    case 'runs': {
      const runs = slot.of === 'asked' ? (asked.runs ?? new Uint32Array(0)) : runsOf(results, slot.of);
      if (slot.form === 'few') return Array.from(runs);
      return slot.form === 'many' ? bitsOf(runs) : bytesOf(runs);
    }
    case 'listed': {
      const values = asked.listed?.get(slot.column) ?? [];
      if (slot.part === 'flags') return Uint8Array.from(values, (value) => Number(value !== null));
      return slot.text
        ? new TextEncoder().encode(values.map((text) => `${text ?? ''}\0`).join(''))
        : bytesOf(Float64Array.from(values, (value) => Number(value ?? 0)));
    }
    case 'carried':
      return carriedOf(storedOf(results, slot.of, slot.index))[slot.part];
  }
}

/** A column as it travels, in bytes. */
interface Carried {
  readonly runs: Uint8Array;
  readonly values: Uint8Array;
  /** Only of texts. */
  readonly starts: Uint8Array;
}

function carry({ runs, values }: StoredColumn): Carried {
  const none = new Uint8Array(0);
  const [first] = values;
  if (typeof first === 'string') return carryTexts(runs, values);
  const numbers = typeof first === 'boolean' ? Uint8Array.from(values, Number) : Float64Array.from(values, Number);
  return { runs: bytesOf(Uint32Array.from(runs)), values: bytesOf(numbers), starts: none };
}

/** Each text once, the runs text by text, and where a new text begins. */
function carryTexts(runs: readonly number[], values: StoredColumn['values']): Carried {
  const places = new Map<unknown, number>();
  const counts: number[] = [];
  const codes = Uint32Array.from(values, (value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    counts[place] = (counts[place] ?? 0) + 1;
    return place;
  });
  const next: number[] = [];
  const starts = new Uint8Array(runs.length);
  let at = 0;
  for (const count of counts) {
    next.push(at);
    starts[at] = 1;
    at += count;
  }
  const sorted = new Uint32Array(runs.length);
  for (const [row, code] of codes.entries()) {
    const place = next[code] ?? 0;
    sorted[place] = runs[row] ?? 0;
    next[code] = place + 1;
  }
  const texts = Array.from(places.keys(), (text) => `${String(text)}\0`).join('');
  return { runs: bytesOf(sorted), values: new TextEncoder().encode(texts), starts };
}

function bytesOf(array: Uint8Array | Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

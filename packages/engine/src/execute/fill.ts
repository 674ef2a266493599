import type { ByForm } from '../sql/by-form.ts';
import type { Slot, Template } from '../sql/sql.ts';
import type { ParameterValue, Statement } from '../stores/store.ts';
import { type Carried, carry } from './carry.ts';
import { type Results, runsOf, storedOf } from './results.ts';
import { bitsOf, type Runs } from './run-set.ts';

/** What only the executor knows when it fills a statement. */
export interface Asked {
  readonly runs?: Runs;
  readonly count?: number;
  readonly texts?: readonly string[];
  /** Columns of listed rows, null where a value is missing. */
  readonly listed?: ReadonlyMap<string, readonly (number | string | boolean | null)[]>;
}

/** Up to so many runs are asked for by index; more of them scan with a bit set. */
const few = { postgres: 4_000, clickhouse: 2_000 } as const;

/** Of so many runs rows are looked up one by one. */
const handful = 200;

/** The statement in the form for as many runs as will travel, with its parameters. */
export function fill(statement: ByForm, traveling: Runs | undefined, results: Results, asked: Asked = {}): Statement {
  const count = traveling?.length ?? 0;
  const template = count > few[statement.store] ? statement.many : statement.few;
  return fillTemplate(template, results, asked);
}

/** The statement of a template, every slot filled. */
export function fillTemplate({ store, text, slots }: Template, results: Results, asked: Asked = {}): Statement {
  const carried = new Map<string, Carried>();
  const carriedOf = ({ of, index, rows, form, as }: CarriedSlot): Carried => {
    const key = `${of} ${index} ${rows}`;
    const runs = runsIn(rows, results, asked);
    const known = carried.get(key) ?? carry(storedOf(results, of, index), form === 'few' ? runs : runs.toSorted(), as);
    carried.set(key, known);
    return known;
  };
  return { store, text, parameters: slots.map((slot) => slotValue(slot, results, asked, carriedOf)) };
}

function slotValue(
  slot: Slot,
  results: Results,
  asked: Asked,
  carriedOf: (slot: CarriedSlot) => Carried,
): ParameterValue {
  switch (slot.kind) {
    case 'value':
      return slot.value;
    case 'texts':
      return asked.texts ?? [];
    case 'count':
      return asked.count ?? 0xffff_ffff;
    case 'runs':
      return runsValue(runsIn(slot.of, results, asked), slot.form);
    case 'listed': {
      const values = asked.listed?.get(slot.column) ?? [];
      if (slot.part === 'flags') return Uint8Array.from(values, (value) => Number(value !== null));
      return slot.text
        ? new TextEncoder().encode(values.map((text) => `${text ?? ''}\0`).join(''))
        : bytesOf(Float64Array.from(values, (value) => Number(value ?? 0)));
    }
    case 'carried':
      return carriedOf(slot)[slot.part];
    case 'everywhere':
      return storedOf(results, slot.of, slot.index).everywhere ?? null;
  }
}

function runsValue(runs: Runs, form: Extract<Slot, { kind: 'runs' }>['form']): ParameterValue {
  switch (form) {
    case 'few':
      return Array.from(runs);
    case 'handful':
      return runs.length > handful ? null : Array.from(runs);
    case 'many':
      return bitsOf(runs);
    case 'bytes':
      return bytesOf(runs);
  }
}

type CarriedSlot = Extract<Slot, { kind: 'carried' }>;

function runsIn(of: number | 'asked', results: Results, asked: Asked): Runs {
  return of === 'asked' ? (asked.runs ?? new Uint32Array(0)) : runsOf(results, of);
}

function bytesOf(array: Uint8Array | Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

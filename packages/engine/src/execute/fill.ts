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
  return { store, text, parameters: slots.map((slot) => slotValue(slot, results, asked)) };
}

function slotValue(slot: Slot, results: Results, asked: Asked): ParameterValue {
  switch (slot.kind) {
    case 'value':
      return slot.value;
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
    case 'carried': {
      const column = storedOf(results, slot.of, slot.index);
      return slot.part === 'runs' ? bytesOf(Uint32Array.from(column.runs)) : valueBytes(column);
    }
  }
}

function valueBytes({ values }: StoredColumn): Uint8Array {
  const [first] = values;
  switch (typeof first) {
    case 'number':
      return bytesOf(Float64Array.from(values, Number));
    case 'boolean':
      return Uint8Array.from(values, Number);
    case 'string':
      return new TextEncoder().encode(values.map((text) => `${text}\0`).join(''));
    default:
      return new Uint8Array(0);
  }
}

function bytesOf(array: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

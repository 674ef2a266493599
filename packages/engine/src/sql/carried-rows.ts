import type { RunFieldName } from '../catalog/run-fields.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type { StepId } from '../plan/steps.ts';
import { type StoredValue, storedKey } from '../plan/storage.ts';
import { type RowContext, type Source, selectColumns } from './clickhouse-rows.ts';
import { postgresFields } from './postgres-fields.ts';
import {
  bytes,
  type CarriedForm,
  call,
  column,
  type From,
  infix,
  type RunsForm,
  raw,
  type Select,
  type Sql,
  slot,
} from './sql.ts';

/**
 * A row for each run, with the values of Postgres that have travelled: each distinct value once, and a code for each run.
 * ClickHouse hashes the constants of a statement many times while it plans it, so every byte of them costs.
 */
export function carriedRows(
  of: StepId | 'asked',
  stored: readonly StoredValue[],
  context: RowContext,
  nameOf: (key: string) => string,
): Source {
  const runs = runsArray(of, context.form);
  const values = stored.map((value, index) => {
    return everywhere(value, context) ?? carriedValue(value, of, context, `code${index + 1}`);
  });
  const coded = values.filter(isCoded);
  const run = coded.length === 0 ? { value: call('arrayJoin', runs), as: 'run' } : { value: column('run') };
  const from: From = coded.length === 0 ? single : { kind: 'query', query: codedRows(runs, coded) };
  return {
    columns: new Map(stored.map((value, index) => [nameOf(storedKey(value)), values[index]?.value ?? raw('NULL')])),
    select: (columns) => ({ kind: 'select', columns: [run, ...selectColumns(columns)], from }),
  };
}

const single: From = { kind: 'table', name: 'system.one' };

/** The runs as an array that is no constant. */
function runsArray(of: StepId | 'asked', form: RunsForm): Sql {
  if (form === 'few') return call('reinterpret', bytes({ kind: 'runs', of, form: 'bytes' }), raw("'Array(UInt32)'"));
  const bits = call('base64Decode', slot('String', { kind: 'runs', of, form }));
  const all = call('range', call('materialize', call('toUInt32', infix('*', call('length', bits), raw('8')))));
  const byte = call('substring', bits, raw('intDiv(run, 8) + 1'), raw('1'));
  const isIn = call('bitTest', call('reinterpretAsUInt8', byte), raw('run % 8'));
  return call('arrayFilter', infix('->', raw('run'), isIn), all);
}

/** A value that is that of every run does not travel run by run. */
function everywhere(stored: StoredValue, { isEverywhere }: RowContext): { readonly value: Sql } | undefined {
  if (stored.kind !== 'computed' || !isEverywhere(stored.of)) return undefined;
  const types = { numbers: 'Nullable(Float64)', texts: 'Nullable(String)', flags: 'Nullable(UInt8)' } as const;
  return { value: slot(types[carriedAs(stored)], { kind: 'everywhere', of: stored.of, index: stored.index }) };
}

function isCoded(value: { readonly value: Sql }): value is CarriedValue {
  return 'code' in value;
}

/** A value by its code: 0 where a run has none, else its place among the distinct ones. */
interface CarriedValue {
  /** The code by the place of the run. */
  readonly code: Sql;
  /** The name under which the value reads the code. */
  readonly name: string;
  readonly value: Sql;
}

/** `run`, and the codes of its values. */
function codedRows(runs: Sql, values: readonly CarriedValue[]): Select {
  const places = call('arrayEnumerate', column('runs'));
  const placed: Select = {
    kind: 'select',
    columns: [{ value: call('arrayJoin', call('arrayZip', column('runs'), places)), as: 'placed' }],
    from: { kind: 'query', query: { kind: 'select', columns: [{ value: runs, as: 'runs' }], from: single } },
  };
  return {
    kind: 'select',
    columns: [{ value: raw('placed.1'), as: 'run' }, ...values.map(({ code, name }) => ({ value: code, as: name }))],
    from: { kind: 'query', query: placed },
  };
}

function carriedValue(
  stored: StoredValue,
  rows: StepId | 'asked',
  { reach, form, carriedAt }: RowContext,
  name: string,
): CarriedValue {
  if (reach.carried === undefined) throw new Error('a value of Postgres has not travelled to ClickHouse');
  const as = carriedAs(stored);
  const of = { kind: 'carried', of: reach.carried, index: carriedAt(storedKey(stored)), rows, form, as } as const;
  const part = (which: 'codes' | 'values' | 'separator') =>
    call('base64Decode', slot('String', { ...of, part: which }));
  const width = slot('UInt8', { ...of, part: 'width' });
  const code = column(name);
  const before = infix('-', code, raw('1'));
  return {
    code: call('reinterpretAsUInt32', element(part('codes'), raw('(placed.2 - 1)'), width)),
    name,
    value: call('if', infix('=', code, raw('0')), raw('NULL'), decoded()),
  };

  function decoded(): Sql {
    switch (as) {
      case 'flags':
        return call('toUInt8', before);
      case 'numbers':
        return call('reinterpretAsFloat64', element(part('values'), before, raw('8')));
      // An array of texts that is a constant is neither cut nor copied for each row.
      case 'texts':
        return call('arrayElement', call('splitByString', part('separator'), part('values')), code);
    }
  }
}

/** The bytes at a place, from 0, of elements of equal width. */
function element(of: Sql, place: Sql, width: Sql): Sql {
  return call('substring', of, infix('+', infix('*', place, width), raw('1')), width);
}

/** In which form the values of a stored value travel. */
function carriedAs(stored: StoredValue): CarriedForm {
  switch (stored.kind) {
    case 'membership':
      return 'flags';
    case 'field':
      return formOfField(stored.field);
    case 'computed':
      return formOfType(stored.type);
    case 'key':
      if (stored.reading === 'number') return 'numbers';
      return stored.reading === 'bool' ? 'flags' : 'texts';
  }
}

function formOfType(type: ValueType): CarriedForm {
  if (type === 'bool') return 'flags';
  return type === 'number' || type === 'time' || type === 'duration' ? 'numbers' : 'texts';
}

function formOfField(field: RunFieldName): CarriedForm {
  const { type } = postgresFields[field];
  if (type === 'boolean') return 'flags';
  return type === 'text' ? 'texts' : 'numbers';
}

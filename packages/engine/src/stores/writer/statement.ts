import type { ParameterValue, Statement } from '../store.ts';

/** A statement for Postgres; placeholders are `$1`, `$2` … */
export function postgres(text: string, ...parameters: readonly ParameterValue[]): Statement {
  return { store: 'postgres', text, parameters };
}

/** A statement for ClickHouse; placeholders are `{p1:Type}`, `{p2:Type}` … */
export function clickhouse(text: string, ...parameters: readonly ParameterValue[]): Statement {
  return { store: 'clickhouse', text, parameters };
}

/** The bytes of a set of numbers, as the parameter of `numbersIn`. */
export function numberBytes(values: Iterable<number>): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

/** A subquery of the numbers in the bytes of a placeholder. */
export function numbersIn(placeholder: string): string {
  return `(SELECT arrayJoin(reinterpret(base64Decode({${placeholder}:String}), 'Array(UInt32)')))`;
}

/** A subquery of the (metric, run) pairs in the bytes of a placeholder: metric and run by turns. */
export function pairsIn(placeholder: string): string {
  const pairs = `arrayJoin(reinterpret(base64Decode({${placeholder}:String}), 'Array(UInt64)'))`;
  return `(SELECT toUInt32(pair % 4294967296), toUInt32(intDiv(pair, 4294967296)) FROM (SELECT ${pairs} AS pair))`;
}

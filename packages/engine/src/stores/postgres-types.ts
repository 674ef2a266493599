import type { ParameterValue } from './store.ts';

/** Type numbers of Postgres whose values need care. */
export const oids = { int8: 20, int8Array: 1016, bytea: 17 } as const;

/** A bigint as a number where that is exact, else as BigInt. */
export function readInt8(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Parameters as both drivers take them. */
export function driverValues(parameters: readonly ParameterValue[]): unknown[] {
  return parameters.map((value) =>
    value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
  );
}

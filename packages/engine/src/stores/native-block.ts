/** A column of a block; `Nullable` says with a byte per row (1 is null) which of the values do not count. */
export type NativeColumn =
  | { readonly name: string; readonly type: 'UInt32'; readonly values: Uint32Array }
  | { readonly name: string; readonly type: 'UInt64' | 'Int64' | 'Float64'; readonly values: Float64Array }
  | {
      readonly name: string;
      readonly type: 'Nullable(Float64)';
      readonly values: Float64Array;
      readonly nulls: Uint8Array;
    }
  | { readonly name: string; readonly type: 'String'; readonly values: readonly (string | Uint8Array)[] };

/**
 * One block of the ClickHouse Native format. Whole numbers of 64 bits are given and sent as Float64 (exact below 2^53);
 * the store converts them to the type of its column.
 */
export function nativeBlock(columns: readonly NativeColumn[], rows: number): Uint8Array {
  const parts: Uint8Array[] = [varint(columns.length), varint(rows)];
  for (const column of columns) {
    if (column.values.length !== rows)
      throw new Error(`column ${column.name} has ${column.values.length} of ${rows} rows`);
    parts.push(lengthAndText(column.name), lengthAndText(wireType(column.type)));
    if (column.type === 'String') parts.push(...column.values.map(lengthAndText));
    else {
      if (column.type === 'Nullable(Float64)') parts.push(column.nulls);
      parts.push(bytesOf(column.values));
    }
  }
  return Buffer.concat(parts);
}

function wireType(type: NativeColumn['type']): string {
  return type === 'UInt64' || type === 'Int64' ? 'Float64' : type;
}

function lengthAndText(text: string | Uint8Array): Uint8Array {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return Buffer.concat([varint(bytes.length), bytes]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function bytesOf(values: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

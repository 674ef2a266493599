/**
 * A column of a block. Numbers may be given in pieces that follow one another; `Nullable` says with a byte per row (1 is
 * null) which of the values do not count.
 */
export type NativeColumn =
  | { readonly name: string; readonly type: 'UInt8'; readonly values: Uint8Array }
  | { readonly name: string; readonly type: 'UInt16'; readonly values: Uint16Array }
  | { readonly name: string; readonly type: 'UInt32'; readonly values: Uint32Array }
  | {
      readonly name: string;
      readonly type: 'UInt64' | 'Int64' | 'Float64';
      readonly values: Float64Array | readonly Float64Array[];
    }
  | {
      readonly name: string;
      readonly type: 'Nullable(Float64)';
      readonly values: Float64Array;
      readonly nulls: Uint8Array;
    }
  | { readonly name: string; readonly type: 'String'; readonly values: readonly (string | Uint8Array)[] };

/**
 * One block of the ClickHouse Native format, in pieces that follow one another: long columns are not copied. Whole
 * numbers of 64 bits are given and sent as Float64 (exact below 2^53); the store converts what comes to the types of its columns.
 */
export function nativeBlock(columns: readonly NativeColumn[], rows: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [varint(columns.length), varint(rows)];
  for (const column of columns) {
    pieces.push(lengthAndText(column.name), lengthAndText(wireType(column.type)));
    const values = valuePieces(column);
    checkRows(column, values, rows);
    if (column.type === 'Nullable(Float64)') pieces.push(column.nulls);
    pieces.push(...values);
  }
  return pieces;
}

function valuePieces(column: NativeColumn): readonly Uint8Array[] {
  if (column.type === 'String') return column.values.map(lengthAndText);
  const { values } = column;
  return ArrayBuffer.isView(values) ? [bytesOf(values)] : values.map(bytesOf);
}

function checkRows(column: NativeColumn, values: readonly Uint8Array[], rows: number): void {
  const width = widths[column.type] ?? 8;
  const found = column.type === 'String' ? values.length : values.reduce((sum, piece) => sum + piece.length, 0) / width;
  if (found !== rows) throw new Error(`column ${column.name} has ${found} of ${rows} rows`);
}

const widths: Readonly<Partial<Record<NativeColumn['type'], number>>> = { UInt8: 1, UInt16: 2, UInt32: 4 };

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

function bytesOf(values: Uint8Array | Uint16Array | Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

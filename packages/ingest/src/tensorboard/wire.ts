/** Bytes in the protobuf wire format, and a view of the same bytes. */
export interface Wire {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** A field of a message: its number, wire type, and where its payload lies (`from..to`; a varint's own bytes). */
export interface Field {
  number: number;
  type: number;
  from: number;
  to: number;
}

/** The bytes are not a message of the wire format. */
export class MalformedMessage extends Error {}

export function wireOf(bytes: Uint8Array): Wire {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Reads the field at `at` into `field` and returns where the next begins; throws MalformedMessage past `end`. */
export function readField({ bytes }: Wire, at: number, end: number, field: Field): number {
  const keyEnd = varintEnd(bytes, at, end);
  const key = readUnsigned(bytes, at, keyEnd);
  field.number = Math.floor(key / 8);
  field.type = key % 8;
  switch (field.type) {
    case 0:
      field.from = keyEnd;
      field.to = varintEnd(bytes, keyEnd, end);
      break;
    case 1:
      field.from = keyEnd;
      field.to = keyEnd + 8;
      break;
    case 2: {
      field.from = varintEnd(bytes, keyEnd, end);
      field.to = field.from + readUnsigned(bytes, keyEnd, field.from);
      break;
    }
    case 5:
      field.from = keyEnd;
      field.to = keyEnd + 4;
      break;
    default:
      throw new MalformedMessage(`wire type ${field.type}`);
  }
  if (field.to > end) throw new MalformedMessage('a field ends beyond its message');
  return field.to;
}

/** Every field of a message in order; the same object each time. */
export function* fieldsOf(wire: Wire, from: number, to: number): Generator<Readonly<Field>> {
  const field: Field = { number: 0, type: 0, from: 0, to: 0 };
  for (let at = from; at < to; ) {
    at = readField(wire, at, to, field);
    yield field;
  }
}

/** Where the varint that begins at `at` ends. */
export function varintEnd(bytes: Uint8Array, at: number, end: number): number {
  const limit = Math.min(end, at + 10);
  for (let p = at; p < limit; p++) if ((bytes[p] as number) < 128) return p + 1;
  throw new MalformedMessage('a varint without an end');
}

/** A varint as a whole number, rounded beyond 2^53. */
export function readUnsigned(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let p = to - 1; p >= from; p--) value = value * 128 + ((bytes[p] as number) & 127);
  return value;
}

/** A varint as a signed 64-bit number (int32, int64), rounded beyond 2^53. */
export function readSigned(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < 10) return readUnsigned(bytes, from, to);
  let value = 0n;
  for (let p = to - 1; p >= from; p--) value = (value << 7n) | BigInt((bytes[p] as number) & 127);
  return Number(BigInt.asIntN(64, value));
}

/** A field's payload as UTF-8 text; a byte that is none becomes U+FFFD. */
export function readText({ bytes }: Wire, { from, to }: Readonly<Field>): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}

/** A copy of a field's payload. */
export function copyBytes({ bytes }: Wire, { from, to }: Readonly<Field>): Uint8Array {
  return bytes.slice(from, to);
}

import { maskedCrc32c } from '../src/tensorboard/crc32c.ts';
import { wireOf } from '../src/tensorboard/wire.ts';

/** An event to be written: a scalar as simple_value, or any bytes as data of a record. */
export type Written =
  | { readonly tag: string; readonly step: number; readonly value: number; readonly time: number }
  | Uint8Array;

/** An event file's bytes: the header that TensorBoard writes, then these events. */
export function eventFile(time: number, events: readonly Written[]): Buffer {
  const header = Buffer.concat([key(1, 1), double(time), key(3, 2), lengthOf(Buffer.from('brain.Event:2'))]);
  return Buffer.concat([record(header), ...events.map((event) => record(dataOf(event)))]);
}

/** Bytes framed as a record: length, its checksum, the data, its checksum. */
export function record(data: Uint8Array): Buffer {
  const framed = Buffer.alloc(data.length + 16);
  framed.writeBigUInt64LE(BigInt(data.length), 0);
  framed.set(data, 12);
  const { bytes, view } = wireOf(framed);
  framed.writeUInt32LE(maskedCrc32c(bytes, view, 0, 8), 8);
  framed.writeUInt32LE(maskedCrc32c(bytes, view, 12, 12 + data.length), 12 + data.length);
  return framed;
}

/** Where each record of an event file ends. */
export function recordEnds(file: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 0; at < file.length; ) {
    at += Number(file.readBigUInt64LE(at)) + 16;
    ends.push(at);
  }
  return ends;
}

/** A field of a message with bytes as payload. */
export function field(number: number, payload: Uint8Array): Buffer {
  return Buffer.concat([key(number, 2), lengthOf(payload)]);
}

/** A field that is a varint; negative numbers as int64. */
export function varintField(number: number, value: number | bigint): Buffer {
  return Buffer.concat([key(number, 0), varint(BigInt.asUintN(64, BigInt(value)))]);
}

/** A field that is a double. */
export function doubleField(number: number, value: number): Buffer {
  return Buffer.concat([key(number, 1), double(value)]);
}

/** An event with a summary of these values. */
export function summaryEvent(time: number, step: number | bigint, values: readonly Uint8Array[]): Buffer {
  const summary = Buffer.concat(values.map((value) => field(1, value)));
  return Buffer.concat([doubleField(1, time), varintField(2, step), field(5, summary)]);
}

function dataOf(event: Written): Uint8Array {
  if (event instanceof Uint8Array) return event;
  const simple = Buffer.alloc(4);
  simple.writeFloatLE(event.value);
  const value = Buffer.concat([field(1, Buffer.from(event.tag)), key(2, 5), simple]);
  return summaryEvent(event.time, event.step, [value]);
}

function key(number: number, type: number): Buffer {
  return varint(BigInt(number * 8 + type));
}

function lengthOf(payload: Uint8Array): Buffer {
  return Buffer.concat([varint(BigInt(payload.length)), payload]);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

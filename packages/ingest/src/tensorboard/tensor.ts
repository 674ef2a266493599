import { copyBytes, fieldsOf, MalformedMessage, readSigned, readUnsigned, varintEnd, type Wire } from './wire.ts';

/** TensorProto's data types that hold numbers, with the size of one in `tensor_content`. */
const sizes = new Map([
  [1, 4], // FLOAT
  [2, 8], // DOUBLE
  [3, 4], // INT32
  [4, 1], // UINT8
  [5, 2], // INT16
  [6, 1], // INT8
  [9, 8], // INT64
  [10, 1], // BOOL
  [14, 2], // BFLOAT16
  [17, 2], // UINT16
  [19, 2], // HALF
  [22, 4], // UINT32
  [23, 8], // UINT64
]);
const stringType = 7;

/** What a TensorProto says of itself; the elements are read from `content`, or from the fields of their type. */
export interface Tensor {
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
  readonly strings: readonly Uint8Array[];
}

/** Whether a tensor's elements are numbers. */
export function isNumeric({ dtype }: Tensor): boolean {
  return sizes.has(dtype);
}

/** Whether a tensor's elements are strings. */
export function isText({ dtype }: Tensor): boolean {
  return dtype === stringType;
}

/** The value of a tensor of one numeric element: integers beyond 2^53 rounded; undefined for any other tensor. */
export function scalarOf(tensor: Tensor): number | undefined {
  if (tensor.shape.some((size) => size !== 1)) return undefined;
  // A tensor with no element written has the default of its type.
  return isNumeric(tensor) && tensor.numbers.length <= 1 ? (tensor.numbers[0] ?? 0) : undefined;
}

/** Reads a TensorProto; throws MalformedMessage. */
export function readTensor(wire: Wire, from: number, to: number): Tensor {
  let dtype = 0;
  let shape: number[] = [];
  let content: Uint8Array | undefined;
  const typed: number[] = [];
  const strings: Uint8Array[] = [];
  for (const field of fieldsOf(wire, from, to)) {
    if (field.number === 1) dtype = readUnsigned(wire.bytes, field.from, field.to);
    else if (field.number === 2) shape = readShape(wire, field.from, field.to);
    else if (field.number === 4) content = copyBytes(wire, field);
    else if (field.number === 8) strings.push(copyBytes(wire, field));
    else if (typedFields.has(field.number)) readTyped(wire, field.number, field.type, field.from, field.to, typed);
  }
  const half = dtype === 19 ? halfToNumber : dtype === 14 ? bfloatToNumber : undefined;
  const numbers = content === undefined || content.length === 0 ? typed.map(half ?? same) : readContent(dtype, content);
  return { dtype, shape, numbers, strings };
}

function readShape(wire: Wire, from: number, to: number): number[] {
  const shape: number[] = [];
  for (const dim of fieldsOf(wire, from, to)) {
    if (dim.number !== 2) continue;
    let size = 0;
    for (const part of fieldsOf(wire, dim.from, dim.to)) {
      if (part.number === 1) size = readSigned(wire.bytes, part.from, part.to);
    }
    shape.push(size);
  }
  return shape;
}

/** float_val, double_val, int_val, int64_val, bool_val, half_val, uint32_val, uint64_val. */
const typedFields = new Set([5, 6, 7, 10, 11, 13, 16, 17]);

/** Numbers of a typed field, packed or not. */
function readTyped(wire: Wire, field: number, type: number, from: number, to: number, into: number[]): void {
  const { bytes, view } = wire;
  const width = field === 5 ? 4 : field === 6 ? 8 : 0;
  if (width > 0) {
    if ((to - from) % width !== 0) throw new MalformedMessage('a packed field of broken length');
    for (let p = from; p < to; p += width) into.push(width === 4 ? view.getFloat32(p, true) : view.getFloat64(p, true));
    return;
  }
  if (type !== 0 && type !== 2) throw new MalformedMessage('a number of another wire type');
  for (let p = from; p < to; ) {
    const end = varintEnd(bytes, p, to);
    into.push(field === 16 || field === 17 ? readUnsigned(bytes, p, end) : readSigned(bytes, p, end));
    p = end;
  }
}

function readContent(dtype: number, content: Uint8Array): number[] {
  const size = sizes.get(dtype);
  if (size === undefined) return [];
  if (content.length % size !== 0) throw new MalformedMessage('tensor_content of broken length');
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  return Array.from({ length: content.length / size }, (_, index) => element(dtype, view, index * size));
}

function element(dtype: number, view: DataView, at: number): number {
  switch (dtype) {
    case 1:
      return view.getFloat32(at, true);
    case 2:
      return view.getFloat64(at, true);
    case 3:
      return view.getInt32(at, true);
    case 4:
    case 10:
      return view.getUint8(at);
    case 5:
      return view.getInt16(at, true);
    case 6:
      return view.getInt8(at);
    case 9:
      return Number(view.getBigInt64(at, true));
    case 14:
      return bfloatToNumber(view.getUint16(at, true));
    case 17:
      return view.getUint16(at, true);
    case 19:
      return halfToNumber(view.getUint16(at, true));
    case 22:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}

const same = (value: number): number => value;

/** The 16 bits of an IEEE 754 half as a number. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The 16 bits of a bfloat16, the upper half of a float32, as a number. */
function bfloatToNumber(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, (bits & 0xffff) * 65536);
  return view.getFloat32(0);
}

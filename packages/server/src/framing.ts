import type { Part } from './service.ts';

/**
 * A reply on the wire: frames of one byte for the kind, four for the length (big endian), then the payload: raw bytes,
 * or JSON for events and the end. A stream that stops before its end frame was cut off.
 */
const kinds = { bytes: 0x42, event: 0x56, end: 0x45 } as const;
const headerSize = 5;

// Bytes are cut into pieces of this size; an announcement beyond the largest frame is a broken stream.
const pieceSize = 256 * 1024;
const maxFrame = 64 * 1024 * 1024;

/** The frames of one part; long bytes become several. */
export function* encodeFrames(part: Part): Generator<Uint8Array> {
  switch (part.kind) {
    case 'bytes':
      for (let at = 0; at < part.bytes.length; at += pieceSize) {
        const piece = part.bytes.subarray(at, at + pieceSize);
        yield header(kinds.bytes, piece.length);
        yield piece;
      }
      return;
    case 'event':
      yield json(kinds.event, part.event);
      return;
    case 'end':
      yield json(kinds.end, part);
  }
}

/** The parts in a stream of bytes; throws a `CutOff` where the stream stops early or makes no sense. */
export async function* decodeFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  let held: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let at = 0;
    while (held.length - at >= headerSize) {
      const size = new DataView(held.buffer, held.byteOffset + at + 1, 4).getUint32(0);
      if (size > maxFrame) throw new CutOff(`a frame of ${size} bytes`);
      if (held.length - at - headerSize < size) break;
      const payload = held.subarray(at + headerSize, at + headerSize + size);
      const part = decodePart(held[at] ?? 0, payload);
      yield part;
      if (part.kind === 'end') return;
      at += headerSize + size;
    }
    held = held.subarray(at);
  }
  throw new CutOff('no end');
}

/** The other side stopped in the middle of a reply. */
export class CutOff extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`the reply was cut off (${why})`, options);
    this.name = 'CutOff';
  }
}

function decodePart(kind: number, payload: Uint8Array): Part {
  switch (kind) {
    case kinds.bytes:
      return { kind: 'bytes', bytes: payload };
    case kinds.event:
      return { kind: 'event', event: parse(payload) };
    case kinds.end:
      return parse(payload) as Extract<Part, { kind: 'end' }>;
    default:
      throw new CutOff(`a frame of kind ${kind}`);
  }
}

function parse(payload: Uint8Array): unknown {
  return JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString('utf8'));
}

function header(kind: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(headerSize);
  bytes.writeUInt8(kind, 0);
  bytes.writeUInt32BE(size, 1);
  return bytes;
}

function json(kind: number, value: unknown): Uint8Array {
  const payload = Buffer.from(JSON.stringify(value), 'utf8');
  return Buffer.concat([header(kind, payload.length), payload]);
}

import { describe, expect, test } from 'vitest';
import { CutOff, decodeFrames, encodeFrames } from './framing.ts';
import type { Part } from './service.ts';

const parts: readonly Part[] = [
  { kind: 'event', event: { points: 1 } },
  { kind: 'bytes', bytes: new Uint8Array([1, 2, 3]) },
  { kind: 'end', diagnostics: [], report: { rows: 1 } },
];

describe('frames', () => {
  test('give back the parts, however the bytes are cut on the way', async () => {
    const stream = Buffer.concat(parts.flatMap((part) => [...encodeFrames(part)]));
    for (const size of [1, 4, 7, stream.length]) {
      expect(await collect(decodeFrames(cut(stream, size)))).toEqual(parts.map(plain));
    }
  });

  test('long bytes become several frames and stay whole', async () => {
    const bytes = Buffer.alloc(700_000, 7);
    const stream = Buffer.concat([{ kind: 'bytes', bytes } as const, end].flatMap((part) => [...encodeFrames(part)]));
    const found = await collect(decodeFrames(cut(stream, 65_536)));
    expect(bytes.equals(Buffer.concat(found.flatMap((p) => (p.kind === 'bytes' ? [p.bytes] : []))))).toBe(true);
  });

  test('a stream that stops anywhere before its end is a cut off reply', async () => {
    const stream = Buffer.concat(parts.flatMap((part) => [...encodeFrames(part)]));
    for (const length of [0, 3, 10, stream.length - 1]) {
      await expect(collect(decodeFrames(cut(stream.subarray(0, length), 1000)))).rejects.toThrow(CutOff);
    }
  });

  test('what is no frame is a cut off reply', async () => {
    await expect(collect(decodeFrames(cut(Buffer.from('HTTP/1.1 200 OK'), 100)))).rejects.toThrow(CutOff);
    await expect(collect(decodeFrames(cut(Buffer.from('X\0\0\0\0'), 100)))).rejects.toThrow('a frame of kind 88');
  });
});

const end = { kind: 'end', diagnostics: [] } as const;

function plain(part: Part): Part {
  return part.kind === 'bytes' ? { kind: 'bytes', bytes: Buffer.from(part.bytes) } : part;
}

async function collect(found: AsyncIterable<Part>): Promise<Part[]> {
  const all: Part[] = [];
  for await (const part of found) all.push(plain(part));
  return all;
}

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

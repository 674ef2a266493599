import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes event files as tensorboardX does, one event per scalar, the same bytes for the same seed:
 * `runs` files of `tags` x `steps` points with random float32 values and wall times some 50 microseconds apart.
 */
export function writeEventFiles(folder, { runs = 20, tags = 10, steps = 10_000, seed = 7 } = {}) {
  const random = generator(seed);
  const tagBytes = Array.from({ length: tags }, (_, k) => Buffer.from(`train/metric_${k}`));
  let bytes = 0;
  for (let r = 0; r < runs; r++) {
    const name = join(folder, `run${String(r).padStart(2, '0')}`);
    mkdirSync(name, { recursive: true });
    const out = Buffer.alloc(steps * tags * 64 + 100);
    let time = 1_790_000_000 + r * 1000;
    let at = record(out, 0, fileVersion(time));
    for (let s = 0; s < steps; s++) {
      for (const tag of tagBytes) {
        time += 3e-5 + random() * 4e-5;
        at = record(out, at, scalar(time, s, tag, random()));
      }
    }
    writeFileSync(join(name, `events.out.tfevents.${Math.floor(time)}.bench`), out.subarray(0, at));
    bytes += at;
  }
  return { points: runs * tags * steps, bytes };
}

/** The bytes that an event file begins with. */
export function eventFileStart(time) {
  return framed(fileVersion(time));
}

/** One scalar, as it stands in an event file. */
export function scalarRecord(time, step, tag, value) {
  return framed(scalar(time, step, Buffer.from(tag), value));
}

function framed(data) {
  const out = Buffer.alloc(data.length + 16);
  record(out, 0, data);
  return out;
}

function fileVersion(time) {
  const text = Buffer.from('brain.Event:2');
  const b = Buffer.alloc(9 + 2 + text.length);
  b[0] = 0x09;
  b.writeDoubleLE(time, 1);
  b[9] = 0x1a;
  b[10] = text.length;
  text.copy(b, 11);
  return b;
}

function scalar(time, step, tag, value) {
  const stepBytes = varint(step);
  const valueLength = 2 + tag.length + 5;
  const b = Buffer.alloc(9 + (step === 0 ? 0 : 1 + stepBytes.length) + 2 + 2 + valueLength);
  b[0] = 0x09;
  b.writeDoubleLE(time, 1);
  let i = 9;
  if (step !== 0) {
    b[i++] = 0x10;
    for (const byte of stepBytes) b[i++] = byte;
  }
  b[i++] = 0x2a;
  b[i++] = valueLength + 2;
  b[i++] = 0x0a;
  b[i++] = valueLength;
  b[i++] = 0x0a;
  b[i++] = tag.length;
  tag.copy(b, i);
  i += tag.length;
  b[i++] = 0x15;
  b.writeFloatLE(value, i);
  return b;
}

function varint(n) {
  const out = [];
  let rest = n;
  while (rest > 127) {
    out.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
  return out;
}

function record(out, at, data) {
  out.writeUInt32LE(data.length, at);
  out.writeUInt32LE(0, at + 4);
  out.writeUInt32LE(masked(out.subarray(at, at + 8)), at + 8);
  data.copy(out, at + 12);
  out.writeUInt32LE(masked(data), at + 12 + data.length);
  return at + 16 + data.length;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  return c >>> 0;
});

function masked(bytes) {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  c = ~c >>> 0;
  return (((c >>> 15) | (c << 17)) + 0xa282ead8) >>> 0;
}

/** mulberry32: uniform in [0, 1). */
export function generator(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

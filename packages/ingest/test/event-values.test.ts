import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { maskedCrc32c } from '../src/tensorboard/crc32c.ts';
import { parseFiles } from '../src/tensorboard/parse-files.ts';
import type { ParsedBatch } from '../src/tensorboard/parsed.ts';
import { wireOf } from '../src/tensorboard/wire.ts';
import { doubleField, eventFile, field, summaryEvent, varintField, type Written } from './event-files.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();

function parse(events: readonly Written[]): ParsedBatch {
  const path = join(temporary(), 'events.out.tfevents.1.host');
  writeFileSync(path, eventFile(1, events));
  const file = { path, orderBase: 0, offset: 0, values: 0, once: [] };
  const [batch] = [...parseFiles({ batchPoints: 1000, runs: [{ plugins: [], files: [file] }] })];
  if (batch === undefined) throw new Error('nothing read');
  return batch;
}

function tensorValue(tag: string, dtype: number, parts: readonly Uint8Array[], plugin?: string): Buffer {
  const metadata = plugin === undefined ? [] : [field(9, field(1, field(1, Buffer.from(plugin))))];
  const tensor = field(8, Buffer.concat([varintField(1, dtype), ...parts]));
  return Buffer.concat([field(1, Buffer.from(tag)), tensor, ...metadata]);
}

function bytesOf(size: number, write: (view: DataView) => void): Buffer {
  const bytes = new Uint8Array(size);
  write(new DataView(bytes.buffer));
  return Buffer.from(bytes);
}

test('the checksum is that of RFC 3720, masked', () => {
  // The RFC's examples, before the mask: 32 bytes of zeros, of ones, and ascending.
  const unmasked = (bytes: Uint8Array): number => {
    const wire = wireOf(bytes);
    const rotated = (maskedCrc32c(bytes, wire.view, 0, bytes.length) - 0xa282ead8) >>> 0;
    return ((rotated >>> 17) | (rotated << 15)) >>> 0;
  };
  expect(unmasked(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(unmasked(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
  expect(unmasked(Uint8Array.from({ length: 32 }, (_, at) => at))).toBe(0x46dd794e);
  expect(unmasked(Buffer.from('123456789'))).toBe(0xe3069283);
});

const scalars: readonly (readonly [string, number, Uint8Array, number])[] = [
  [
    'FLOAT content',
    1,
    field(
      4,
      bytesOf(4, (view) => view.setFloat32(0, 0.1, true)),
    ),
    Math.fround(0.1),
  ],
  [
    'DOUBLE content',
    2,
    field(
      4,
      bytesOf(8, (view) => view.setFloat64(0, 0.1, true)),
    ),
    0.1,
  ],
  ['DOUBLE typed', 2, doubleField(6, -2.5), -2.5],
  [
    'DOUBLE packed',
    2,
    field(
      6,
      bytesOf(8, (view) => view.setFloat64(0, Number.NaN, true)),
    ),
    Number.NaN,
  ],
  ['INT32 typed', 3, varintField(7, -7), -7],
  [
    'INT32 content',
    3,
    field(
      4,
      bytesOf(4, (view) => view.setInt32(0, -7, true)),
    ),
    -7,
  ],
  ['UINT8 content', 4, field(4, Buffer.from([200])), 200],
  [
    'INT16 content',
    5,
    field(
      4,
      bytesOf(2, (view) => view.setInt16(0, -300, true)),
    ),
    -300,
  ],
  ['INT8 content', 6, field(4, Buffer.from([0xff])), -1],
  ['INT64 typed', 9, varintField(10, -(2n ** 40n)), -(2 ** 40)],
  [
    'INT64 content',
    9,
    field(
      4,
      bytesOf(8, (view) => view.setBigInt64(0, -5n, true)),
    ),
    -5,
  ],
  ['BOOL typed', 10, varintField(11, 1), 1],
  ['BFLOAT16 typed', 14, varintField(13, 0x3fc0), 1.5],
  ['BFLOAT16 content', 14, field(4, Buffer.from([0x80, 0x7f])), Number.POSITIVE_INFINITY],
  ['HALF typed', 19, varintField(13, 0x3555), 0.333251953125],
  ['HALF content', 19, field(4, Buffer.from([0x00, 0xfc])), Number.NEGATIVE_INFINITY],
  ['HALF subnormal', 19, varintField(13, 1), 2 ** -24],
  ['UINT32 typed', 22, varintField(16, 2 ** 32 - 1), 2 ** 32 - 1],
  [
    'UINT64 content',
    23,
    field(
      4,
      bytesOf(8, (view) => view.setBigUint64(0, 2n ** 63n, true)),
    ),
    2 ** 63,
  ],
  ['FLOAT with no element written', 1, Buffer.alloc(0), 0],
];

test.each(scalars)('a scalar tensor: %s', (_, dtype, part, value) => {
  const { values } = parse([summaryEvent(5, 3, [tensorValue('x', dtype, [part], 'scalars')])]);
  expect([...values]).toEqual([value]);
});

test.each(scalars)('a scalar tensor that follows another: %s', (_, dtype, part, value) => {
  const noShape = field(2, Buffer.alloc(0));
  const shapeOf = (size: number): Buffer => field(2, field(2, varintField(1, size)));
  const { values, steps, times, findings } = parse([
    summaryEvent(5, 3, [tensorValue('x', dtype, [part], 'scalars')]),
    summaryEvent(6, 300, [tensorValue('x', dtype, [part])]),
    summaryEvent(7, 30_000, [tensorValue('x', dtype, [noShape, part])]),
    summaryEvent(8, 40_000, [tensorValue('x', dtype, [shapeOf(1), part])]),
    summaryEvent(9, 50_000, [tensorValue('x', dtype, [shapeOf(2), part])]),
    summaryEvent(9, 55_000, [tensorValue('x', dtype, [part], 'scalars')]),
    { tag: 'x', step: 60_000, value: 0.5, time: 10 },
  ]);
  expect([...values]).toEqual([value, value, value, value, value, 0.5]);
  expect([...steps]).toEqual([3, 300, 30_000, 40_000, 55_000, 60_000]);
  expect([...times]).toEqual([5e6, 6e6, 7e6, 8e6, 9e6, 10e6]);
  expect(findings).toMatchObject([{ what: 'scalars of several elements', count: 1 }]);
});

test('a tag keeps the plugin that its first value named', () => {
  const text = (words: string): Uint8Array => field(8, Buffer.from(words));
  const { values, media } = parse([
    summaryEvent(5, 1, [tensorValue('note', 7, [text('first')], 'text')]),
    summaryEvent(6, 2, [tensorValue('note', 7, [text('second'), text('third')])]),
    summaryEvent(6, 2, [tensorValue('lone', 2, [doubleField(6, 1.5)])]),
  ]);
  expect(media.map(({ name, step, type, content }) => [name, step, type, Buffer.from(content).toString()])).toEqual([
    ['note', 1, 'text', 'first'],
    ['note', 2, 'text', '["second","third"]'],
  ]);
  expect([...values]).toEqual([1.5]);
});

test('images and sounds of a step, several of them by number', () => {
  const strings = (...parts: readonly string[]): Uint8Array[] => parts.map((part) => field(8, Buffer.from(part)));
  const plain = (number: number, payload: string): Buffer =>
    Buffer.concat([field(1, Buffer.from('plain')), field(number, field(4, Buffer.from(payload)))]);
  const { media } = parse([
    summaryEvent(5, 1, [tensorValue('pictures', 7, strings('8', '9', 'PNG1', 'PNG2'), 'images')]),
    summaryEvent(5, 2, [tensorValue('sound', 7, strings('WAV', 'label'), 'audio')]),
    summaryEvent(5, 3, [plain(4, 'PNG')]),
    summaryEvent(5, 4, [plain(6, 'WAV')]),
  ]);
  expect(media.map(({ name, type, step, content }) => [name, type, step, Buffer.from(content).toString()])).toEqual([
    ['pictures/0', 'image', 1, 'PNG1'],
    ['pictures/1', 'image', 1, 'PNG2'],
    ['sound', 'audio', 2, 'WAV'],
    ['plain', 'image', 3, 'PNG'],
    ['plain', 'audio', 4, 'WAV'],
  ]);
});

test('steps may be negative or large, and many values may share an event', () => {
  const value = (tag: string, number: number): Uint8Array => tensorValue(tag, 2, [doubleField(6, number)], 'scalars');
  const { steps, series, values, order, findings } = parse([
    summaryEvent(5, -3, [value('a', 1), value('b', 2), value('a', 3)]),
    summaryEvent(5, 2n ** 40n, [value('a', 4)]),
    summaryEvent(5, 2n ** 60n, [value('a', 5)]),
  ]);
  expect(series.map(({ metric, from, to }) => [metric, from, to])).toEqual([
    ['a', 0, 4],
    ['b', 4, 5],
  ]);
  expect([...steps]).toEqual([-3, -3, 2 ** 40, 2 ** 60, -3]);
  expect([...values]).toEqual([1, 3, 4, 5, 2]);
  expect([...order]).toEqual([0, 2, 3, 4, 1]);
  expect(findings).toMatchObject([{ kind: 'odd', what: 'step beyond 2^53, rounded', count: 1 }]);
});

test('what is not kept is counted', () => {
  const { findings } = parse([
    Buffer.concat([doubleField(1, 5), field(4, Buffer.from('graph'))]),
    summaryEvent(5, 1, [tensorValue('curve', 1, [field(4, Buffer.alloc(8))], 'pr_curves')]),
    summaryEvent(5, 2, [tensorValue('curve', 1, [field(4, Buffer.alloc(8))])]),
    summaryEvent(5, 2, [tensorValue('', 1, [])]),
  ]);
  expect(findings.map(({ kind, what, count }) => [kind, what, count])).toEqual([
    ['left-out', 'graphs', 1],
    ['left-out', 'pr_curves', 2],
    ['left-out', 'values without a tag', 1],
  ]);
});

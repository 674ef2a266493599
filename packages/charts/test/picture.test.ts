import { Resvg } from '@resvg/resvg-js';
import { decode } from 'sixel';
import { expect, test } from 'vitest';
import { pictureToPng, pictureToSixel } from '../src/index.ts';
import { readPng } from './read-png.ts';

/** A PNG: its left half red, its right half transparent. */
const png = new Resvg(
  '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="2" height="2" fill="#ff0000"/></svg>',
  { font: { loadSystemFonts: false } },
)
  .render()
  .asPng();

/** A GIF of one red pixel. */
const gif = Buffer.from('47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b', 'hex');

/** A JPEG of eight by eight grey pixels: a block whose coefficients are all nothing. */
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffdb004300', 'hex'),
  Buffer.alloc(64, 1),
  Buffer.from('ffc0000b080008000801011100', 'hex'),
  Buffer.from('ffc4001400010000000000000000000000000000000000', 'hex'),
  Buffer.from('ffc4001410010000000000000000000000000000000000', 'hex'),
  Buffer.from('ffda0008010100003f003fffd9', 'hex'),
]);

function pixelsOf(sixels: string): {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => readonly number[];
} {
  const start = sixels.indexOf('q') + 1;
  const { width, height, data32 } = decode(sixels.slice(start, -2));
  const bytes = new Uint8Array(data32.buffer, data32.byteOffset, data32.byteLength);
  return { width, height, at: (x, y) => [...bytes.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)] };
}

test('a picture becomes Sixel in the size that is asked for, on white where it is transparent', async () => {
  const sixels = await pictureToSixel({ bytes: png, format: 'PNG', width: 40, height: 20, enlarged: true });
  expect(sixels?.startsWith('\u001bP')).toBe(true);
  expect(sixels?.endsWith('\u001b\\')).toBe(true);
  const { width, height, at } = pixelsOf(sixels ?? '');
  expect([width, height]).toEqual([40, 20]);
  expect([at(0, 0), at(19, 19), at(20, 0), at(39, 19)]).toEqual([
    [255, 0, 0, 255],
    [255, 0, 0, 255],
    [255, 255, 255, 255],
    [255, 255, 255, 255],
  ]);
});

test('JPEG and GIF are drawn, too, as Sixel and as PNG', async () => {
  const grey = pixelsOf(
    (await pictureToSixel({ bytes: jpeg, format: 'JPEG', width: 8, height: 8, enlarged: false })) ?? '',
  );
  expect(
    grey
      .at(4, 4)
      .slice(0, 3)
      .every((channel) => Math.abs(channel - 128) < 3),
  ).toBe(true);
  const red = await pictureToPng({ bytes: gif, format: 'GIF', width: 3, height: 2, enlarged: true });
  const { width, height, pixels } = readPng(red ?? new Uint8Array());
  expect([width, height, [...pixels.subarray(0, 4)]]).toEqual([3, 2, [255, 0, 0, 255]]);
});

test('of bytes that are no picture nothing is drawn', async () => {
  const broken = { bytes: png.subarray(0, 30), format: 'PNG', width: 8, height: 8, enlarged: false } as const;
  expect(await pictureToSixel(broken)).toBeUndefined();
  expect(await pictureToPng({ ...broken, bytes: Buffer.from('nothing') })).toBeUndefined();
});

import { expect, test } from 'vitest';
import { imageSize } from './image-size.ts';
import { previewOf } from './preview.ts';

const jpeg = '\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xdb\x00\x03c\xff\xc4\x00\x02\xff\xc2\x00\x0b\x08\x00\x64\x01\x2c\x03';

test.each([
  ['a GIF', 'GIF89a\x02\x01\x03\x00rest', { format: 'GIF', width: 258, height: 3 }],
  ['a JPEG behind other segments', jpeg, { format: 'JPEG', width: 300, height: 100 }],
  ['a PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xc8', { format: 'PNG', width: 320, height: 200 }],
  ['a JPEG that ends before its frame', jpeg.slice(0, 20), undefined],
  ['a JPEG whose segment has no length', '\xff\xd8\xff\xe0\x00\x00\x00\x00\x00\x00\x00\x00', undefined],
  ['a PNG without pixels', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0', undefined],
  ['text', 'lr: 0.1', undefined],
  ['nothing', '', undefined],
])('the size of %s', (_, text, size) => {
  expect(imageSize(Buffer.from(text, 'latin1'))).toEqual(size);
});

test('other pictures are said to be such', () => {
  expect(previewOf(Buffer.from('RIFF\x80\xff\xff\xffWEBPVP8 ', 'latin1'), 16)).toMatchObject({
    kind: 'bytes',
    why: 'a WebP picture, which is not drawn here',
  });
});

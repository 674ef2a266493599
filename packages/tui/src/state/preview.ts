import { imageSize } from './image-size.ts';
import type { PreviewContent } from './state.ts';

/** What bytes of an artifact are, by what is in them: UTF-8 is a text; PNG, JPEG and GIF are pictures that a terminal may draw. */
export function previewOf(bytes: Uint8Array, size: number): PreviewContent {
  const image = imageSize(bytes);
  if (image !== undefined) {
    if (bytes.length < size) return { kind: 'bytes', size, why: 'a picture too large to be shown here' };
    if (image.width * image.height > mostPixels) {
      const why = `too large a picture: ${image.width} x ${image.height} pixels`;
      return { kind: 'bytes', size, why };
    }
    return { kind: 'image', ...image, bytes };
  }
  const text = textOf(bytes, bytes.length < size);
  if (text === undefined) return { kind: 'bytes', size, why: otherPicture(bytes) ?? 'nothing here can show them' };
  return { kind: 'text', lines: text.replaceAll('\r\n', '\n').split('\n'), isWhole: bytes.length >= size };
}

// Each takes four bytes when it is drawn, however few it has in the file.
const mostPixels = 2 ** 25;

function otherPicture(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^RIFF.{4}WEBP$/s.test(start) ? 'a WebP picture, which is not drawn here' : undefined;
}

function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    // A cut may go through the last character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}

import type { PreviewContent } from './state.ts';

/** What bytes of an artifact are, by what is in them: UTF-8 is a text, a PNG a picture that a terminal may draw. */
export function previewOf(bytes: Uint8Array, size: number): PreviewContent {
  const png = pngSize(bytes);
  if (png !== undefined) {
    if (bytes.length < size) return { kind: 'bytes', size, why: 'a picture too large to be shown here' };
    return { kind: 'image', format: 'PNG', ...png, bytes };
  }
  const text = textOf(bytes, bytes.length < size);
  if (text === undefined) return { kind: 'bytes', size, why: otherPicture(bytes) ?? 'nothing here can show them' };
  return { kind: 'text', lines: text.replaceAll('\r\n', '\n').split('\n'), isWhole: bytes.length >= size };
}

function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 24 || signature.some((byte, index) => bytes[index] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function otherPicture(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'a JPEG picture, which no terminal draws by itself';
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return start === 'GIF8' ? 'a GIF picture, which no terminal draws by itself' : undefined;
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

const block = 16_384;

/** Texts as one run of UTF-8 bytes and the offset of each, as Arrow keeps them. */
export function encodeTexts(texts: readonly string[]): {
  readonly data: Uint8Array;
  readonly valueOffsets: Int32Array;
} {
  const valueOffsets = new Int32Array(texts.length + 1);
  const pieces: Uint8Array[] = [];
  let end = 0;
  for (let start = 0; start < texts.length; start += block) {
    const bytes = encodeBlock(texts.slice(start, start + block), start, end, valueOffsets);
    pieces.push(bytes);
    end += bytes.length;
    if (end > 0x7fff_ffff) throw new RangeError('a text column holds more than 2 GiB');
  }
  return { data: joinBytes(pieces, end), valueOffsets };
}

/** Encoding many texts as one is several times faster than one by one; their bytes are counted only where not all are ASCII. */
function encodeBlock(texts: readonly string[], start: number, base: number, valueOffsets: Int32Array): Uint8Array {
  const joined = texts.join('');
  const bytes = Buffer.from(joined, 'utf8');
  const ascii = bytes.length === joined.length;
  let end = base;
  texts.forEach((text, index) => {
    end += ascii ? text.length : Buffer.byteLength(text, 'utf8');
    valueOffsets[start + index + 1] = end;
  });
  // Halves of a surrogate pair in neighbouring texts become one character when joined.
  return end - base === bytes.length ? bytes : Buffer.concat(texts.map((text) => Buffer.from(text, 'utf8')));
}

function joinBytes(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let position = 0;
  for (const piece of pieces) {
    all.set(piece, position);
    position += piece.length;
  }
  return all;
}

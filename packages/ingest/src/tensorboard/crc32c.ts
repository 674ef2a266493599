const tables = makeTables();

/** The CRC-32C of `bytes[from..to)`, masked as TFRecord files store it; `view` looks at the same bytes. */
export function maskedCrc32c(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  return signedCrc(bytes, view, from, to) >>> 0;
}

/** Whether the checksum of `bytes[from..to)` stands at `at`. */
export function hasCrc32c(bytes: Uint8Array, view: DataView, from: number, to: number, at: number): boolean {
  return view.getInt32(at, true) === signedCrc(bytes, view, from, to);
}

/** Signed, since a number of 32 bits without a sign is an object of its own wherever it is returned. */
function signedCrc(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  // Slicing by eight: eight look-ups that do not wait for each other, for eight bytes.
  const t = tables;
  let crc = -1;
  let p = from;
  for (const last = to - 8; p <= last; p += 8) {
    const low = crc ^ view.getInt32(p, true);
    const high = view.getInt32(p + 4, true);
    crc =
      (t[1792 + (low & 255)] as number) ^
      (t[1536 + ((low >>> 8) & 255)] as number) ^
      (t[1280 + ((low >>> 16) & 255)] as number) ^
      (t[1024 + (low >>> 24)] as number) ^
      (t[768 + (high & 255)] as number) ^
      (t[512 + ((high >>> 8) & 255)] as number) ^
      (t[256 + ((high >>> 16) & 255)] as number) ^
      (t[high >>> 24] as number);
  }
  if (p + 4 <= to) {
    const four = crc ^ view.getInt32(p, true);
    crc =
      (t[768 + (four & 255)] as number) ^
      (t[512 + ((four >>> 8) & 255)] as number) ^
      (t[256 + ((four >>> 16) & 255)] as number) ^
      (t[four >>> 24] as number);
    p += 4;
  }
  for (; p < to; p++) crc = (t[(crc ^ (bytes[p] as number)) & 255] as number) ^ (crc >>> 8);
  crc = ~crc;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) | 0;
}

/** Eight tables of 256, one after the other: table k is the effect of a byte that k zero bytes follow. */
function makeTables(): Int32Array {
  const t = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    t[byte] = crc;
  }
  for (let at = 256; at < t.length; at++) {
    const before = t[at - 256] as number;
    t[at] = (t[before & 255] as number) ^ (before >>> 8);
  }
  return t;
}

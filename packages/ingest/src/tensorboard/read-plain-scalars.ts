import { hasCrc32c } from './crc32c.ts';
import { type EventReader, nextTag } from './event-reader.ts';
import { beginPoint } from './read-event.ts';
import type { Wire } from './wire.ts';

/**
 * Reads records from `from` on as long as they are whole, undamaged and of the form that nearly all have (time, step, and
 * a summary of one scalar, in this order), the log holding fewer than `limit` points. Returns where it stopped: whatever
 * is there is for others to read. It is one loop over local variables, for speed alone.
 */
export function readPlainScalars(reader: EventReader, wire: Wire, from: number, to: number, limit: number): number {
  const { bytes, view } = wire;
  const { log, number: batch } = reader.batch;
  const { series, steps, times, values, order } = log;
  let { count } = log;
  let { first, last } = reader;
  const orderOfNone = reader.order - count;
  let knownLength = -1;
  let knownLengthCrc = 0;
  let at = from;
  while (count < limit && at + 12 < to) {
    const length = view.getInt32(at, true);
    if (length !== knownLength) {
      if (view.getInt32(at + 4, true) !== 0 || length < 17 || !hasCrc32c(bytes, view, at, at + 8, at + 8)) break;
      knownLength = length;
      knownLengthCrc = view.getInt32(at + 8, true);
    }
    const data = at + 12;
    const end = data + length;
    if (end + 4 > to || bytes[data] !== 0x09 || view.getInt32(at + 4, true) !== 0) break;
    if (view.getInt32(at + 8, true) !== knownLengthCrc) break;

    let p = data + 9;
    let step = 0;
    if (bytes[p] === 0x10) {
      let scale = 1;
      do {
        step += ((bytes[++p] as number) & 127) * scale;
        scale *= 128;
        // Large and negative steps take the other way.
      } while ((bytes[p] as number) >= 128 && scale <= 0x1_0000_0000_0000);
      if ((bytes[p] as number) >= 128) break;
      p++;
    }
    if (bytes[p] !== 0x2a || p + 2 + (bytes[p + 1] as number) !== end) break;
    if (bytes[p + 2] !== 0x0a || p + 4 + (bytes[p + 3] as number) !== end) break;
    // A length of 128 or more has a second byte, so that these sums cannot end at `end`.
    const tagFrom = p + 6;
    const tagTo = tagFrom + (bytes[p + 5] as number);
    if (bytes[p + 4] !== 0x0a || tagFrom === tagTo) break;
    const isTensor = bytes[tagTo] !== 0x15;
    const valueTo = isTensor && isMetadata(bytes, end) ? end - metadata.length : end;
    const width = scalarWidth(bytes, tagTo, valueTo);
    if (width === 0) break;
    const seconds = view.getFloat64(data + 1, true);
    if (!(seconds > 0 && seconds < 4e9)) break;
    if (!hasCrc32c(bytes, view, data, end, end)) break;

    const tag = nextTag(reader, wire, tagFrom, tagTo);
    if (isTensor && tag.plugin !== 'scalars') {
      reader.expected = tag;
      break;
    }
    if (tag.batch !== batch || tag.file !== reader.file || reader.once !== undefined) beginPoint(reader, tag);
    if (seconds < first) first = seconds;
    if (seconds > last) last = seconds;
    series[count] = tag.series;
    steps[count] = step;
    times[count] = Math.floor(seconds * 1e6 + 0.5);
    values[count] = width === 4 ? view.getFloat32(valueTo - 4, true) : view.getFloat64(valueTo - 8, true);
    order[count] = orderOfNone + count;
    count++;
    at = end + 4;
  }
  log.count = count;
  reader.order = orderOfNone + count;
  reader.first = first;
  reader.last = last;
  return at;
}

/** The metadata of a scalar, as all known writers write it, some with every value: its plugin's name. */
const metadata = Uint8Array.from([0x4a, 0x0b, 0x0a, 0x09, 0x0a, 0x07, ...Buffer.from('scalars')]);

function isMetadata(bytes: Uint8Array, to: number): boolean {
  const from = to - metadata.length;
  for (let i = 0; i < metadata.length; i++) if (bytes[from + i] !== metadata[i]) return false;
  return true;
}

/**
 * How many bytes the scalar at the end of a Value has that goes on at `from` after its tag: a simple_value, or a tensor of
 * one FLOAT or DOUBLE that has no other field; 0 for anything else.
 */
function scalarWidth(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] === 0x15) return from + 5 === to ? 4 : 0;
  if (bytes[from] !== 0x42 || from + 2 + (bytes[from + 1] as number) !== to || bytes[from + 2] !== 0x08) return 0;
  const dtype = bytes[from + 3];
  const width = dtype === 1 ? 4 : dtype === 2 ? 8 : 0;
  // The shape of a scalar is empty, or left out.
  const at = bytes[from + 4] === 0x12 && bytes[from + 5] === 0 ? from + 6 : from + 4;
  const isContent = bytes[at] === 0x22 || bytes[at] === (width === 4 ? 0x2a : 0x32);
  return isContent && bytes[at + 1] === width && at + 2 + width === to ? width : 0;
}

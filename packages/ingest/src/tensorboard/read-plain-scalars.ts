import { hasCrc32c } from './crc32c.ts';
import { type EventReader, nextTag } from './event-reader.ts';
import { beginPoint } from './read-event.ts';
import type { Wire } from './wire.ts';

/**
 * Reads records from `from` on as long as they are whole, undamaged and of the form that nearly all have (time, step, and
 * a summary of one simple_value, in this order), the log holding fewer than `limit` points. Returns where it stopped:
 * whatever is there is for others to read. It is one loop over local variables, for speed alone.
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
    if (bytes[p + 4] !== 0x0a || tagTo + 5 !== end || bytes[tagTo] !== 0x15 || tagFrom === tagTo) break;
    const seconds = view.getFloat64(data + 1, true);
    if (!(seconds > 0 && seconds < 4e9)) break;
    if (!hasCrc32c(bytes, view, data, end, end)) break;

    const tag = nextTag(reader, wire, tagFrom, tagTo);
    if (tag.batch !== batch || tag.file !== reader.file || reader.once !== undefined) beginPoint(reader, tag);
    if (seconds < first) first = seconds;
    if (seconds > last) last = seconds;
    series[count] = tag.series;
    steps[count] = step;
    times[count] = Math.floor(seconds * 1e6 + 0.5);
    values[count] = view.getFloat32(tagTo + 1, true);
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

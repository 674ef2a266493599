import { hasCrc32c } from './crc32c.ts';
import type { EventReader } from './event-reader.ts';
import { readEvent } from './read-event.ts';
import { readPlainScalars } from './read-plain-scalars.ts';
import { MalformedMessage, type Wire } from './wire.ts';

/** How a walk over records came to its end. */
export interface Walk {
  /** Where the first record begins that was not read. */
  at: number;
  /** Why it stopped: more bytes are needed (`need` from `at` on), a length is damaged, or the batch is full. */
  stop: 'more' | 'bad-length' | 'full';
  need: number;
}

/** A batch that holds this many bytes of media is full. */
const mediaLimit = 16 * 2 ** 20;
/** 8 bytes of length, 4 of its checksum, before the data; 4 of the data's checksum after it. */
const headerSize = 12;
const framing = 16;

/**
 * Reads records from `from` on until the bytes end at `to`, a length is damaged, or the log holds `limit` points.
 * Records whose data is damaged are skipped and told to `damaged` with their place and the reason.
 */
export function readRecords(
  reader: EventReader,
  wire: Wire,
  from: number,
  to: number,
  limit: number,
  damaged: (at: number, what: string) => void,
): Walk {
  const { bytes, view } = wire;
  const { batch } = reader;
  let at = from;
  for (;;) {
    at = readPlainScalars(reader, wire, at, to, limit);
    if (batch.log.count >= limit || batch.mediaBytes >= mediaLimit) return { at, stop: 'full', need: 0 };
    if (to - at < headerSize) return { at, stop: 'more', need: headerSize };
    const length = view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000;
    if (!hasCrc32c(bytes, view, at, at + 8, at + 8)) return { at, stop: 'bad-length', need: 0 };
    const data = at + headerSize;
    const end = data + length;
    if (end + 4 > to) return { at, stop: 'more', need: length + framing };
    if (!hasCrc32c(bytes, view, data, end, end)) damaged(at, 'wrong checksum of a record');
    else {
      try {
        readEvent(reader, wire, data, end);
      } catch (error) {
        if (!(error instanceof MalformedMessage)) throw error;
        damaged(at, `a record that is no event: ${error.message}`);
      }
    }
    at = end + 4;
  }
}

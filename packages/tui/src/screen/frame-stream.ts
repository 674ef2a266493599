import { Writable } from 'node:stream';
import type { Size } from '../frame/line.ts';

/** The stream that Ink takes for a terminal: each write is a whole frame, which goes to `draw`. */
export function frameStream(size: () => Size, draw: (frame: string) => void): NodeJS.WriteStream {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      draw(chunk);
      done();
    },
  });
  Object.defineProperties(stream, {
    columns: { get: () => size().columns },
    rows: { get: () => size().rows },
    isTTY: { value: true },
  });
  return stream as unknown as NodeJS.WriteStream;
}

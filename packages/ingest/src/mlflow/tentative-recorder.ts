import type { Recorder } from '../recorder.ts';

/** A recorder for a reading that may turn out to be of no one state of the source. */
export interface TentativeRecorder {
  /** Tells nothing but progress until it is kept; throws once the reading is doubtful, before anything of it is written. */
  readonly recorder: Recorder;
  /** Tells all that was recorded. */
  keep(): void;
  /** Forgets it, but for what was written. */
  drop(): void;
  /** Whether an error is not of the reading, but of the store that was written to. */
  isOfStore(error: unknown): boolean;
}

/** A recorder that keeps to itself what is told to it until that is known to be right. */
export function tentative(recorder: Recorder, isDoubtful: () => boolean): TentativeRecorder {
  const told: (() => void)[] = [];
  const bytes = { expected: 0, read: 0 };
  let storeError: unknown;
  const expectSame = (): void => {
    if (isDoubtful()) throw new Error('the source changed while it was read');
  };
  const later =
    <T extends readonly unknown[]>(tell: (...what: T) => void) =>
    (...what: T): void => {
      told.push(() => tell(...what));
    };
  return {
    recorder: {
      ...recorder,
      write: async (batch) => {
        expectSame();
        try {
          return await recorder.write(batch);
        } catch (error) {
          storeError = error;
          throw error;
        }
      },
      countRuns: later(recorder.countRuns),
      countUnsent: later(recorder.countUnsent),
      skip: later(recorder.skip),
      leaveOut: later(recorder.leaveOut),
      note: later(recorder.note),
      expectBytes: (count) => {
        bytes.expected += count;
        recorder.expectBytes(count);
      },
      readBytes: (count) => {
        // Runs come one after the other: nothing is gained by reading on.
        expectSame();
        bytes.read += count;
        recorder.readBytes(count);
      },
    },
    keep: () => {
      for (const tell of told.splice(0)) tell();
    },
    drop: () => {
      told.length = 0;
      recorder.expectBytes(-bytes.expected);
      recorder.readBytes(-bytes.read);
    },
    isOfStore: (error) => storeError !== undefined && error === storeError,
  };
}

import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exitStatus } from './exit-status.ts';
import { harmlessText } from './harmless.ts';
import { Problem } from './problem.ts';
import type { Output } from './terminal.ts';

/** Where a result goes. Nothing of it is seen in a file before `finish`; `abandon` leaves no trace there. */
export interface ResultSink {
  write(bytes: Uint8Array): Promise<void>;
  finish(): void;
  abandon(): void;
}

/** A sink for standard output. */
export function outputSink(output: Output): ResultSink {
  return { write: (bytes) => output.write(bytes), finish: () => {}, abandon: () => {} };
}

/** A sink for a result that a terminal shows as it is, made harmless: colours of its own it has none. */
export function terminalSink(output: Output): ResultSink {
  const decoder = new TextDecoder();
  const sink = outputSink(output);
  return { ...sink, write: (bytes) => output.write(harmlessText(decoder.decode(bytes, { stream: true }))) };
}

/**
 * A sink for a file, which is replaced at once when the whole result is there. What is no ordinary file (`/dev/null`, a
 * pipe) is written to as it is.
 */
export function fileSink(file: string): ResultSink {
  const target = realTarget(file);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw cannotWrite(file, 'it is a folder');
  const direct = found !== undefined && !found.isFile();
  const path = direct ? target : join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  const handle = attempt(file, () => openSync(path, direct ? 'w' : 'wx', found?.mode ?? 0o666));
  const abandon = () => {
    closeQuietly(handle);
    if (!direct) rmSync(path, { force: true });
  };
  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; ) at += attempt(file, () => writeSync(handle, bytes, at));
    },
    finish: () => {
      try {
        attempt(file, () => {
          if (!direct) fsyncSync(handle);
          closeSync(handle);
          if (!direct) renameSync(path, target);
        });
      } catch (error) {
        abandon();
        throw error;
      }
    },
    abandon,
  };
}

// A link stays a link: what it points at is replaced.
function realTarget(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotWrite(file, (error as Error).message, error);
  }
}

function cannotWrite(file: string, reason: string, cause?: unknown): Problem {
  return new Problem(exitStatus.usage, `\`${file}\` cannot be written: ${reason}`, undefined, { cause });
}

function closeQuietly(handle: number): void {
  try {
    closeSync(handle);
  } catch {
    // Closed before: the rename failed.
  }
}

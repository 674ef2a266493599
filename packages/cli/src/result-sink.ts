import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { systemReason } from '@xt/engine/store-folder';
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

/** A sink that keeps a result. */
export function memorySink(): ResultSink & { readonly bytes: () => Uint8Array } {
  const parts: Uint8Array[] = [];
  return {
    // What is handed over may be written over once it is taken.
    write: async (bytes) => void parts.push(Uint8Array.from(bytes)),
    finish: () => {},
    abandon: () => {},
    bytes: () => Buffer.concat(parts),
  };
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
  const found = attempt(file, () => statSync(target, { throwIfNoEntry: false }));
  if (found?.isDirectory()) throw cannotWrite(file, 'it is a folder');
  const direct = found !== undefined && !found.isFile();
  const path = direct ? target : partOf(target, process.pid);
  if (!direct) removeDeadParts(target);
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

const longestBase = 40;

/** The unfinished file of a process: in the same folder, so that it takes the target's place at once. */
function partOf(target: string, pid: number): string {
  return join(dirname(target), `.${basename(target).slice(0, longestBase)}.${hostname()}-${pid}.part`);
}

/** Takes away what processes that were killed have left beside a target. */
function removeDeadParts(target: string): void {
  try {
    const before = basename(partOf(target, 0)).slice(0, -'0.part'.length);
    for (const name of readdirSync(dirname(target))) {
      const pid = name.startsWith(before) ? /^(\d+)\.part$/.exec(name.slice(before.length))?.[1] : undefined;
      if (pid !== undefined && !lives(Number(pid))) rmSync(join(dirname(target), name), { force: true });
    }
  } catch {
    // A folder that cannot be listed may still be written to; else opening the file says why.
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotWrite(file, systemReason(error as NodeJS.ErrnoException, file), error);
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

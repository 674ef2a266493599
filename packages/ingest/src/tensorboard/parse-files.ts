import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type EventReader, tagNamed } from './event-reader.ts';
import { addFinding, createOpenBatch, type OpenBatch, takeBatch } from './open-batch.ts';
import type { FileJob, ParsedBatch, ParsedRun, ParseJob, RunJob } from './parsed.ts';
import { type Columns, logCapacity } from './point-log.ts';
import { readRecords, type Walk } from './read-records.ts';
import { type Wire, wireOf } from './wire.ts';

const chunkSize = 2 ** 20;
/** A record that is larger is skipped: memory has a bound. */
const largestRecord = 256 * 2 ** 20;
/** So many finished runs, or findings, end a batch too. */
const runsOfBatch = 500;

/**
 * Reads the files of a job one after the other and yields what they hold in batches, each complete up to the offsets
 * that it names. Memory does not grow with the files. A file that cannot be opened or read is told as damaged.
 * Columns that are put into `spare` are used for the next batches.
 */
export function* parseFiles(job: ParseJob, spare: Columns[] = []): Generator<ParsedBatch> {
  const batch = createOpenBatch(logCapacity(job.batchPoints), spare);
  const buffer: Chunk = { wire: wireOf(new Uint8Array(chunkSize)) };
  for (const [run, runJob] of job.runs.entries()) {
    const reader = createReader(run, runJob, batch);
    for (const [file, fileJob] of runJob.files.entries()) {
      startFile(reader, file, fileJob);
      for (const _full of readFile(reader, fileJob, buffer, job.batchPoints)) {
        batch.runs.push(takeFacts(reader, false));
        yield takeBatch(batch, false);
      }
    }
    batch.runs.push(takeFacts(reader, true));
    const isLast = run === job.runs.length - 1;
    if (isLast || batch.runs.length >= runsOfBatch || batch.log.count >= job.batchPoints)
      yield takeBatch(batch, isLast);
  }
}

/** The bytes read last; exchanged for more where a record does not fit. */
interface Chunk {
  wire: Wire;
}

function createReader(run: number, job: RunJob, batch: OpenBatch): EventReader {
  const reader: EventReader = {
    run,
    batch,
    tags: new Map(),
    expected: undefined,
    previous: undefined,
    order: 0,
    file: -1,
    offset: 0,
    once: undefined,
    first: Number.POSITIVE_INFINITY,
    last: 0,
    scalars: false,
    curves: false,
    session: undefined,
    newPlugins: [],
  };
  for (const [tag, plugin] of job.plugins) tagNamed(reader, Buffer.from(tag)).plugin = plugin;
  return reader;
}

function startFile(reader: EventReader, file: number, job: FileJob): void {
  reader.file = file;
  reader.order = job.orderBase + job.values;
  reader.once = job.once === undefined ? undefined : [...job.once];
  for (const name of job.once ?? []) tagNamed(reader, Buffer.from(name)).file = file;
}

/** Reads one file to its end; yields whenever the batch is full, with the file's position already in it. */
function* readFile(reader: EventReader, job: FileJob, chunk: Chunk, limit: number): Generator<void> {
  let descriptor: number;
  try {
    descriptor = openSync(job.path, 'r');
  } catch (error) {
    damagedAt(reader, 0, `cannot be opened: ${codeOf(error)}`);
    return;
  }
  try {
    yield* readOpenFile(reader, job, descriptor, chunk, limit);
  } finally {
    closeSync(descriptor);
  }
}

function* readOpenFile(
  reader: EventReader,
  job: FileJob,
  descriptor: number,
  chunk: Chunk,
  limit: number,
): Generator<void> {
  const damaged = (at: number, what: string): void => damagedAt(reader, reader.offset + at, what);
  let filled = 0;
  let need = 0;
  reader.offset = job.offset;
  for (;;) {
    if (need > largestRecord) {
      if (fstatSync(descriptor).size < reader.offset + need) break;
      damagedAt(reader, reader.offset, `a record of ${need} bytes, too large to be kept`);
      reader.offset += need;
      filled = 0;
      need = 0;
    }
    if (need > chunk.wire.bytes.length) chunk.wire = enlarged(chunk.wire, need, filled);
    const read = readMore(reader, descriptor, chunk.wire.bytes, filled);
    if (read === 0) break;
    filled += read;
    let at = 0;
    let walk: Walk;
    do {
      walk = readRecords(reader, chunk.wire, at, filled, limit, damaged);
      at = walk.at;
      if (walk.stop !== 'full') continue;
      notePosition(reader, job, reader.offset + at);
      yield;
    } while (walk.stop === 'full');
    chunk.wire.bytes.copyWithin(0, at, filled);
    filled -= at;
    reader.offset += at;
    need = walk.need;
    if (walk.stop === 'bad-length') {
      const what =
        reader.offset === 0 ? 'no event file: its first length has a wrong checksum' : 'wrong checksum of a length';
      damagedAt(reader, reader.offset, `${what}; the rest of the file is skipped`);
      filled = 0;
      break;
    }
  }
  if (filled > 0)
    addFinding(reader.batch, { ...placeOf(reader, reader.offset), kind: 'unfinished', what: `${filled} bytes` });
  notePosition(reader, job, reader.offset);
}

function readMore(reader: EventReader, descriptor: number, bytes: Uint8Array, filled: number): number {
  try {
    return readSync(descriptor, bytes, filled, bytes.length - filled, reader.offset + filled);
  } catch (error) {
    damagedAt(reader, reader.offset + filled, `cannot be read: ${codeOf(error)}`);
    return 0;
  }
}

function enlarged({ bytes }: Wire, size: number, filled: number): Wire {
  const larger = new Uint8Array(2 ** Math.ceil(Math.log2(size)));
  larger.set(bytes.subarray(0, filled));
  return wireOf(larger);
}

function notePosition(reader: EventReader, job: FileJob, offset: number): void {
  const { run, file, once } = reader;
  const position = { run, file, offset, values: reader.order - job.orderBase, ...(once === undefined ? {} : { once }) };
  reader.batch.files.push(once === undefined ? position : { ...position, once: [...once] });
}

/** What is known of a run since the last batch. */
function takeFacts(reader: EventReader, done: boolean): ParsedRun {
  const { run, first, last, scalars, curves, session, newPlugins } = reader;
  reader.newPlugins = [];
  reader.first = Number.POSITIVE_INFINITY;
  reader.last = 0;
  return {
    run,
    done,
    plugins: newPlugins,
    ...(last === 0 ? {} : { first: Math.floor(first * 1e6 + 0.5), last: Math.floor(last * 1e6 + 0.5) }),
    scalars,
    curves,
    ...(session === undefined ? {} : { session }),
  };
}

function damagedAt(reader: EventReader, offset: number, what: string): void {
  addFinding(reader.batch, { ...placeOf(reader, offset), kind: 'damaged', what });
}

function placeOf({ run, file }: EventReader, offset: number): { run: number; file: number; offset: number } {
  return { run, file, offset };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

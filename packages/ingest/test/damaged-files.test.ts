import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { parseFiles } from '../src/tensorboard/parse-files.ts';
import type { ParsedBatch } from '../src/tensorboard/parsed.ts';
import { doubleField, eventFile, field, recordEnds, summaryEvent, varintField } from './event-files.ts';
import { memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();
const events = Array.from({ length: 24 }, (_, at) => ({
  tag: at % 3 === 0 ? 'val/acc' : 'train/loss',
  step: at < 20 ? at : at * 1_000_000,
  value: at / 4,
  time: 1_700_000_000 + at,
}));

function parse(path: string, from: { offset: number; values: number } = { offset: 0, values: 0 }): ParsedBatch[] {
  const file = { path, orderBase: 0, once: [], ...from };
  return [...parseFiles({ batchPoints: 7, runs: [{ plugins: [], files: [file] }] })];
}

function stepsOf(batches: readonly ParsedBatch[]): number[] {
  return batches.flatMap(({ steps }) => [...steps]).sort((a, b) => a - b);
}

test('a file cut at any byte gives its whole records, and the rest when it has grown', () => {
  const path = join(temporary(), 'events.out.tfevents.1.host');
  const whole = eventFile(1, events);
  const ends = recordEnds(whole);
  for (let size = whole.length; size >= 0; size--) {
    writeFileSync(path, whole);
    truncateSync(path, size);
    const first = parse(path);
    const steps = events.filter((_, at) => (ends[at + 1] ?? 0) <= size).map(({ step }) => step);
    expect(stepsOf(first)).toEqual(steps);
    expect(first.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'damaged')).toEqual([]);
    const { offset = -1, values = -1 } = first.flatMap(({ files }) => files).at(-1) ?? {};
    expect(offset).toBe(Math.max(0, ...ends.filter((end) => end <= size)));
    writeFileSync(path, whole);
    const second = parse(path, { offset, values });
    expect([...steps, ...stepsOf(second)]).toEqual(events.map(({ step }) => step));
    const order = [...first, ...second].flatMap((batch) => [...batch.order]).sort((a, b) => a - b);
    expect(order).toEqual(events.map((_, at) => at));
  }
});

test('a changed byte costs its record, or in a length all that follows', () => {
  const path = join(temporary(), 'events.out.tfevents.1.host');
  const whole = eventFile(1, events);
  const ends = recordEnds(whole);
  const changed = fc.record({ at: fc.nat(whole.length - 1), by: fc.integer({ min: 1, max: 255 }) });
  fc.assert(
    fc.property(changed, ({ at, by }) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ by;
      writeFileSync(path, bytes);
      const hit = ends.findIndex((end) => at < end);
      const inLength = at - (ends[hit - 1] ?? 0) < 12;
      const left = events
        .filter((_, index) => (inLength ? index + 1 < hit : index + 1 !== hit))
        .map(({ step }) => step);
      const batches = parse(path);
      expect(stepsOf(batches)).toEqual(left);
      const damaged = batches.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'damaged');
      expect(damaged).toMatchObject([{ offset: ends[hit - 1] ?? 0, count: 1 }]);
    }),
    { numRuns: 500 },
  );
});

test('any bytes are read to an end', async () => {
  const folder = temporary();
  const path = join(folder, 'events.out.tfevents.1.host');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), async (contents) => {
      // Whole records, so that what is in them is looked at.
      writeFileSync(path, eventFile(1, contents));
      await importSources([folder], {}, memoryWriter());
      writeFileSync(path, Buffer.concat(contents));
      await importSources([folder], {}, memoryWriter());
    }),
    { numRuns: 300 },
  );
});

test('broken messages in whole records are skipped and counted', () => {
  const path = join(temporary(), 'events.out.tfevents.1.host');
  const beyond = Buffer.concat([doubleField(1, 5), Buffer.from([0x2a, 0x7f, 1])]);
  const endless = Buffer.from([0x10, ...Array.from({ length: 12 }, () => 0xff)]);
  const tensor = field(8, Buffer.concat([varintField(1, 2), field(4, Buffer.alloc(7))]));
  const odd = summaryEvent(5, 1, [Buffer.concat([field(1, Buffer.from('x')), tensor])]);
  writeFileSync(path, eventFile(1, [beyond, endless, odd, ...events]));
  const batches = parse(path);
  expect(stepsOf(batches)).toEqual(events.map(({ step }) => step));
  const damaged = batches.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'damaged');
  expect(damaged.map(({ what }) => what.split(':')[0])).toEqual([
    'a record that is no event',
    'a record that is no event',
    'a record that is no event',
  ]);
});

test('a file that is no event file is told, and no run', async () => {
  const root = temporary();
  const folder = join(root, 'run');
  mkdirSync(folder);
  writeFileSync(join(folder, 'my tfevents notes.txt'), 'These are notes about event files, not events.');
  writeFileSync(join(folder, 'events.out.tfevents.1.host'), eventFile(1, events));
  const writer = memoryWriter();
  const report = await importSources([root], {}, writer);
  expect(report.damaged).toBe(true);
  expect(report.sources[0]?.skipped).toEqual([
    { file: 'run/my tfevents notes.txt', reason: 'no event file: its first length has a wrong checksum', count: 1 },
  ]);
  expect(writer.runs.size).toBe(1);
});

import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { eventFile } from './event-files.ts';
import { contentsOf, type MemoryWriter, memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';
import { testdata } from './truth.ts';

const temporary = temporaryFolders();
const sets = ['tb_grid', 'tb_tf2', 'tb_broken'] as const;
/** Long after the last event: nothing counts as running. */
const now = 1.9e15;

async function importedWhole(set: string): Promise<MemoryWriter> {
  const writer = memoryWriter();
  await importSources([testdata(set)], { now }, writer);
  return writer;
}

function copyOf(set: string, below = ''): string {
  const folder = join(temporary(), below, set);
  cpSync(testdata(set), folder, { recursive: true });
  return folder;
}

function eventFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('tfevents'))
    .sort()
    .map((name) => join(folder, name));
}

describe.each(sets)('%s', (set) => {
  test('again brings nothing', async () => {
    const writer = await importedWhole(set);
    const { batches } = writer;
    const report = await importSources([testdata(set)], { now }, writer);
    expect(writer.batches).toBe(batches);
    expect(report.sources[0]).toMatchObject({ points: 0, artifacts: 0, newRuns: 0 });
  });

  test('a moved folder is the same folder', async () => {
    const whole = await importedWhole(set);
    const expected = contentsOf(whole);
    const moved = copyOf(set, 'elsewhere/deep');
    const { batches } = whole;
    await importSources([moved], { now }, whole);
    expect(whole.batches).toBe(batches);
    const fresh = memoryWriter();
    await importSources([moved], { now }, fresh);
    expect(contentsOf(fresh)).toEqual(expected);
  });

  test.each([1, 2, 3])('files that grow give the same in the end (%i)', async (seed) => {
    const folder = copyOf(set);
    const writer = memoryWriter();
    const random = randomOf(seed);
    for (const rounds of [0, 1, 2]) {
      for (const path of eventFilesIn(folder)) {
        const original = join(testdata(set), path.slice(folder.length + 1));
        const size = Math.max(statSync(path).size * (rounds === 0 ? 0 : 1), 0);
        writeFileSync(path, readFileSync(original));
        truncateSync(path, Math.floor(size + random() * (statSync(original).size - size)));
      }
      await importSources([folder], { now }, writer);
    }
    cpSync(testdata(set), folder, { recursive: true });
    await importSources([folder], { now }, writer);
    expect(contentsOf(writer)).toEqual(contentsOf(await importedWhole(set)));
  });

  test('runs that come one after the other, in any order, give the same in the end', async () => {
    const files = eventFilesIn(testdata(set)).map((path) => path.slice(testdata(set).length + 1));
    for (const order of [files, files.toReversed()]) {
      const folder = join(temporary(), set);
      const writer = memoryWriter();
      const folders = [...new Set(order.map((file) => dirname(file)))];
      for (const one of folders) {
        for (const file of files.filter((name) => dirname(name) === one)) {
          mkdirSync(join(folder, one), { recursive: true });
          cpSync(join(testdata(set), file), join(folder, file));
        }
        await importSources([folder], { now }, writer);
      }
      expect(contentsOf(writer)).toEqual(contentsOf(await importedWhole(set)));
    }
  });
});

test.each(['tb_tf2', 'tb_broken'])('%s: of a resumed run the later file wins, whichever came first', async (set) => {
  const folder = copyOf(set);
  const away = join(temporary(), 'away');
  const writer = memoryWriter();
  const resumed = readdirSync(folder).filter((name) => name.startsWith('resumed'));
  for (const run of resumed) {
    const [first = ''] = readdirSync(join(folder, run)).sort();
    mkdirSync(join(away, run), { recursive: true });
    renameSync(join(folder, run, first), join(away, run, first));
  }
  await importSources([folder], { now }, writer);
  cpSync(away, folder, { recursive: true });
  await importSources([folder], { now }, writer);
  const seriesOf = ({ runs }: MemoryWriter): unknown =>
    [...runs.values()]
      .filter(({ facts }) => resumed.includes(facts.name ?? ''))
      .map(({ facts, series }) => [
        facts.name,
        [...series]
          .map(([metric, points]) => [metric, [...points].map(([step, { value }]) => [step, value]).sort()])
          .sort(),
      ]);
  expect(seriesOf(writer)).toEqual(seriesOf(await importedWhole(set)));
});

test('the same run under another path is taken, with a word', async () => {
  const folder = copyOf('tb_broken');
  cpSync(join(folder, 'live'), join(folder, 'copy'), { recursive: true });
  const writer = memoryWriter();
  const { sources } = await importSources([folder], { now }, writer);
  expect([...writer.runs.values()].map(({ facts }) => facts.name)).toContain('copy');
  expect(sources[0]?.notes).toContain('`live` has the same first record as `copy`: taken as a run of its own');
});

test('a run that is being written is running, and finished once it is not', async () => {
  const root = join(temporary(), 'project');
  mkdirSync(join(root, 'run'), { recursive: true });
  const file = join(root, 'run', 'events.out.tfevents.1.my.host.7.0');
  writeFileSync(file, eventFile(1000, [{ tag: 'loss', step: 1, value: 0.5, time: 1010 }]));
  const writer = memoryWriter();
  await importSources([root], { now: 1020 * 1e6 }, writer);
  const [run] = writer.runs.values();
  expect(run?.facts).toMatchObject({ state: 'running', host: 'my.host', created: 1e9, started: 1e9 });
  expect(run?.facts.ended).toBeUndefined();
  await importSources([root], { now: 5000 * 1e6 }, writer);
  expect([...writer.runs.values()][0]?.facts).toMatchObject({ state: 'finished', ended: 1010e6 });
});

test('a run that is resumed after its end is running, and has none', async () => {
  const root = join(temporary(), 'project');
  mkdirSync(join(root, 'run'), { recursive: true });
  const file = (name: string): string => join(root, 'run', `events.out.tfevents.${name}.host`);
  writeFileSync(file('1'), eventFile(1000, [{ tag: 'loss', step: 1, value: 0.5, time: 1010 }]));
  const writer = memoryWriter();
  await importSources([root], { now: 5000 * 1e6 }, writer);
  writeFileSync(file('2'), eventFile(6000, [{ tag: 'loss', step: 2, value: 0.5, time: 6010 }]));
  await importSources([root], { now: 6020 * 1e6 }, writer);
  const [run] = writer.runs.values();
  expect(run?.facts).toMatchObject({ state: 'running', created: 1e9 });
  expect(run?.facts).not.toHaveProperty('ended');
  await importSources([root], { now: 9000 * 1e6 }, writer);
  expect([...writer.runs.values()][0]?.facts).toMatchObject({ state: 'finished', ended: 6010e6 });
});

test('an import that stops anywhere is completed by the next', async () => {
  const root = join(temporary(), 'project');
  for (const run of ['a', 'b']) {
    mkdirSync(join(root, run), { recursive: true });
    const events = Array.from({ length: 90_000 }, (_, at) => ({ tag: 'loss', step: at, value: at, time: 2000 + at }));
    writeFileSync(join(root, run, 'events.out.tfevents.1.host'), eventFile(run === 'a' ? 1 : 2, events));
  }
  const whole = memoryWriter();
  await importSources([root], { now }, whole);
  expect(whole.batches).toBeGreaterThan(1);
  for (let stop = 0; stop < whole.batches; stop++) {
    const writer = memoryWriter();
    const abort = new AbortController();
    writer.beforeWrite = () => {
      if (writer.batches === stop) abort.abort(new Error('stopped'));
      abort.signal.throwIfAborted();
    };
    await expect(importSources([root], { now, signal: abort.signal }, writer)).rejects.toThrow('stopped');
    writer.beforeWrite = () => {};
    const report = await importSources([root], { now }, writer);
    expect(report.sources[0]?.superseded).toBe(0);
    expect(contentsOf(writer)).toEqual(contentsOf(whole));
  }
});

test('a dry run says the same and writes nothing', async () => {
  const writer = memoryWriter();
  const dry = await importSources([testdata('tb_grid')], { now, dryRun: true }, writer);
  expect(writer.batches).toBe(0);
  expect(writer.runs.size).toBe(0);
  const real = await importSources([testdata('tb_grid')], { now }, writer);
  expect(dry).toEqual(real);
});

test('progress grows to its end', async () => {
  const seen: [number, number, number][] = [];
  const onProgress = ({ points, bytes, totalBytes }: { points: number; bytes: number; totalBytes: number }): void => {
    seen.push([points, bytes, totalBytes]);
  };
  await importSources([testdata('tb_grid')], { now, onProgress }, memoryWriter());
  expect(seen.at(-1)?.[0]).toBe(7617);
  expect(seen.at(-1)?.[1]).toBe(seen.at(-1)?.[2]);
  expect(seen.map(([points]) => points)).toEqual(seen.map(([points]) => points).toSorted((a, b) => a - b));
});

/** Numbers in [0, 1) that are the same each time (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

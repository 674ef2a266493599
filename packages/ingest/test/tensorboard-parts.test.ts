import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { eventFile, type Written } from './event-files.ts';
import { hparamsEvents } from './hparams-events.ts';
import { contentsOf, type MemoryWriter, memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();
const now = 1.9e15;
const project = 'parts';

/** A tree of runs by their paths, each with its files' events. */
type Tree = ReadonlyMap<string, readonly (readonly Written[])[]>;

let made = 0;
function writeTree(root: string, tree: Tree): string[] {
  const paths: string[] = [];
  for (const [run, files] of tree) {
    mkdirSync(join(root, run), { recursive: true });
    for (const [at, events] of files.entries()) {
      made++;
      const path = join(root, run, `events.out.tfevents.${1_700_000_000 + at}.host${at}.${made}.0`);
      writeFileSync(path, eventFile(1_700_000_000 + made / 7, events));
      paths.push(path);
    }
  }
  return paths;
}

function curve(tag: string, from: number, to: number, time: number): Written[] {
  return Array.from({ length: to - from }, (_, at) => ({ tag, step: from + at, value: time + at, time: time + at }));
}

/** Runs of several files that overlap in steps, sessions in their own folders, in sub-folders and in the run's files. */
function generatedTree(files: number): Tree {
  const { session, end } = hparamsEvents;
  const resumed = (time: number): Written[][] =>
    Array.from({ length: files }, (_, at) => [
      ...curve('loss', at * 5, at * 5 + 9, time + at * 100),
      ...curve(`only/${at}`, 0, 2, time + at * 100),
    ]);
  return new Map<string, Written[][]>([
    ['plain', resumed(1000)],
    ['with-session', resumed(2000)],
    ['with-session/hp', [[session({ lr: 0.1, opt: 'adam' }, 'g'), end(1)]]],
    ['keras', [[session({ lr: 0.5 })], [session({ lr: 0.25, seed: 3 }), end(2)]]],
    ['keras/train', resumed(3000).slice(0, 2)],
    ['keras/validation', [curve('acc', 0, 4, 3500)]],
    ['own', [[session({ bs: 1, old: true }, 'first'), ...curve('loss', 0, 5, 1)], [session({ bs: 2 })]]],
    ['lone', [[]]],
  ]);
}

async function importedWhole(root: string): Promise<MemoryWriter> {
  const writer = memoryWriter();
  await importSources([root], { now, project }, writer);
  return writer;
}

function foldersBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('runs right below a folder, in parts of an intact tree: the same store', () => {
  const flat: Tree = new Map([...generatedTree(3)].filter(([run]) => !run.includes('/') && run !== 'keras'));

  test('file by file or run by run, in any order, from a moved folder, given together or one by one', async () => {
    const root = join(temporary(), 'sweep');
    const files = writeTree(root, flat);
    const moved = join(temporary(), 'elsewhere', 'sweep');
    cpSync(root, moved, { recursive: true });
    const expected = contentsOf(await importedWhole(root));
    const parts = [...new Set([...files, ...files.map((file) => dirname(file))])];
    const cut = fc.record({
      order: fc.shuffledSubarray(parts, { minLength: parts.length }),
      size: fc.nat(3),
      from: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ order, size, from }) => {
        const writer = memoryWriter();
        const at = (path: string): string => (from ? path.replace(root, moved) : path);
        for (let i = 0; i < order.length; i += size + 1) {
          await importSources(order.slice(i, i + size + 1).map(at), { now, project }, writer);
        }
        expect(contentsOf(writer)).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  test('the project is the same without its name', async () => {
    const root = join(temporary(), 'sweep');
    const files = writeTree(root, flat);
    const writer = memoryWriter();
    await importSources([root], { now }, writer);
    for (const paths of [files, files.toReversed(), files.map((file) => dirname(file))]) {
      const other = memoryWriter();
      for (const path of paths) await importSources([path], { now }, other);
      expect(contentsOf(other)).toEqual(contentsOf(writer));
    }
  });
});

test('any files of any runs, copied anywhere and imported in any way: the same store once the whole came in', async () => {
  const root = join(temporary(), 'sweep');
  const files = writeTree(root, generatedTree(4));
  const expected = contentsOf(await importedWhole(root));
  // Each part is some of the files, copied as they lie; then the whole of it is imported, or folders or files of it.
  const part = fc.record({
    files: fc.shuffledSubarray(files, { minLength: 1 }),
    by: fc.constantFrom('root', 'folder', 'file'),
    here: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
      const writer = memoryWriter();
      for (const { files: some, by, here } of parts) {
        const folder = join(temporary(), 'sweep');
        for (const file of some) cpSync(file, file.replace(root, folder), { recursive: true });
        const base = here ? root : folder;
        const paths = some.map((file) => file.replace(root, base));
        const given =
          by === 'root' ? [base] : by === 'folder' ? [...new Set(paths.map((path) => dirname(path)))] : paths;
        for (const path of given) await importSources([path], { now, project }, writer);
      }
      await importSources([root], { now, project }, writer);
      expect(contentsOf(writer)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('a tree seen from folders further up and down: the widest counts', async () => {
  const root = join(temporary(), 'wide');
  writeTree(join(root, 'a', 'b'), generatedTree(2));
  writeTree(join(root, 'c'), generatedTree(2));
  const expected = contentsOf(await importedWhole(root));
  const folders = foldersBelow(root);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([root, ...folders], { minLength: 1 }), async (order) => {
      const writer = memoryWriter();
      for (const path of [...order, ...(order.includes(root) ? [] : [root])]) {
        await importSources([path], { now, project }, writer);
      }
      expect(contentsOf(writer)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('the ids that a run had lead to it', async () => {
  const root = join(temporary(), 'sweep');
  const [first = '', second = ''] = writeTree(root, new Map([['run', [curve('a', 0, 3, 10), curve('a', 2, 5, 50)]]]));
  const away = join(temporary(), 'run');
  mkdirSync(away);
  cpSync(second, join(away, basename(second)));
  const writer = memoryWriter();
  await importSources([away], { now, project }, writer);
  const [before] = [...writer.runs.values()].map(({ facts }) => facts.id ?? '');
  await importSources([first], { now, project }, writer);
  const [after, ...more] = [...writer.runs.values()].map(({ facts }) => facts.id ?? '');
  expect(more).toEqual([]);
  expect(after).not.toBe(before);
  expect([...writer.formerIds]).toEqual([[before, [...writer.runs.keys()][0]]]);
});

describe('two runs of one path', () => {
  const one = new Map([['run', [curve('a', 0, 3, 10)]]]);

  test('from different places stay two, with a word', async () => {
    const [here, there] = [join(temporary(), 'x'), join(temporary(), 'x')];
    for (const root of [here, there]) writeTree(root, one);
    for (const order of [
      [here, there],
      [there, here],
    ]) {
      const writer = memoryWriter();
      const reports = [];
      for (const root of order) reports.push(await importSources([root], { now, project }, writer));
      expect(writer.runs.size).toBe(2);
      expect(reports[0]?.sources[0]?.notes).toEqual([]);
      expect(reports[1]?.sources[0]?.notes).toEqual([expect.stringContaining('`run` has the path of another run')]);
    }
  });

  test('are one as soon as a folder shows them together', async () => {
    const root = join(temporary(), 'x');
    const tree = new Map([['run', [curve('a', 0, 3, 10), curve('a', 2, 9, 50)]]]);
    const files = writeTree(root, tree);
    const writer = memoryWriter();
    for (const file of files) {
      const away = join(temporary(), 'x', 'run');
      mkdirSync(away, { recursive: true });
      cpSync(file, join(away, basename(file)));
      await importSources([away], { now, project }, writer);
    }
    expect(writer.runs.size).toBe(2);
    await importSources([files.at(-1) ?? ''], { now, project }, writer);
    expect(contentsOf(writer)).toEqual(contentsOf(await importedWhole(root)));
    expect(writer.formerIds.size).toBe(1);
    await importSources([root], { now, project }, writer);
    const { batches } = writer;
    await importSources([root, ...files], { now, project }, writer);
    expect(writer.batches).toBe(batches);
  });

  test('are made one by a later import where the first was stopped', async () => {
    const root = join(temporary(), 'x');
    const many = (from: number): Written[] => curve('a', from, from + 70_000, from);
    const files = writeTree(root, new Map([['run', [many(0), many(60_000), curve('a', 120_000, 120_009, 9)]]]));
    const parts = files.map((file) => {
      const away = join(temporary(), 'x', 'run');
      mkdirSync(away, { recursive: true });
      cpSync(file, join(away, basename(file)));
      return away;
    });
    const stepsOf = (writer: MemoryWriter): unknown =>
      [...writer.runs].map(([key, { facts, series }]) => [
        key,
        facts.id,
        series.get('a')?.size,
        [0, 65_000, 120_005].map((step) => series.get('a')?.get(step)?.value),
      ]);
    const expected = stepsOf(await importedWhole(root));
    for (let stop = 0; stop < 3; stop++) {
      const writer = memoryWriter();
      for (const part of parts) await importSources([part], { now, project }, writer);
      expect(writer.runs.size).toBe(3);
      const end = writer.batches + stop;
      writer.beforeWrite = () => {
        if (writer.batches === end) throw new Error('stopped');
      };
      await importSources([root], { now, project }, writer).catch((error: Error) => {
        expect(error.message).toBe('stopped');
      });
      writer.beforeWrite = () => {};
      await importSources([root], { now, project }, writer);
      expect(stepsOf(writer)).toEqual(expected);
    }
  });
});

test('what a session gave while it was half written is taken back', async () => {
  const { session } = hparamsEvents;
  const root = join(temporary(), 'sweep');
  writeTree(
    root,
    new Map([
      ['exp', [curve('loss', 0, 3, 10)]],
      ['exp/fit', [[session({ lr: 1 })]]],
    ]),
  );
  const writer = memoryWriter();
  await importSources([root], { now, project }, writer);
  const paramsOf = (name: string): string[] =>
    [...writer.runs.values()].flatMap(({ facts, params }) => (facts.name === name ? [...params.keys()] : []));
  expect([paramsOf('exp'), writer.edges.size]).toEqual([['lr'], 1]);
  writeTree(root, new Map([['exp/fit/train', [curve('loss', 0, 3, 20)]]]));
  await importSources([root], { now, project }, writer);
  expect([paramsOf('exp'), paramsOf('exp/fit/train')]).toEqual([[], ['lr']]);
  expect(contentsOf(writer)).toEqual(contentsOf(await importedWhole(root)));
});

describe('without a project that is asked for', () => {
  const tree: Tree = new Map([...generatedTree(2)].map(([run, files]) => [`exp/${run}`, files]));
  const all = (writer: MemoryWriter): unknown => [
    contentsOf(writer),
    [...writer.runs.values()].map((run) => run.project),
  ];

  test('parts of a folder that came in belong to its project, whatever their own would be', async () => {
    const root = join(temporary(), 'wide');
    const files = writeTree(root, tree);
    const writer = memoryWriter();
    await importSources([root], { now }, writer);
    const before = all(writer);
    const { batches } = writer;
    const moved = join(temporary(), 'exp');
    cpSync(join(root, 'exp'), moved, { recursive: true });
    const parts = [
      join(root, 'exp'),
      ...files,
      ...new Set(files.map((file) => dirname(file))),
      moved,
      join(moved, 'plain'),
    ];
    for (const part of parts) {
      const report = await importSources([part], { now }, writer);
      expect(
        report.sources.map(({ newRuns, points, projects }) => [newRuns, points, projects.map(({ name }) => name)]),
      ).toEqual([[0, 0, ['wide']]]);
    }
    expect(writer.batches).toBe(batches);
    expect(all(writer)).toEqual(before);
    // A new run in a part of it, too.
    writeTree(join(root, 'exp'), new Map([['new', [curve('a', 0, 3, 9)]]]));
    await importSources([join(root, 'exp')], { now }, writer);
    const whole = memoryWriter();
    await importSources([root], { now }, whole);
    expect(contentsOf(writer)).toEqual(contentsOf(whole));
  });

  test('files that came by themselves are taken over by the folder that they are in', async () => {
    const root = join(temporary(), 'wide');
    const files = writeTree(root, tree);
    const writer = memoryWriter();
    for (const file of files.toReversed()) await importSources([file], { now }, writer);
    expect(new Set([...writer.runs.values()].map(({ project: name }) => name))).toEqual(new Set(['exp']));
    const { sources } = await importSources([root], { now }, writer);
    expect(sources[0]?.notes.some((note) => note.startsWith('runs from `exp` (8)'))).toBe(true);
    expect(contentsOf(writer)).toEqual(contentsOf(await importedAs(root)));
    expect(writer.formerIds.size).toBe(8);
    const { batches } = writer;
    for (const path of [root, ...files]) await importSources([path], { now }, writer);
    expect(writer.batches).toBe(batches);
  });

  test('a project that was asked for, or a folder that was given, is left as it is', async () => {
    const root = join(temporary(), 'wide');
    writeTree(root, tree);
    for (const asked of [true, false]) {
      const writer = memoryWriter();
      await importSources([join(root, 'exp')], asked ? { now, project } : { now }, writer);
      const { size } = writer.runs;
      await importSources([root], { now }, writer);
      await importSources([join(root, 'exp')], asked ? { now, project } : { now }, writer);
      expect(writer.runs.size).toBe(2 * size);
      expect(writer.formerIds.size).toBe(0);
    }
  });

  async function importedAs(root: string): Promise<MemoryWriter> {
    const writer = memoryWriter();
    await importSources([root], { now }, writer);
    return writer;
  }
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { eventFile, type Written } from './event-files.ts';
import { hparamsEvents } from './hparams-events.ts';
import { type MemoryWriter, memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();
const now = 1.9e15;

const { session, end, experiment } = hparamsEvents;
const point = (step: number): Written => ({ tag: 'loss', step, value: step, time: 10 + step });

let files = 0;
function write(root: string, path: string, events: readonly Written[]): void {
  mkdirSync(join(root, path), { recursive: true });
  files++;
  writeFileSync(join(root, path, `events.out.tfevents.${files}.host`), eventFile(files, events));
}

function paramsOf({ runs }: MemoryWriter): Record<string, string[]> {
  return Object.fromEntries(
    [...runs.values()].map(({ facts, params }) => [
      facts.name ?? '',
      [...params.values()].map(({ name, type, text }) => `${name} ${type} ${text}`).sort(),
    ]),
  );
}

async function importedTree(root: string): Promise<MemoryWriter> {
  const writer = memoryWriter();
  await importSources([root], { now }, writer);
  return writer;
}

test('values keep their types', async () => {
  const root = join(temporary(), 'project');
  write(root, 'run', [
    session({ a: 0.1, b: 'text', c: true, d: null, e: [1, 'x', null] }, 'my group'),
    point(1),
    point(2),
  ]);
  const writer = await importedTree(root);
  expect(paramsOf(writer)).toEqual({
    run: ['a number 0.1', 'b text text', 'c bool true', 'd null ', 'e list [1,"x",null]'],
  });
  expect([...writer.runs.values()][0]?.facts.group).toBe('my group');
});

test('a run with curves keeps its hparams to itself, and an experiment alone says nothing', async () => {
  const root = join(temporary(), 'project');
  write(root, '.', [experiment]);
  write(root, 'version_0', [session({ lr: 1 }), point(1), point(2)]);
  write(root, 'version_0/inner', [point(1), point(2)]);
  write(root, 'trial', [session({ lr: 2 }), point(1)]);
  const writer = await importedTree(root);
  expect(paramsOf(writer)).toEqual({
    '.': [],
    version_0: ['lr number 1'],
    'version_0/inner': [],
    trial: ['lr number 2'],
  });
  expect(writer.edges.size).toBe(0);
});

test('a run that ended before its first scalar has its hparams all the same, the root has none', async () => {
  const root = join(temporary(), 'project');
  write(root, '.', [experiment]);
  write(root, 'crashed', []);
  write(root, 'crashed/hp', [session({ lr: 3 }), end(2)]);
  write(root, 'lone', [session({ lr: 4 })]);
  expect(paramsOf(await importedTree(root))).toEqual({
    '.': [],
    crashed: ['lr number 3'],
    'crashed/hp': ['lr number 3'],
    lone: ['lr number 4'],
  });
});

test('several sessions of one run: what they agree on, and lists of what they do not', async () => {
  const root = join(temporary(), 'project');
  write(root, 'run', [point(1), point(2)]);
  write(root, 'run/1', [session({ lr: 0.5, opt: 'sgd' }), end(1), point(1)]);
  const writer = await importedTree(root);
  write(root, 'run/2', [session({ lr: 0.5, opt: 'adam' }), end(2), point(1)]);
  await importSources([root], { now }, writer);
  expect(paramsOf(writer)['run']).toEqual(['lr number 0.5', 'opt list ["sgd","adam"]']);
  expect(writer.edges.size).toBe(2);
  const states = [...writer.runs.values()].map(({ facts }) => [facts.name, facts.state]);
  expect(states).toEqual([
    ['run', 'failed'],
    ['run/1', 'finished'],
    ['run/2', 'failed'],
  ]);
});

test.each([
  ['the session first', ['fit', 'fit/train', 'fit/validation']],
  ['the curves first', ['fit/validation', 'fit/train', 'fit']],
] as const)('runs of a session that come one by one: %s', async (_, order) => {
  const root = join(temporary(), 'project');
  const writer = memoryWriter();
  for (const path of order) {
    write(root, path, path === 'fit' ? [session({ lr: 3 })] : [point(1), point(2)]);
    await importSources([root], { now }, writer);
  }
  expect(paramsOf(writer)).toEqual({
    fit: ['lr number 3'],
    'fit/train': ['lr number 3'],
    'fit/validation': ['lr number 3'],
  });
  expect(writer.edges.size).toBe(2);
});

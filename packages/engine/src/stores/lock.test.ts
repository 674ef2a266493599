import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FolderLockedError, lockFolder } from './lock.ts';
import { isAlive, thisProcess } from './process-identity.ts';
import { buildProgram, type Program } from './testing/run-program.ts';

let program: Program;
let folder: string;
beforeAll(async () => {
  program = await buildProgram('./hold-lock.ts');
});
afterAll(() => program.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xt-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder has one owner, until it is released', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(/in use by this process already/);
  const other = program.start(folder);
  expect(await firstLine(other)).toMatch(new RegExp(`^refused .*process ${process.pid} on this host`));
  await lock.release();
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a killed process is taken over, that of a living one is not', async () => {
  const other = program.start(folder);
  expect(await firstLine(other)).toBe('locked');
  const error = await lockFolder(folder).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(FolderLockedError);
  expect((error as FolderLockedError).holder?.pid).toBe(other.pid);
  other.kill('SIGKILL');
  await once(other, 'exit');
  await (await lockFolder(folder)).release();
});

test('of many processes at the same moment one gets a stale lock', async () => {
  await writeLock({ pid: 2 ** 22 + 1 });
  const others = Array.from({ length: 6 }, () => program.start(folder));
  const lines = await Promise.all(others.map(firstLine));
  expect(lines.filter((line) => line === 'locked')).toHaveLength(1);
  const ends = others.map((other) => other.exitCode ?? once(other, 'exit'));
  for (const other of others) other.kill('SIGKILL');
  await Promise.all(ends);
  expect(await readdir(folder)).toEqual(['lock']);
});

test('a process of the same number that started at another time, or before the last boot, is another process', async () => {
  for (const changed of [{ started: '1' }, { boot: 'another' }]) {
    await writeLock(changed);
    await (await lockFolder(folder)).release();
  }
});

test('the lock of another host is never stale, and the error says what to do', async () => {
  await writeLock({ host: 'node-17', pid: 5 });
  await expect(lockFolder(folder)).rejects.toThrow(/in use on host `node-17` \(process 5\).*remove `.*lock`/s);
  expect(await readFile(join(folder, 'lock'), 'utf8')).toContain('node-17');
});

test('a lock that cannot be read is not taken', async () => {
  await mkdir(join(folder, 'clickhouse/data/metadata'), { recursive: true });
  await writeFile(join(folder, 'lock'), '{"pid":');
  await expect(lockFolder(folder)).rejects.toThrow(/cannot be read.*remove `.*lock`/);
  expect(await readdir(folder)).toEqual(['clickhouse', 'lock']);
});

test.each([
  ['', 0],
  ['\0\0\0\0', 0],
  ['', 3],
])('a lock that a power loss emptied is taken, by one of many: %j, %i more', async (text, more) => {
  await writeFile(join(folder, 'lock'), text);
  const others = Array.from({ length: more }, () => program.start(folder));
  const said = await Promise.all(others.map(firstLine));
  expect(said.filter((line) => line === 'locked')).toHaveLength(Math.min(more, 1));
  const ends = others.map((other) => other.exitCode ?? once(other, 'exit'));
  for (const other of others) other.kill('SIGKILL');
  await Promise.all(ends);
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('so is the claim on a dead lock that a power loss emptied', async () => {
  await writeLock({ pid: 2 ** 22 + 1 });
  await writeFile(join(folder, 'lock.after.x'), '');
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('a folder of other things is no store: nothing is written into it', async () => {
  const own = [
    { lock: 'yarn lockfile v1' },
    { lock: '', 'notes.txt': '' },
    { 'background.log': '', 'notes.txt': '' },
    { 'cat.jpg': '' },
  ];
  for (const files of own) {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await expect(lockFolder(folder)).rejects.toThrow(/cannot be opened: it holds other files and is no store/);
    expect(await readdir(folder)).toEqual(Object.keys(files).sort());
    for (const name of Object.keys(files)) await rm(join(folder, name));
  }
});

test('this process is alive, as itself only', () => {
  expect(isAlive(thisProcess())).toBe(true);
  expect(isAlive({ ...thisProcess(), pid: 2 ** 22 + 1 })).toBe(false);
  expect(isAlive({ ...thisProcess(), host: 'elsewhere' })).toBe('unknown');
});

async function writeLock(changed: object): Promise<void> {
  await writeFile(join(folder, 'lock'), JSON.stringify({ ...thisProcess(), token: 'x', ...changed }));
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  const [chunk] = await once(child.stdout, 'data');
  return String(chunk).trim();
}

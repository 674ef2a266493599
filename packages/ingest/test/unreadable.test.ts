import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { importSources, type Report } from '../src/index.ts';
import { temporaryFolder } from '../src/temporary-folder.ts';
import { whyUnreadable } from '../src/unreadable.ts';
import { eventFile } from './event-files.ts';
import { memoryWriter } from './memory-writer.ts';
import { copyMlflow, runFolder } from './mlflow-stores.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();
const event = { tag: 'loss', step: 1, value: 1, time: 10 };
const denied =
  'cannot be read: permission denied (EACCES); once this user may read it (`chmod`, `chown`), importing again brings it in';

/** Does the work as a user whom permissions concern. */
async function asPlainUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

const skippedOf = ({ sources }: Report): unknown =>
  sources.flatMap(({ skipped }) => skipped.map(({ file, reason }) => [file, reason]));

test('event files that may not be read are told why, and come in once they may', async () => {
  const root = temporary();
  chmodSync(root, 0o755);
  for (const run of ['a', 'b', 'closed']) {
    mkdirSync(join(root, run));
    writeFileSync(join(root, run, 'events.out.tfevents.1.host'), eventFile(1, [event]));
  }
  chmodSync(join(root, 'b', 'events.out.tfevents.1.host'), 0);
  chmodSync(join(root, 'closed'), 0);
  const writer = memoryWriter();
  const report = await asPlainUser(() => importSources([root], {}, writer));
  expect(report.damaged).toBe(true);
  expect(skippedOf(report)).toEqual([
    [join(root, 'closed'), denied],
    ['b/events.out.tfevents.1.host', denied],
  ]);
  expect(writer.runs.size).toBe(1);
  const alone = asPlainUser(() => importSources([join(root, 'closed')], {}, writer));
  await expect(alone).rejects.toThrow(denied);
  chmodSync(join(root, 'b', 'events.out.tfevents.1.host'), 0o644);
  chmodSync(join(root, 'closed'), 0o755);
  expect(await asPlainUser(() => importSources([root], {}, writer))).toMatchObject({ damaged: false });
  expect(writer.runs.size).toBe(3);
});

test('files of an MLflow store, too, and databases', async () => {
  const root = temporary();
  chmodSync(root, 0o755);
  const store = join(copyMlflow('mlflow_file2', join(root, 'copy')), 'mlruns');
  const run = runFolder(store, 'mlp-resumed');
  const paths = ['params/lr', 'metrics/train/loss', 'tags/mlflow.user'];
  for (const path of paths) chmodSync(join(run, path), 0);
  const writer = memoryWriter();
  const first = await asPlainUser(() => importSources([store], {}, writer));
  const name = (path: string): string => join(relative(store, run), path);
  expect(skippedOf(first)).toEqual(expect.arrayContaining(paths.map((path) => [name(path), denied])));
  for (const path of paths) chmodSync(join(run, path), 0o644);
  expect(await asPlainUser(() => importSources([store], {}, writer))).toMatchObject({ damaged: false });
  const whole = memoryWriter();
  await importSources([store], {}, whole);
  expect([...writer.runs.values()].map(({ params, series }) => [params.size, series.size])).toEqual(
    [...whole.runs.values()].map(({ params, series }) => [params.size, series.size]),
  );
  const database = join(copyMlflow('mlflow_sqlite', join(root, 'database')), 'mlflow.db');
  chmodSync(database, 0);
  const alone = asPlainUser(() => importSources([database], {}, memoryWriter()));
  await expect(alone).rejects.toThrow(`\`${database}\` ${denied}`);
  cpSync(store, join(root, 'database', 'old', 'mlruns'), { recursive: true });
  const beside = await asPlainUser(() => importSources([join(root, 'database')], {}, memoryWriter()));
  expect(skippedOf(beside)).toContainEqual([database, `\`${database}\` ${denied}`]);
});

test('what the system says is put in words, or repeated', () => {
  const thrown = (code: string): Error => Object.assign(new Error(`${code}: it says`), { code, syscall: 'open' });
  expect(whyUnreadable(thrown('EIO'))).toMatch(/^cannot be read: the disk or network drive reports an error \(EIO\)/);
  expect(whyUnreadable(thrown('EWHAT'))).toBe('cannot be read: EWHAT');
  expect(whyUnreadable(new Error('odd'))).toBe('cannot be read: odd');
});

test('temporary folders of killed processes are removed, those of others stay', () => {
  const name = basename(mkdtempSync(join(tmpdir(), 'xt-swept-')));
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
  const folders = [
    `${name}-${machine}-${pid}-left`,
    `${name}-${machine}-${process.pid}-mine`,
    `${name}-another0-${pid}-left`,
    `${name}-else`,
  ].map((folder) => join(tmpdir(), folder));
  for (const folder of folders) mkdirSync(folder);
  const made = temporaryFolder(name);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
  expect(basename(made).startsWith(`${name}-${machine}-${process.pid}-`)).toBe(true);
  for (const entry of readdirSync(tmpdir()))
    if (entry.startsWith(name)) rmSync(join(tmpdir(), entry), { recursive: true });
});

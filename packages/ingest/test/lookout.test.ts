import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { expect, test } from 'vitest';
import { type Lookout, type MlflowPart, openLookout, type Source, type SourceKind } from '../src/index.ts';
import { eventFile, recordEnds } from './event-files.ts';
import { copyMlflow } from './mlflow-stores.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();

/** A lookout whose clock goes on by ten seconds with each look, so that nothing waits. */
async function lookoutOf(paths: readonly string[], from?: SourceKind) {
  let now = 0;
  const lookout = await openLookout(paths, from, () => now);
  /** All that several looks find. */
  const look = async (times = 4) => {
    const looks: Awaited<ReturnType<Lookout['look']>>[] = [];
    for (let i = 0; i < times; i++) {
      now += 10_000;
      looks.push(await lookout.look());
    }
    const all = { gone: looks.flatMap(({ gone }) => gone), unreadable: looks.flatMap(({ unreadable }) => unreadable) };
    return { ...all, sources: looks.flatMap(({ sources }) => sources) };
  };
  return { look, filled: lookout.filled };
}

function event(step: number): Buffer {
  const whole = eventFile(1, [{ tag: 'loss', step, value: 1 / step, time: step }]);
  return whole.subarray(recordEnds(whole)[0]);
}

function write(path: string, step: number): void {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) appendFileSync(path, event(step));
  else writeFileSync(path, Buffer.concat([eventFile(step, []), event(step)]));
}

/** Old enough not to be looked at each time. */
function age(path: string): void {
  const at = Date.now() / 1000 - 3600;
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) utimesSync(join(path, name), at, at);
}

function filesOf(sources: readonly Source[]): string[] {
  const files = sources.flatMap((source) => (source.kind === 'tensorboard' ? source.files : []));
  return [...new Set(files.map(({ path }) => path))].sort();
}

test('event files: what is there is not new; what grows or comes is, with its folder and nothing else', async () => {
  const root = join(temporary(), 'logs');
  const file = (run: string, second = 1) => join(root, run, `events.out.tfevents.${second}.host`);
  for (const run of ['a', 'b', 'c/deep']) write(file(run), 1);
  writeFileSync(join(root, 'notes.txt'), 'x');
  age(root);
  const { look, filled } = await lookoutOf([root]);
  expect(filled()).toEqual([root]);
  expect(await look()).toEqual({ sources: [], gone: [], unreadable: [] });

  write(file('a'), 2);
  appendFileSync(join(root, 'notes.txt'), 'y');
  const grown = await look();
  expect(filesOf(grown.sources)).toEqual([file('a')]);
  expect(grown.sources[0]).toMatchObject({ path: root, isGuessed: false, files: [{ size: statSync(file('a')).size }] });
  expect((await look()).sources).toEqual([]);

  // Rotated: the other files of the run tell which one it is.
  write(file('c/deep', 2), 3);
  expect(filesOf((await look()).sources)).toEqual([file('c/deep'), file('c/deep', 2)]);

  // Of new runs alone nobody could say which project they are in: one that is known comes with them.
  write(file('new/x'), 1);
  write(file('new/y'), 1);
  expect(filesOf((await look()).sources)).toEqual([file('a'), file('new/x'), file('new/y')]);
});

test('a run that is silent is told to have ended once', async () => {
  const root = temporary();
  const path = join(root, 'a', 'events.out.tfevents.1.host');
  write(path, 1);
  const { look } = await lookoutOf([root]);
  expect((await look(29)).sources).toEqual([]);
  expect(filesOf((await look(3)).sources)).toEqual([path]);
  expect((await look(40)).sources).toEqual([]);
});

test('what disappears is told once, and what comes back is new', async () => {
  const base = temporary();
  const root = join(base, 'logs');
  for (const run of ['a', 'b']) write(join(root, run, 'events.out.tfevents.1.host'), 1);
  mkdirSync(join(root, 'empty'));
  const { look, filled } = await lookoutOf([root]);
  rmSync(join(root, 'empty'), { recursive: true });
  rmSync(join(root, 'a'), { recursive: true });
  expect((await look()).gone).toEqual([join(root, 'a')]);
  renameSync(root, join(base, 'away'));
  expect(await look()).toEqual({ sources: [], gone: [root], unreadable: [] });
  expect(filled()).toEqual([]);
  renameSync(join(base, 'away'), root);
  expect(filesOf((await look()).sources)).toEqual([join(root, 'b', 'events.out.tfevents.1.host')]);
});

test('a folder that is one run, until a run comes below it, is seen from above until then', async () => {
  const root = join(temporary(), 'logs', 'sweep');
  const own = join(root, 'events.out.tfevents.1.host');
  write(own, 1);
  const { look } = await lookoutOf([root]);
  write(own, 2);
  expect((await look()).sources[0]).toMatchObject({ path: dirname(root), isGuessed: true });
  const below = join(root, 'a', 'events.out.tfevents.2.host');
  write(below, 1);
  const { sources } = await look();
  expect(sources[0]).toMatchObject({ path: root, isGuessed: false });
  expect(filesOf(sources)).toEqual([below, own]);
});

test('a file that is given is watched alone', async () => {
  const root = join(temporary(), 'logs');
  const path = join(root, 'a', 'events.out.tfevents.1.host');
  write(path, 1);
  const { look } = await lookoutOf([path]);
  write(join(root, 'a', 'events.out.tfevents.2.host'), 1);
  expect((await look()).sources).toEqual([]);
  write(path, 2);
  expect((await look()).sources).toMatchObject([{ path: root, isGuessed: true, files: [{ path }] }]);
  await expect(openLookout([join(root, 'none')])).rejects.toThrow(`\`${join(root, 'none')}\` does not exist`);
});

test('a file of which nothing will come is an error at once; one that may become a database is waited for', async () => {
  const root = temporary();
  const put = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  for (const path of [put('notes.txt', 'a'), put('empty.txt', ''), put('text.db', 'no database')]) {
    await expect(openLookout([path])).rejects.toThrow(`\`${path}\` holds nothing to import: expected `);
  }
  const path = put('mlflow.db', '');
  const { filled } = await lookoutOf([path, root]);
  expect(filled()).toEqual([]);
});

test('a file store: the runs that change, from the moment on in which it becomes one', async () => {
  const base = temporary();
  const from = copyMlflow('mlflow_file2', join(temporary(), 'copy'));
  const root = join(base, 'project', 'mlruns');
  const { look, filled } = await lookoutOf([base]);
  expect(filled()).toEqual([]);
  mkdirSync(root, { recursive: true });
  expect((await look()).sources).toEqual([]);
  cpSync(join(from, 'mlruns'), root, { recursive: true });
  const first = await look();
  expect(first.sources[0]).toMatchObject({ kind: 'mlflow', form: 'files', path: root });
  const experiments = readdirSync(root).filter((name) => existsSync(join(root, name, 'meta.yaml')));
  const parts = first.sources.flatMap((source) => ('only' in source ? (source.only ?? []) : []));
  expect([...new Set(parts.map(({ experiment }) => experiment))].sort()).toEqual(experiments.sort());
  expect(first.gone).toEqual([]);
  await look();

  const metricsOf = ({ experiment, run = '' }: MlflowPart): string[] => {
    const folder = join(root, experiment, run, 'metrics');
    return run === '' || !existsSync(folder)
      ? []
      : readdirSync(folder).filter((name) => !statSync(join(folder, name)).isDirectory());
  };
  const part = parts.find((one) => metricsOf(one).length > 0) ?? { experiment: 'none' };
  const run = join(root, part.experiment, part.run ?? '');
  const [metric = ''] = metricsOf(part);
  age(root);
  await look(120);
  expect((await look(40)).sources).toEqual([]);
  appendFileSync(join(run, 'metrics', metric), '1700000000000 0.5 99\n');
  const changed = (await look(60)).sources;
  // Once when it is seen, and once more when it has come to rest.
  expect(changed).toEqual(Array(2).fill({ kind: 'mlflow', form: 'files', path: root, only: [part] }));
  rmSync(run, { recursive: true });
  expect((await look()).gone).toEqual([run]);
});

test('a database, from the moment on in which it has MLflow’s tables', async () => {
  const root = temporary();
  const path = join(root, 'mlflow.db');
  const { look, filled } = await lookoutOf([root]);
  const database = new sqlite.Database(path);
  database.exec('CREATE TABLE experiments (id)');
  expect((await look()).sources).toEqual([]);
  for (const table of ['runs', 'metrics', 'params', 'tags']) database.exec(`CREATE TABLE ${table} (id)`);
  const found = (await look()).sources;
  expect(found[0]).toEqual({ kind: 'mlflow', form: 'sqlite', path, isLive: true });
  expect(filled()).toEqual([root]);
  await look();
  database.exec('INSERT INTO runs VALUES (1)');
  database.close();
  // What goes on in it when it has changed; all of it when it has come to rest.
  expect((await look()).sources).toMatchObject([{ path }, { path }]);
  expect((await look()).sources).toEqual([]);
  rmSync(path);
  expect((await look()).gone).toEqual([path]);
});

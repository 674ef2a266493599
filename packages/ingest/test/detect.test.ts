import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import sqlite from 'node-sqlite3-wasm';
import { expect, test } from 'vitest';
import { detect, ImportError, importSources } from '../src/index.ts';
import { eventFile } from './event-files.ts';
import { hparamsEvents } from './hparams-events.ts';
import { memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';
import { testdata } from './truth.ts';

const temporary = temporaryFolders();
const event = { tag: 'loss', step: 1, value: 1, time: 10 };

/** A tree that holds one of each. */
function tree(): string {
  const root = temporary();
  cpSync(testdata('tb_broken', 'two_dirs'), join(root, 'tb', 'two_dirs'), { recursive: true });
  cpSync(testdata('mlflow_file2', 'mlruns'), join(root, 'old', 'mlruns'), { recursive: true });
  cpSync(testdata('mlflow_sqlite', 'mlruns'), join(root, 'new', 'mlruns'), { recursive: true });
  writeFileSync(join(root, 'new', 'mlflow.db'), gunzipSync(readFileSync(testdata('mlflow_sqlite', 'mlflow.db.gz'))));
  const foreign = new sqlite.Database(join(root, 'new', 'other.db'));
  foreign.exec('CREATE TABLE studies (id)');
  foreign.close();
  // Event files among a run's artifacts are artifacts.
  const artifacts = join(root, 'new', 'mlruns', '1', '3296964ffea244aabc67800702f8c46c', 'artifacts', 'logs');
  mkdirSync(artifacts, { recursive: true });
  writeFileSync(join(artifacts, 'events.out.tfevents.1.host'), eventFile(1, [event]));
  return root;
}

test('a tree may hold several sources', async () => {
  const root = tree();
  const { sources } = await detect(root);
  expect(sources).toMatchObject([
    { kind: 'mlflow', form: 'sqlite', path: join(root, 'new', 'mlflow.db') },
    { kind: 'mlflow', form: 'files', path: join(root, 'old', 'mlruns') },
    { kind: 'tensorboard', path: root },
  ]);
  const names = sources.flatMap((source) => (source.kind === 'tensorboard' ? source.files : []));
  expect(names).toHaveLength(2);
});

test('a kind that is given limits the search, or widens it', async () => {
  const root = tree();
  expect((await detect(root, 'mlflow')).sources.map(({ kind }) => kind)).toEqual(['mlflow', 'mlflow']);
  const [only] = (await detect(root, 'tensorboard')).sources;
  expect(only?.kind === 'tensorboard' && only.files).toHaveLength(3);
});

test('a single file', async () => {
  const root = tree();
  const file = join(root, 'tb', 'two_dirs', 'a');
  const { sources } = await detect(join(file, 'events.out.tfevents.1795251158.node1'));
  expect(sources).toMatchObject([{ kind: 'tensorboard', path: join(file, '..'), files: [{ folder: file }] }]);
  expect((await detect(join(root, 'new', 'other.db'))).sources).toEqual([]);
});

test('links to folders are followed, but not in a circle', async () => {
  const root = temporary();
  const data = join(temporary(), 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'events.out.tfevents.1.host'), eventFile(1, [event]));
  symlinkSync(data, join(root, 'linked'));
  symlinkSync(root, join(root, 'circle'));
  const { sources } = await detect(root);
  expect(sources).toMatchObject([{ kind: 'tensorboard', files: [{ folder: join(root, 'linked') }] }]);
});

test.each([
  ['a path that is not there', 'nowhere', undefined, 'does not exist'],
  [
    'a folder with nothing',
    'tb/two_dirs/a/empty',
    undefined,
    'holds nothing to import: expected TensorBoard event files, MLflow',
  ],
  ['another kind', 'tb', 'mlflow', 'holds nothing to import: expected an `mlruns` folder'],
] as const)('%s is told before anything is written', async (_, path, from, message) => {
  const root = tree();
  mkdirSync(join(root, 'tb', 'two_dirs', 'a', 'empty'));
  const writer = memoryWriter();
  const reading = importSources([join(root, 'tb'), join(root, path)], from === undefined ? {} : { from }, writer);
  await expect(reading).rejects.toThrow(ImportError);
  await expect(reading).rejects.toThrow(message);
  expect(writer.batches).toBe(0);
});

test.each([
  ['runs', 'digits'],
  ['lightning_logs', 'digits'],
  ['tb_logs', 'digits'],
  ['logs/runs', 'digits'],
  ['experiments', 'experiments'],
])('a folder `%s` belongs to the project `%s`', async (folder, project) => {
  const root = join(temporary(), 'digits', folder);
  mkdirSync(join(root, 'a'), { recursive: true });
  writeFileSync(join(root, 'a', 'events.out.tfevents.1.host'), eventFile(1, [event]));
  const { sources } = await importSources([root], {}, memoryWriter());
  expect(sources[0]?.projects).toEqual([{ name: project, runs: 1, points: 1 }]);
});

test.each([
  ['a run by itself is seen from the folder above', 'work/sweep/a', 'work/sweep'],
  ['with the sessions that PyTorch puts below it', 'work/sweep/session', 'work/sweep'],
  ['a file is seen from the folder above that of its run', 'work/sweep/a/events.out.tfevents.1.host', 'work/sweep'],
  ['a folder of runs is seen from itself', 'work/sweep', 'work/sweep'],
  ['with event files of its own, too', 'work/keras', 'work/keras'],
  ['a run below an experiment belongs to that', 'work/keras/fit/train', 'work/keras'],
  ['as does the file of the experiment', 'work/keras/events.out.tfevents.1.host', 'work/keras'],
  ['a run below another belongs beside that', 'work/sweep/torch/loss', 'work/sweep'],
  ['and below a folder for logs to that', 'work/logs/x/y/run', 'work/logs'],
])('%s', async (_, given, expected) => {
  const root = temporary();
  for (const run of [
    'sweep/a',
    'sweep/b',
    'sweep/session',
    'sweep/session/1795251158.25',
    'sweep/torch',
    'sweep/torch/loss',
    'keras',
    'keras/fit',
    'keras/fit/train',
    'logs/x/y/run',
  ]) {
    mkdirSync(join(root, 'work', run), { recursive: true });
    const events = run === 'keras' ? [hparamsEvents.experiment] : [event];
    writeFileSync(join(root, 'work', run, 'events.out.tfevents.1.host'), eventFile(1, events));
  }
  const { sources } = await detect(join(root, given));
  expect(sources).toMatchObject([{ kind: 'tensorboard', path: join(root, expected) }]);
});

import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { generator, pick } from './generator.ts';
import { contentsOf, memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';
import { now, pointsOf, watch } from './watched.ts';

const temporary = temporaryFolders();
const seeds = Array.from({ length: Number(process.env['XT_TEST_WATCHED'] ?? 8) }, (_, i) => i + 1);

/** What trainings do to a store of MLflow's: each call does one thing. */
interface Trainings {
  readonly act: () => void;
  /** Ends what is half done. */
  readonly finish: () => void;
}

test.each(
  seeds.flatMap((seed) => [
    ['a file store', fileTrainings, seed] as const,
    ['a database', databaseTrainings, seed] as const,
  ]),
)('%s that is watched comes in as one import of what it is in the end', async (_, trainings, seed) => {
  const random = generator(seed);
  const root = join(temporary(), 'mlruns');
  mkdirSync(root, { recursive: true });
  const { act, finish } = trainings(root, random);
  for (let i = 0; i < random() * 8; i++) act();
  const { writer, round } = await watch(root, random);
  for (let i = 0; i < 60; i++) {
    act();
    if (random() < 0.5) await round(random() < 0.8 ? 400 : 20_000, random() < 0.2);
  }
  finish();
  // Files of runs that have ended are looked at each sixteenth round; a round takes three looks.
  for (let i = 0; i < 60; i++) await round(1_000, false);
  const watched = contentsOf(writer);
  expect(pointsOf(writer)).toBeGreaterThan(10);
  const fresh = memoryWriter();
  await importSources([root], { now }, fresh);
  expect(watched).toEqual(contentsOf(fresh));
});

const metrics = ['loss', 'val/acc'];
const states = ['FINISHED', 'FAILED', 'KILLED', 'RUNNING'];
const start = 1_790_000_000_000;

function fileTrainings(root: string, random: () => number): Trainings {
  const runs: { readonly folder: string; readonly id: string; readonly experiment: string }[] = [];
  const rests = new Map<string, string>();
  let step = 0;
  let count = 0;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const meta = ({ folder, id, experiment }: (typeof runs)[number], status: number) => {
    const end = status === 1 ? 'null' : String(start + 1_000);
    write(
      join(folder, 'meta.yaml'),
      `artifact_uri: ''\nend_time: ${end}\nexperiment_id: '${experiment}'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: ${id}\nrun_uuid: ${id}\nstart_time: ${start}\nstatus: ${status}\nuser_id: ann\n`,
    );
  };
  const append = (path: string, line: string) => {
    mkdirSync(dirname(path), { recursive: true });
    const text = `${rests.get(path) ?? ''}${line}`;
    const cut = random() < 0.2 ? Math.floor(random() * text.length) : text.length;
    appendFileSync(path, text.slice(0, cut));
    rests.set(path, text.slice(cut));
  };
  return {
    act: () => {
      const run = runs.length === 0 || random() < 0.15 ? undefined : pick(runs, random);
      const what = random();
      if (run === undefined) {
        const experiment = pick(['0', '111'], random);
        write(
          join(root, experiment, 'meta.yaml'),
          `artifact_location: ''\nexperiment_id: '${experiment}'\nlifecycle_stage: active\nname: e${experiment}\n`,
        );
        const id = `${count++}`.padStart(32, 'a');
        const made = { folder: join(root, experiment, id), id, experiment };
        runs.push(made);
        meta(made, 1);
      } else if (what < 0.6) {
        step += random() < 0.1 ? -1 : 1;
        append(
          join(run.folder, 'metrics', pick(metrics, random)),
          `${start + step} ${Math.floor(random() * 9)} ${step}\n`,
        );
      } else if (what < 0.7) write(join(run.folder, 'params', `p${Math.floor(random() * 4)}`), '0.5');
      else if (what < 0.8) write(join(run.folder, 'tags', 'note'), pick(['one', 'two'], random));
      else if (what < 0.85) write(join(run.folder, 'artifacts', 'a', 'model.txt'), pick(['12', '345'], random));
      else meta(run, pick([1, 1, 3, 3, 4, 5], random));
    },
    finish: () => {
      for (const [path, rest] of rests) appendFileSync(path, rest);
    },
  };
}

const tables = `
  CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, lifecycle_stage TEXT);
  CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, user_id TEXT, status TEXT, start_time INTEGER, end_time INTEGER,
    lifecycle_stage TEXT, artifact_uri TEXT, experiment_id INTEGER);
  CREATE TABLE metrics (key TEXT, value REAL, timestamp INTEGER, run_uuid TEXT, step INTEGER, is_nan INTEGER,
    PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
  CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT, PRIMARY KEY (key, run_uuid));
  CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT, PRIMARY KEY (key, run_uuid));
  CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid, key, step, timestamp);
  INSERT INTO experiments VALUES (0, 'Default', 'active'), (1, 'sweep', 'active');`;

/** Half of them with a write-ahead log. */
function databaseTrainings(root: string, random: () => number): Trainings {
  const database = new sqlite.Database(join(root, 'mlflow.db'));
  if (random() < 0.5) {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.get('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA wal_autocheckpoint = 20');
  }
  database.exec(tables);
  let isOpen = false;
  let step = 0;
  let count = 0;
  const runs: string[] = [];
  return {
    act: () => {
      const turn = random();
      if (isOpen && turn < 0.5) {
        database.exec('COMMIT');
        isOpen = false;
      } else if (!isOpen && turn < 0.1) {
        database.exec('BEGIN');
        isOpen = true;
      }
      const id = runs.length === 0 || random() < 0.15 ? undefined : pick(runs, random);
      if (id === undefined) {
        const made = `${count++}`.padStart(32, 'a');
        runs.push(made);
        const experiment = random() < 0.5 ? 0 : 1;
        database.run('INSERT INTO runs VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?)', [
          made,
          `run ${count}`,
          'ann',
          'RUNNING',
          start + count,
          'active',
          '',
          experiment,
        ]);
        return;
      }
      const what = random();
      if (what < 0.65) {
        step += random() < 0.1 ? -1 : 1;
        const value = [pick(metrics, random), Math.floor(random() * 9), start + step, id, step, random() < 0.1 ? 1 : 0];
        database.run('INSERT OR IGNORE INTO metrics VALUES (?, ?, ?, ?, ?, ?)', value);
      } else if (what < 0.8) {
        database.run('INSERT OR REPLACE INTO tags VALUES (?, ?, ?)', ['note', pick(['one', 'two'], random), id]);
      } else if (what < 0.9) {
        database.run('INSERT OR IGNORE INTO params VALUES (?, ?, ?)', [`p${Math.floor(random() * 4)}`, '0.5', id]);
      } else {
        const state = pick(states, random);
        database.run('UPDATE runs SET status = ?, end_time = ? WHERE run_uuid = ?', [
          state,
          state === 'RUNNING' ? null : start + 1_000,
          id,
        ]);
      }
    },
    finish: () => {
      if (isOpen) database.exec('COMMIT');
      database.close();
    },
  };
}

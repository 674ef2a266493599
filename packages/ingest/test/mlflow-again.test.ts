import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, test } from 'vitest';
import { importSources, type Source } from '../src/index.ts';
import { contentsOf, memoryWriter } from './memory-writer.ts';
import { copyMlflow, type MlflowSet, runFolder, runNamed } from './mlflow-stores.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();
const sets = ['mlflow_file2', 'mlflow_file3', 'mlflow_sqlite'] as const;
const named = runNamed;

/** Waits until others had so many turns. */
async function pass(turns: number): Promise<void> {
  for (let i = 0; i < turns; i++) await setImmediate();
}

function copyOf(set: MlflowSet, below = 'copy'): string {
  return copyMlflow(set, join(temporary(), below));
}

describe.each(sets)('%s', (set) => {
  test('a moved folder is the same folder', async () => {
    const writer = memoryWriter();
    await importSources([copyOf(set)], {}, writer);
    const { batches } = writer;
    const moved = copyOf(set, 'moved/elsewhere');
    const report = await importSources([moved], {}, writer);
    expect(report.sources[0]).toMatchObject({ points: 0, artifacts: 0, newRuns: 0 });
    const fresh = memoryWriter();
    await importSources([moved], {}, fresh);
    expect(contentsOf(fresh)).toEqual(contentsOf(writer));
    // Times of change are part of what is known of artifact files, and only those may have been told anew.
    expect(writer.batches - batches).toBeLessThanOrEqual(2);
  });

  test('one project for all, where that is asked', async () => {
    const writer = memoryWriter();
    const { sources } = await importSources([copyOf(set)], { project: 'mine' }, writer);
    expect(sources[0]?.projects.map(({ name }) => name)).toEqual(['mine']);
    expect([...writer.runs.values()].every(({ project }) => project === 'mine')).toBe(true);
  });

  test('an import that stops is completed by the next', async () => {
    const folder = copyOf(set);
    const whole = memoryWriter();
    await importSources([folder], {}, whole);
    const writer = memoryWriter();
    writer.beforeWrite = () => {
      if (writer.batches === 1) throw new Error('stopped');
    };
    await expect(importSources([folder], {}, writer)).rejects.toThrow('stopped');
    writer.beforeWrite = () => {};
    await importSources([folder], {}, writer);
    expect(contentsOf(writer)).toEqual(contentsOf(whole));
  });
});

test('runs that are in a file store and in a database, too, come in once', async () => {
  const writer = memoryWriter();
  const files = copyOf('mlflow_file3');
  await importSources([files], {}, writer);
  const { size } = writer.runs;
  const id = named(writer.runs, 'mlp-resumed').facts.sourceId;
  const root = copyOf('mlflow_sqlite');
  const database = new sqlite.Database(join(root, 'mlflow.db'));
  database.exec('PRAGMA foreign_keys = OFF');
  const [own] = database.all("SELECT run_uuid FROM runs WHERE name = 'mlp-resumed'");
  for (const table of ['runs', 'metrics', 'params', 'tags']) {
    database.run(`UPDATE "${table}" SET run_uuid = ? WHERE run_uuid = ?`, [id, String(own?.['run_uuid'])]);
  }
  database.close();
  await importSources([root], {}, writer);
  expect(writer.runs.size).toBe(size + 45);
  const { batches } = writer;
  const again = await importSources([files, root], {}, writer);
  expect(writer.batches).toBe(batches);
  expect(again.sources.map(({ points }) => points)).toEqual([0, 0]);
  const dry = await importSources([files, root], { dryRun: true }, writer);
  expect(dry.sources.map(({ newRuns }) => newRuns)).toEqual([0, 0]);
});

describe('the file store', () => {
  test('only new lines come in, the unfinished one when it is whole', async () => {
    const root = copyOf('mlflow_file2');
    const metric = join(runFolder(root, 'created-only'), 'metrics', 'late');
    const writer = memoryWriter();
    await importSources([root], {}, writer);
    mkdirSync(join(metric, '..'), { recursive: true });
    writeFileSync(metric, '1795251400000 0.5 1\n1795251400001 nan 2\n17952514000');
    const first = await importSources([root], {}, writer);
    expect(first.sources[0]).toMatchObject({ points: 2, newRuns: 0, damaged: false });
    expect(first.sources[0]?.notes.some((note) => note.includes('unfinished line'))).toBe(true);
    appendFileSync(metric, '02 -inf 3\n1795251400003 0.75 1\n');
    const second = await importSources([root], {}, writer);
    expect(second.sources[0]).toMatchObject({ points: 2, superseded: 1 });
    const series = named(writer.runs, 'created-only').series.get('late');
    expect([...(series ?? [])].map(([step, { value }]) => [step, value])).toEqual([
      [1, 0.75],
      [2, Number.NaN],
      [3, Number.NEGATIVE_INFINITY],
    ]);
  });

  test('damaged lines and files cost themselves', async () => {
    const root = copyOf('mlflow_file3');
    const whole = memoryWriter();
    await importSources([root], {}, whole);
    const damaged = runFolder(root, 'mlp-lr0.1-w16-s1');
    writeFileSync(join(damaged, 'meta.yaml'), 'run_name: [unclosed\nstatus: 3\n');
    const metric = join(damaged, 'metrics', 'train', 'loss');
    const lines = readFileSync(metric, 'utf8').split('\n');
    const offset = Buffer.byteLength(`${lines.slice(0, 4).join('\n')}\n`);
    writeFileSync(metric, [...lines.slice(0, 4), '1795251400000 abc 4', ...lines.slice(5)].join('\n'));
    const experiment = readdirSync(join(root, 'mlruns')).find((name) =>
      readFileSync(join(root, 'mlruns', name, 'meta.yaml'), 'utf8').includes('houses/gbdt'),
    );
    writeFileSync(join(root, 'mlruns', experiment ?? '', 'meta.yaml'), '\0\0');
    const writer = memoryWriter();
    const report = await importSources([root], {}, writer);
    expect(report.damaged).toBe(true);
    const [source] = report.sources;
    expect(source?.skipped.map(({ file }) => file.split('/').at(-1)).sort()).toEqual([
      'loss',
      'meta.yaml',
      'meta.yaml',
    ]);
    expect(source?.skipped.find(({ file }) => file.endsWith('loss'))).toMatchObject({
      line: 5,
      offset,
      reason: 'a line without a value',
    });
    expect(source?.runs).toBe(whole.runs.size);
    const run = named(writer.runs, 'mlp-lr0.1-w16-s1');
    const before = named(whole.runs, 'mlp-lr0.1-w16-s1');
    expect(run.facts.user).toBe(before.facts.user);
    expect(run.params).toEqual(before.params);
    expect(run.series.get('train/loss')?.size).toBe((before.series.get('train/loss')?.size ?? 0) - 1);
    expect([...writer.runs.keys()].filter((key) => key.startsWith(`${experiment}/`))).toHaveLength(2);
  });

  test('text that YAML 1.1 does not take for a number stays text', async () => {
    const root = copyOf('mlflow_file2');
    const meta = join(runFolder(root, 'created-only'), 'meta.yaml');
    writeFileSync(meta, readFileSync(meta, 'utf8').replace('run_name: created-only', 'run_name: 1e5'));
    const writer = memoryWriter();
    await importSources([root], {}, writer);
    expect([...writer.runs.values()].map(({ facts }) => facts.name)).toContain('1e5');
  });

  test('deleted experiments and runs are left out and counted', async () => {
    const root = copyOf('mlflow_file2');
    const experiment = join(runFolder(root, 'sweep-wine-parent'), '..');
    const meta = readFileSync(join(experiment, 'meta.yaml'), 'utf8');
    writeFileSync(join(experiment, 'meta.yaml'), meta.replace('lifecycle_stage: active', 'lifecycle_stage: deleted'));
    const writer = memoryWriter();
    const { sources } = await importSources([root], {}, writer);
    expect(sources[0]?.notes).toEqual(
      expect.arrayContaining(['left out: deleted experiments (1)', 'left out: deleted runs (1)']),
    );
    expect([...writer.runs.values()].some(({ project }) => project === 'sweep-wine')).toBe(false);
  });

  test('a run or an experiment by itself', async () => {
    const root = copyOf('mlflow_file2');
    const run = runFolder(root, 'mlp-resumed');
    const writer = memoryWriter();
    await importSources([run], {}, writer);
    expect([...writer.runs.values()].map(({ facts, project }) => [facts.name, project])).toEqual([
      ['mlp-resumed', 'digits-mlp'],
    ]);
    const { sources } = await importSources([join(run, '..')], {}, writer);
    expect(sources[0]?.projects.map(({ name }) => name)).toEqual(['digits-mlp']);
  });
});

describe('the SQL store', () => {
  test('only new rows come in, and of a step the latest', async () => {
    const root = copyOf('mlflow_sqlite');
    const path = join(root, 'mlflow.db');
    const writer = memoryWriter();
    await importSources([root], {}, writer);
    const run = named(writer.runs, 'mlp-killed').facts.sourceId;
    const insert = (rows: readonly (readonly (string | number)[])[]): void => {
      const database = new sqlite.Database(path);
      for (const [step = 0, value = 0, timestamp = 0, isNan = 0] of rows) {
        database.run('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)', ['late', value, timestamp, run, step, isNan]);
      }
      database.close();
    };
    insert([
      [1, 0.5, 1000, 0],
      [1, 0.51, 1000, 0],
      [1, 9, 999, 0],
      [2, 0, 1000, 1],
      [3, 1.7976931348623157e308, 1000, 0],
    ]);
    const first = await importSources([root], {}, writer);
    expect(first.sources[0]).toMatchObject({ points: 5, superseded: 2 });
    insert([
      [1, 0.1, 1001, 0],
      [4, -1.7976931348623157e308, 1000, 0],
      [2, 7, 900, 0],
    ]);
    await importSources([root], {}, writer);
    const series = [...(named(writer.runs, 'mlp-killed').series.get('late') ?? [])];
    expect(series.map(([step, { value }]) => [step, value])).toEqual([
      [1, 0.1],
      [2, Number.NaN],
      [3, Number.POSITIVE_INFINITY],
      [4, Number.NEGATIVE_INFINITY],
    ]);
    const fresh = memoryWriter();
    await importSources([root], {}, fresh);
    expect(contentsOf(fresh)).toEqual(contentsOf(writer));
  });

  test('rows that were numbered anew are read again', async () => {
    const root = copyOf('mlflow_sqlite');
    const writer = memoryWriter();
    await importSources([root], {}, writer);
    const run = named(writer.runs, 'mlp-killed').facts.sourceId;
    const database = new sqlite.Database(join(root, 'mlflow.db'));
    database.run("DELETE FROM metrics WHERE run_uuid IN (SELECT run_uuid FROM runs WHERE name = 'mlp-deleted')");
    database.exec('VACUUM');
    database.run('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)', ['late', 1, 1000, run, 1, 0]);
    database.close();
    await importSources([root], {}, writer);
    expect(named(writer.runs, 'mlp-killed').series.get('late')?.size).toBe(1);
  });

  test('a database with a write-ahead log is read with what the log holds', async () => {
    const root = copyOf('mlflow_sqlite');
    const database = new sqlite.Database(join(root, 'mlflow.db'));
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      database.get('PRAGMA journal_mode = WAL');
      const [run] = database.all("SELECT run_uuid FROM runs WHERE name = 'mlp-killed'");
      database.run('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)', ['late', 1, 1000, String(run?.['run_uuid']), 1, 0]);
      expect(statSync(join(root, 'mlflow.db-wal')).size).toBeGreaterThan(0);
      const writer = memoryWriter();
      await importSources([join(root, 'mlflow.db')], {}, writer);
      expect(named(writer.runs, 'mlp-killed').series.get('late')?.size).toBe(1);
    } finally {
      database.close();
    }
  });

  test('a database in the middle of a transaction is not read, with a word', async () => {
    const root = copyOf('mlflow_sqlite');
    const database = new sqlite.Database(join(root, 'mlflow.db'));
    try {
      database.exec('PRAGMA cache_size = 5; BEGIN');
      database.run('UPDATE metrics SET value = 77');
      const reading = importSources([join(root, 'mlflow.db')], {}, memoryWriter());
      await expect(reading).rejects.toThrow(/mlflow\.db.*in the middle of a transaction/);
    } finally {
      database.exec('ROLLBACK');
      database.close();
    }
    await importSources([join(root, 'mlflow.db')], {}, memoryWriter());
  });

  test.each(['DELETE', 'WAL'])('what is written while it is read comes in whole: journal mode %s', async (mode) => {
    const path = join(copyOf('mlflow_sqlite'), 'mlflow.db');
    const database = new sqlite.Database(path);
    if (mode === 'WAL') {
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      database.get('PRAGMA journal_mode = WAL');
    }
    const writer = memoryWriter();
    const { positions } = writer;
    let commits = 0;
    /** Tells all runs of it, in one transaction. */
    const commit = () => {
      commits++;
      database.exec('BEGIN');
      database.run("INSERT OR REPLACE INTO tags (key, value, run_uuid) SELECT 'commit', ?, run_uuid FROM runs", [
        commits,
      ]);
      database.run("INSERT INTO metrics SELECT 'commit', ?, 1000, run_uuid, ?, 0 FROM runs", [commits, commits]);
      database.exec('COMMIT');
      if (mode === 'WAL') database.get('PRAGMA wal_checkpoint');
    };
    const seen: string[] = [];
    let waits = 3;
    writer.positions = async (...what) => {
      // Some runs have been read by then.
      if (waits < 8) void pass(waits++).then(commit);
      return positions(...what);
    };
    writer.beforeWrite = ({ runs }) => {
      const tags = runs.map(({ tags = [] }) => tags.find(({ name }) => name === 'commit')?.value ?? 'none');
      seen.push([...new Set(tags)].join(' and '));
      if (commits < 8) commit();
    };
    try {
      const source: Source = { kind: 'mlflow', form: 'sqlite', path, isLive: true };
      for (let i = 0; i < 10; i++) await importSources([], { sources: [source] }, writer);
    } finally {
      database.close();
    }
    expect(commits).toBe(8);
    expect(seen.filter((tags) => tags.includes(' and '))).toEqual([]);
    writer.beforeWrite = () => {};
    await importSources([path], {}, writer);
    const fresh = memoryWriter();
    await importSources([path], {}, fresh);
    expect(contentsOf(writer)).toEqual(contentsOf(fresh));
  });

  test('its folder is not touched, and may be read-only', async () => {
    const root = copyOf('mlflow_sqlite');
    const before = readdirSync(root);
    for (const seconds of [Date.now() / 1000, 1_000_000_000]) {
      utimesSync(join(root, 'mlflow.db'), seconds, seconds);
      chmodSync(root, 0o555);
      await importSources([join(root, 'mlflow.db')], {}, memoryWriter());
      chmodSync(root, 0o755);
      expect(readdirSync(root)).toEqual(before);
    }
  });

  test('a damaged or foreign database is told', async () => {
    const root = copyOf('mlflow_sqlite');
    const path = join(root, 'mlflow.db');
    writeFileSync(path, readFileSync(path).subarray(0, 200_000));
    await expect(importSources([path], {}, memoryWriter())).rejects.toThrow(/mlflow\.db/);
    const beside = copyOf('mlflow_file3');
    const writer = memoryWriter();
    const report = await importSources([path, beside], {}, writer);
    expect(report.damaged).toBe(true);
    expect(report.sources.flatMap(({ skipped }) => skipped.map(({ file }) => file))).toContain(path);
    expect(writer.runs.size).toBeGreaterThan(20);
    writeFileSync(path, 'no database');
    await expect(importSources([path], {}, memoryWriter())).rejects.toThrow('holds nothing to import');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Batch, openFolder } from '@xt/engine/stores';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { importSources, openParser } from '../src/index.ts';
import { eventFile } from './event-files.ts';
import { type MemoryWriter, memoryWriter, type StoredRun } from './memory-writer.ts';
import { type ReadRun, readEdges, readRuns } from './stored.ts';
import { testdata } from './truth.ts';

const scratch = mkdtempSync(join(tmpdir(), 'xt-ingest-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const now = 1.9e15;

function database(): string {
  const path = join(scratch, 'mlflow.db');
  writeFileSync(path, gunzipSync(readFileSync(testdata('mlflow_sqlite', 'mlflow.db.gz'))));
  return path;
}

/** Two runs of many points, and one that is resumed in a second file. */
function manyPoints(): string {
  const root = join(scratch, 'many');
  if (existsSync(root)) return root;
  for (const [at, run] of ['a', 'b', 'c'].entries()) {
    mkdirSync(join(root, run), { recursive: true });
    const events = Array.from({ length: 60_000 }, (_, step) => ({
      tag: step % 2 === 0 ? 'loss' : 'acc',
      step: step >> 1,
      value: step * (at + 1),
      time: 2000 + step,
    }));
    writeFileSync(join(root, run, 'events.out.tfevents.1.host'), eventFile(at, events));
  }
  const again = Array.from({ length: 1000 }, (_, step) => ({ tag: 'loss', step: step + 20_000, value: -1, time: 9e5 }));
  writeFileSync(join(root, 'c', 'events.out.tfevents.2.host'), eventFile(10, again));
  return root;
}

/** What the stores should say of a run that the plain writer holds. */
function expected(run: StoredRun): Omit<ReadRun, 'project' | 'sourceId'> {
  const { gitCommit: _c, gitBranch: _b, environment: _e, code: _code, sourceId: _s, ...facts } = run.facts;
  const byName = <T>([a]: readonly [string, T], [b]: readonly [string, T]): number => (a < b ? -1 : 1);
  return {
    facts,
    params: [...run.params].sort(byName).map(([name, { type, text }]) => [name, type, type === 'null' ? null : text]),
    tags: [...run.tags].sort(byName).map(([name, value]) => [name, value ?? null]),
    series: new Map(
      [...run.series].map(([metric, points]) => [
        metric,
        new Map([...points].map(([step, { value, time }]) => [step, { value, time }])),
      ]),
    ),
    artifacts: [...run.artifacts.values()]
      .map(({ role, type, name, step, digest }) => `${role} ${type} ${name} ${step ?? '-'} ${digest ?? ''}`)
      .sort(),
  };
}

function expectSame(runs: ReadonlyMap<string, ReadRun>, writer: MemoryWriter): void {
  expect([...runs.keys()].sort()).toEqual([...writer.runs.keys()].sort());
  for (const [key, run] of writer.runs) {
    const { project: _p, sourceId: _s, ...read } = runs.get(key) ?? ({} as ReadRun);
    expect(read).toEqual(expected(run));
  }
}

test('the stores hold what the readers say, and a second import adds nothing', { timeout: 180_000 }, async () => {
  const paths = [
    ...['tb_grid', 'tb_tf2', 'tb_broken', 'mlflow_file2', 'mlflow_file3'].map((set) => testdata(set)),
    database(),
  ];
  const stores = await openFolder(join(scratch, 'store'));
  try {
    const writer = memoryWriter();
    const plainly = await importSources(paths, { now }, writer);
    const report = await importSources(paths, { now }, stores.writer);
    expect(report).toEqual(plainly);
    expectSame(await readRuns(stores), writer);
    expect(await readEdges(stores)).toEqual([...writer.edges.keys()].sort());
    let writes = 0;
    const counted = {
      ...stores.writer,
      write: (batch: Batch) => {
        writes++;
        return stores.writer.write(batch);
      },
    };
    const again = await importSources(paths, { now }, counted);
    expect(writes).toBe(0);
    expect(again.sources.map(({ points, newRuns, artifacts }) => [points, newRuns, artifacts])).toEqual(
      paths.map(() => [0, 0, 0]),
    );
  } finally {
    await stores.close();
  }
});

test('an import that is killed at any moment is completed by the next', { timeout: 240_000 }, async () => {
  const program = await importProgram();
  const paths = [testdata('tb_grid'), manyPoints(), testdata('mlflow_file3')];
  const folder = join(scratch, 'killed');
  let kills = 0;
  for (let batches = 0; batches < 40; batches++) {
    const child = spawn(process.execPath, [program, folder, ...paths], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    let said = 0;
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString().split('\n').length - 1;
      // Right after a batch, or a while into the next one.
      if (said >= 1) setTimeout(() => child.kill('SIGKILL'), (batches % 4) * 15);
    });
    const [code] = await ended;
    if (code === 0) break;
    kills++;
  }
  expect(kills).toBeGreaterThan(2);
  const stores = await openFolder(folder);
  try {
    const writer = memoryWriter();
    await importSources(paths, { now }, writer);
    await importSources(paths, { now }, stores.writer);
    expectSame(await readRuns(stores), writer);
    expect(await readEdges(stores)).toEqual([...writer.edges.keys()].sort());
  } finally {
    await stores.close();
  }
});

test('the parser in a thread of its own gives the same', async () => {
  const parser = join(scratch, 'parse-worker.cjs');
  await bundle('../src/tensorboard/parse-worker.ts', parser, 'cjs');
  const paths = [testdata('tb_grid'), testdata('tb_tf2'), testdata('tb_broken'), manyPoints()];
  const here = memoryWriter();
  const there = memoryWriter();
  const report = await importSources(paths, { now }, here);
  const kept = openParser(new URL(`file://${parser}`));
  try {
    expect(await importSources(paths, { now, parser: kept }, there)).toEqual(report);
  } finally {
    await kept.close();
  }
  expect(there.runs).toEqual(here.runs);
  expect(there.edges).toEqual(here.edges);
});

async function bundle(source: string, outfile: string, format: 'cjs' | 'esm'): Promise<void> {
  const entryPoints = [fileURLToPath(new URL(source, import.meta.url))];
  await build({
    entryPoints,
    outfile,
    format,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  });
}

/** The program of `import-until-killed.ts`, with the parser beside it. */
async function importProgram(): Promise<string> {
  const folder = join(scratch, 'program');
  mkdirSync(folder);
  await build({
    entryPoints: [fileURLToPath(new URL('./import-until-killed.ts', import.meta.url))],
    outfile: join(folder, 'program.mjs'),
    format: 'esm',
    bundle: true,
    platform: 'node',
    external: ['chdb', '@electric-sql/pglite', 'node-sqlite3-wasm', 'pg', '@clickhouse/client', 'apache-arrow', 'yaml'],
    logLevel: 'silent',
  });
  await bundle('../src/tensorboard/parse-worker.ts', join(folder, 'parse-worker.cjs'), 'cjs');
  const installed = dirname(dirname(createRequire(import.meta.url).resolve('yaml/package.json')));
  symlinkSync(installed, join(folder, 'node_modules'));
  return join(folder, 'program.mjs');
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { contentsOf, type MemoryWriter, memoryWriter, type StoredRun } from './memory-writer.ts';
import { copyMlflow } from './mlflow-stores.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();
const pageSize = 4096;

function database(): string {
  return join(copyMlflow('mlflow_sqlite', join(temporary(), 'copy')), 'mlflow.db');
}

async function importedFrom(path: string): Promise<MemoryWriter> {
  const writer = memoryWriter();
  await importSources([path], {}, writer);
  return writer;
}

/** The numbers of a table's pages that hold rows, or an index's. */
function leavesOf(path: string, name: string): number[] {
  const opened = new sqlite.Database(path);
  const { root } = opened.get('SELECT rootpage AS root FROM sqlite_master WHERE name = ?', [name]) as { root: number };
  opened.close();
  const bytes = readFileSync(path);
  const leaves = (page: number): number[] => {
    const start = (page - 1) * pageSize;
    const kind = bytes[start] ?? 0;
    if (kind === 13 || kind === 10) return [page];
    const cells = Array.from({ length: bytes.readUInt16BE(start + 3) }, (_, i) =>
      bytes.readUInt16BE(start + 12 + 2 * i),
    );
    const children = [...cells.map((cell) => bytes.readUInt32BE(start + cell)), bytes.readUInt32BE(start + 8)];
    return children.flatMap(leaves);
  };
  return leaves(root);
}

function damage(path: string, pages: readonly number[]): void {
  const bytes = readFileSync(path);
  for (const page of pages) bytes.fill(0xee, (page - 1) * pageSize, page * pageSize);
  writeFileSync(path, bytes);
}

const pointsOf = ({ series }: StoredRun): number => [...series.values()].reduce((sum, { size }) => sum + size, 0);
const total = ({ runs }: MemoryWriter): number => [...runs.values()].reduce((sum, run) => sum + pointsOf(run), 0);

test('a damaged page of the metrics costs its rows: runs, params, tags and the rest come in', async () => {
  const path = database();
  const whole = await importedFrom(path);
  const leaves = leavesOf(path, 'metrics');
  const original = readFileSync(path);
  damage(path, leaves.slice(3, 4));
  const writer = memoryWriter();
  const report = await importSources([path], {}, writer);
  expect(report.damaged).toBe(true);
  const reasons = report.sources[0]?.skipped.map(({ reason }) => reason) ?? [];
  expect(reasons.length).toBeGreaterThan(0);
  for (const reason of reasons)
    expect(reason).toMatch(/^metrics of run `\w{32}`: database disk image is malformed; \d+ of \d+ rows are lost$/);
  const lost = reasons.reduce((sum, reason) => sum + Number(/(\d+) of/.exec(reason)?.[1]), 0);
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThan(pageSize / 20);
  expect(total(writer)).toBeGreaterThanOrEqual(total(whole) - lost);
  const withoutPoints = (from: MemoryWriter): unknown =>
    [...from.runs].map(([key, { facts, params, tags, artifacts }]) => [
      key,
      facts,
      params,
      tags,
      [...artifacts.keys()],
    ]);
  expect(withoutPoints(writer)).toEqual(withoutPoints(whole));
  for (const [key, run] of writer.runs) {
    for (const [metric, points] of run.series)
      for (const [step, point] of points)
        expect(whole.runs.get(key)?.series.get(metric)?.get(step)?.value).toEqual(point.value);
  }
  // Again nothing new comes in, but what is damaged is told again; the mended file brings the rest.
  const again = await importSources([path], {}, writer);
  expect(again).toMatchObject({ damaged: true, sources: [{ points: 0, newRuns: 0 }] });
  writeFileSync(path, original);
  expect((await importSources([path], {}, writer)).damaged).toBe(false);
  expect(contentsOf(writer)).toEqual(contentsOf(whole));
});

test('a damaged page of an index is gone around', async () => {
  const path = database();
  const whole = await importedFrom(path);
  const [index = ''] = ((): string[] => {
    const opened = new sqlite.Database(path);
    const rows = opened.all("SELECT name FROM sqlite_master WHERE type = 'index' AND name = 'index_metrics_run_uuid'");
    opened.close();
    return rows.map(({ name }) => String(name));
  })();
  damage(path, leavesOf(path, index).slice(1, 2));
  const writer = memoryWriter();
  const report = await importSources([path], {}, writer);
  expect(report.damaged).toBe(true);
  expect(contentsOf(writer)).toEqual(contentsOf(whole));
});

test.each(['params', 'tags'])('a damaged page of the %s costs those of its runs', async (table) => {
  const path = database();
  const whole = await importedFrom(path);
  damage(path, leavesOf(path, table).slice(0, 1));
  const writer = memoryWriter();
  const report = await importSources([path], {}, writer);
  const reasons = report.sources[0]?.skipped.map(({ reason }) => reason) ?? [];
  expect(reasons.some((reason) => reason.startsWith(`${table} of run \``))).toBe(true);
  expect([...writer.runs.keys()].sort()).toEqual([...whole.runs.keys()].sort());
  expect(total(writer)).toBe(total(whole));
});

test('a damaged page of the runs costs those on it, by name', async () => {
  const path = database();
  const whole = await importedFrom(path);
  const leaves = leavesOf(path, 'runs');
  expect(leaves.length).toBeGreaterThan(2);
  damage(path, leaves.slice(0, 1));
  const writer = memoryWriter();
  const report = await importSources([path], {}, writer);
  const lost = (report.sources[0]?.skipped ?? []).flatMap(({ reason }) => /^run `(\w+)`/.exec(reason)?.[1] ?? []);
  const missing = [...whole.runs.values()].filter(
    ({ facts }) => ![...writer.runs.values()].some((run) => run.facts.id === facts.id),
  );
  expect(missing.length).toBeGreaterThan(0);
  expect(missing.length).toBeLessThan(whole.runs.size / 2);
  for (const { facts } of missing) expect(lost).toContain(facts.id);
});

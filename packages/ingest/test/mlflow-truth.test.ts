import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { memoryWriter, type StoredRun } from './memory-writer.ts';
import { expectSeries, readTruth, type TrueSeries, testdata } from './truth.ts';

interface TrueRun {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  readonly status: string;
  readonly lifecycle_stage: string;
  readonly user: string;
  readonly start_time: number;
  readonly end_time: number | null;
  readonly parent: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly inputs: readonly { readonly name: string; readonly digest: string }[];
  readonly artifacts: readonly string[];
  readonly metrics: Readonly<Record<string, TrueSeries>>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with the data set as its tool left it. */
export function unpacked(set: string): string {
  if (set !== 'mlflow_sqlite') return testdata(set);
  const folder = mkdtempSync(join(tmpdir(), 'xt-mlflow-'));
  folders.push(folder);
  cpSync(testdata(set, 'mlruns'), join(folder, 'mlruns'), { recursive: true });
  writeFileSync(join(folder, 'mlflow.db'), gunzipSync(readFileSync(testdata(set, 'mlflow.db.gz'))));
  return folder;
}

const states: Readonly<Record<string, string>> = {
  RUNNING: 'running',
  SCHEDULED: 'queued',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'killed',
};

describe.each(['mlflow_file2', 'mlflow_file3', 'mlflow_sqlite'])('%s', async (set) => {
  const { runs } = readTruth<{ readonly runs: readonly TrueRun[] }>(set);
  const active = runs.filter((run) => run.lifecycle_stage === 'active');
  const writer = memoryWriter();
  const root = unpacked(set);
  const report = await importSources([root], {}, writer);
  const stored = ({ experiment, id }: TrueRun): StoredRun | undefined => writer.runs.get(`${experiment}/${id}`);

  test('has the runs that were not deleted, and says how many were', () => {
    expect([...writer.runs.keys()].sort()).toEqual(active.map(({ experiment, id }) => `${experiment}/${id}`).sort());
    expect(report.sources).toHaveLength(1);
    expect(report.sources[0]?.notes).toContain('left out: deleted runs (1)');
    expect(report).toMatchObject({ damaged: false, sources: [{ runs: active.length, newRuns: active.length }] });
  });

  test('counts all points, and those that lost against a later one of their step', () => {
    const series = active.flatMap(({ metrics }) => Object.values(metrics));
    const points = series.reduce((sum, { n }) => sum + n, 0);
    const superseded = series.reduce((sum, { n, n_steps }) => sum + n - n_steps, 0);
    expect(report.sources[0]).toMatchObject({ points, superseded });
  });

  test('has the parents', () => {
    const edges = active.flatMap(({ experiment, id, parent }) =>
      parent === null ? [] : [`${experiment}/${parent} > ${experiment}/${id}`],
    );
    expect([...writer.edges.keys()].sort()).toEqual(edges.sort());
    expect(edges.length).toBeGreaterThan(7);
  });

  test.each(active.map((run) => [`${run.experiment}: ${run.name}`, run] as const))('%s', (_, truth) => {
    const run = stored(truth);
    expectSeries(run, truth.metrics);
    expect(run?.facts).toMatchObject({
      id: truth.id,
      name: truth.name,
      user: truth.user,
      state: states[truth.status],
      created: truth.start_time * 1000,
      started: truth.start_time * 1000,
    });
    expect(run?.facts.ended).toBe(truth.end_time === null ? undefined : truth.end_time * 1000);
    expect(run?.facts.notes).toBe(truth.tags['mlflow.note.content']);
    expect(Object.fromEntries([...(run?.params ?? [])].map(([name, { text }]) => [name, text]))).toEqual(truth.params);
    expect([...(run?.params.values() ?? [])].every(({ type }) => type === 'text')).toBe(true);
    expect(Object.fromEntries(run?.tags ?? [])).toEqual(truth.tags);
    const artifacts = [...(run?.artifacts.values() ?? [])];
    const used = artifacts.filter(({ role }) => role === 'used').map(({ name, digest }) => `${name} ${digest}`);
    expect(used.sort()).toEqual(truth.inputs.map(({ name, digest }) => `${name} ${digest}`).sort());
    const made = artifacts.filter(({ role, type }) => role === 'made' && type === 'file').map(({ name }) => name);
    expect(made.sort()).toEqual(truth.artifacts.map((path) => path.replace(/^.*?\/artifacts\//, '')).sort());
    for (const path of truth.artifacts) {
      const artifact = run?.artifacts.get(`made ${path.replace(/^.*?\/artifacts\//, '')} undefined`);
      expect(Buffer.from(artifact?.bytes ?? []).equals(readFileSync(join(root, path)))).toBe(true);
    }
  });

  test('has the files of a logged model as artifacts of its run', () => {
    if (set === 'mlflow_file2') return;
    const models = [...writer.runs.values()].flatMap((run) =>
      [...run.artifacts.values()].filter(({ type }) => type === 'model').map(({ name }) => name),
    );
    expect(models).toContain('ridge/MLmodel');
    expect(models).toHaveLength(7);
    expect(report.sources[0]?.notes.some((note) => note.includes('metrics of'))).toBe(true);
  });

  test('brings nothing in a second time', async () => {
    const batches = writer.batches;
    const again = await importSources([root], {}, writer);
    expect(writer.batches).toBe(batches);
    expect(again).toMatchObject({ sources: [{ points: 0, newRuns: 0, artifacts: 0, runs: active.length }] });
  });
});

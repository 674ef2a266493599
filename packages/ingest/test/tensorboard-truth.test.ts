import { describe, expect, test } from 'vitest';
import { importSources, type Report } from '../src/index.ts';
import { type MemoryWriter, memoryWriter, type StoredRun } from './memory-writer.ts';
import { expectSeries, readTruth, type TrueSeries, testdata } from './truth.ts';

interface TrueRun {
  readonly name: string;
  readonly params: Readonly<Record<string, number | string | boolean>>;
  readonly other: { readonly histograms?: number; readonly text?: number; readonly images?: number };
  readonly metrics: Readonly<Record<string, TrueSeries>>;
  readonly metrics_if_bad_data_crc_is_skipped?: Readonly<Record<string, TrueSeries>>;
}

async function imported(
  set: string,
): Promise<{ report: Report; writer: MemoryWriter; named: (name: string) => StoredRun }> {
  const writer = memoryWriter();
  const report = await importSources([testdata(set)], {}, writer);
  const byName = new Map([...writer.runs.values()].map((run) => [run.facts.name, run]));
  const named = (name: string): StoredRun => {
    const run = byName.get(name);
    if (run === undefined) throw new Error(`no run \`${name}\``);
    return run;
  };
  return { report, writer, named };
}

function paramsOf({ params }: StoredRun): Record<string, number | string | boolean> {
  return Object.fromEntries(
    [...params.values()].map(({ name, type, text }) => [
      name,
      type === 'number' ? Number(text) : type === 'bool' ? text === 'true' : text,
    ]),
  );
}

function mediaOf({ artifacts }: StoredRun, type: string): number {
  return [...artifacts.values()].filter((artifact) => artifact.type === type).length;
}

describe.each(['tb_grid', 'tb_tf2', 'tb_broken'])('%s', async (set) => {
  const { runs } = readTruth<{ readonly runs: readonly TrueRun[] }>(set);
  const { writer, named } = await imported(set);

  test('has the same runs, but for empty files', () => {
    const names = [...writer.runs.values()].map((run) => run.facts.name).sort();
    expect(names).toEqual(
      runs
        .map(({ name }) => name)
        .filter((name) => name !== 'empty')
        .sort(),
    );
  });

  test.each(runs.filter(({ name }) => name !== 'empty').map((run) => [run.name, run] as const))('%s', (name, truth) => {
    expectSeries(named(name), truth.metrics_if_bad_data_crc_is_skipped ?? truth.metrics);
    if (Object.keys(truth.params).length > 0) expect(paramsOf(named(name))).toEqual(truth.params);
    expect(mediaOf(named(name), 'histogram')).toBe(truth.other.histograms ?? 0);
    expect(mediaOf(named(name), 'text')).toBe(truth.other.text ?? 0);
    expect(mediaOf(named(name), 'image')).toBe(truth.other.images ?? 0);
    expect(named(name).project).toBe(set);
  });
});

test('hparams of a sub-folder become params of the run above, with an edge', async () => {
  const { runs } = readTruth<{ readonly runs: readonly TrueRun[] }>('tb_grid');
  const { writer, named } = await imported('tb_grid');
  const sessions = runs.filter(({ name }) => name.endsWith('/hp'));
  for (const session of sessions) {
    const parent = named(session.name.slice(0, -'/hp'.length));
    expect(paramsOf(parent)).toEqual(session.params);
    expect(writer.edges.has(`tb_grid/${parent.facts.sourceId} > tb_grid/${named(session.name).facts.sourceId}`)).toBe(
      true,
    );
    expect(parent.facts.state).toBe('finished');
  }
  expect(writer.edges.size).toBe(sessions.length);
  expect(sessions).toHaveLength(13);
  expect(paramsOf(named('mlp_lr=0.01_w=64/seed_1'))).toEqual({});
});

test('hparams of a folder without curves become params of the runs below it, with edges', async () => {
  const { runs } = readTruth<{ readonly runs: readonly TrueRun[] }>('tb_tf2');
  const { writer, named } = await imported('tb_tf2');
  for (const fit of ['fit-0', 'fit-1', 'fit-2', 'fit-3']) {
    const truth = runs.find(({ name }) => name === fit);
    for (const part of ['train', 'validation']) expect(paramsOf(named(`${fit}/${part}`))).toEqual(truth?.params);
  }
  expect(writer.edges.size).toBe(8);
  expect(paramsOf(named('.'))).toEqual({});
});

test('damage costs itself and is told with its place; what is unfinished is a note', async () => {
  const { report } = await imported('tb_broken');
  const [source] = report.sources;
  expect(report.damaged).toBe(true);
  expect(source?.skipped.map(({ file, reason, count }) => [file.split('/')[0], reason, count])).toEqual([
    ['bad_data_crc', 'wrong checksum of a record', 1],
    ['bad_length_crc', 'wrong checksum of a length; the rest of the file is skipped', 1],
  ]);
  expect(source?.skipped.every(({ offset }) => offset !== undefined && offset > 0)).toBe(true);
  const about = (run: string) => source?.notes.filter((note) => note.startsWith(`\`${run}/`));
  expect(about('truncated')).toHaveLength(1);
  expect(about('truncated_in_header')).toHaveLength(1);
  expect(about('empty')).toHaveLength(1);
  const { runs } = readTruth<{ readonly runs: readonly TrueRun[] }>('tb_broken');
  const series = runs.flatMap((run) => Object.values(run.metrics_if_bad_data_crc_is_skipped ?? run.metrics));
  expect(source?.superseded).toBe(series.reduce((sum, { n, n_steps }) => sum + n - n_steps, 0));
  expect(source?.points).toBe(series.reduce((sum, { n }) => sum + n, 0));
});

test('images, texts and histograms keep their bytes, steps and times', async () => {
  const { named } = await imported('tb_tf2');
  const artifacts = [...named('fit-0/train').artifacts.values()];
  const image = artifacts.find(({ type }) => type === 'image');
  expect(
    Buffer.from(image?.bytes ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const text = artifacts.find(({ type }) => type === 'text');
  expect(Buffer.from(text?.bytes ?? []).toString()).toBe('{"layers": [13, 32, 3], "activation": "relu"}');
  const histogram = artifacts.find(({ type }) => type === 'histogram');
  const { buckets } = JSON.parse(Buffer.from(histogram?.bytes ?? []).toString()) as { buckets: number[][] };
  expect(buckets).toHaveLength(30);
  expect(histogram?.created).toBeGreaterThan(1.79e15);
});

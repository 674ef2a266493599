import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { memoryWriter } from './memory-writer.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();
const experiment = 'artifact_location: file:///x\nexperiment_id: 1\nlifecycle_stage: active\nname: e\n';

/** A file store of one run, with these bytes as its metric file, param and meta.yaml. */
function store(parts: {
  readonly metric?: Uint8Array;
  readonly param?: Uint8Array;
  readonly meta?: Uint8Array;
}): string {
  const root = join(temporary(), 'mlruns');
  const run = join(root, '1', '0123456789abcdef0123456789abcdef');
  for (const folder of ['metrics', 'params']) mkdirSync(join(run, folder), { recursive: true });
  writeFileSync(join(root, '1', 'meta.yaml'), experiment);
  writeFileSync(join(run, 'metrics', 'loss'), parts.metric ?? '');
  writeFileSync(join(run, 'params', 'lr'), parts.param ?? '0.1');
  writeFileSync(
    join(run, 'meta.yaml'),
    parts.meta ?? 'experiment_id: 1\nrun_id: 0123456789abcdef0123456789abcdef\nstatus: 3\n',
  );
  return root;
}

test('any bytes in the files of a run are read to an end, and the run is there', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  const line = fc.oneof(
    fc.stringMatching(/^[0-9 .enaif+-]{0,30}$/),
    fc.tuple(fc.nat(), fc.double(), fc.integer()).map((numbers) => numbers.join(' ')),
  );
  const lines = fc.array(line).map((all) => new Uint8Array(Buffer.from(all.join('\n'))));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, lines), bytes, bytes, async (metric, param, meta) => {
      const writer = memoryWriter();
      await importSources([store({ metric, param, meta })], {}, writer);
      expect(writer.runs.size).toBe(1);
    }),
    { numRuns: 150 },
  );
});

test('a metric file cut at any byte gives its whole lines, and the rest when it has grown', async () => {
  const whole = Buffer.from('1700000000000 0.5 0\n1700000000001 nan 1\n1700000000002 1e-05 2\n1700000000003 -inf 3\n');
  for (let size = 0; size <= whole.length; size++) {
    const writer = memoryWriter();
    const root = store({ metric: whole.subarray(0, size) });
    const first = await importSources([root], {}, writer);
    const lines = whole.subarray(0, size).toString().split('\n').length - 1;
    expect(first).toMatchObject({ damaged: false, sources: [{ points: lines }] });
    writeFileSync(join(root, '1', '0123456789abcdef0123456789abcdef', 'metrics', 'loss'), whole);
    const second = await importSources([root], {}, writer);
    expect(second).toMatchObject({ damaged: false, sources: [{ points: 4 - lines, superseded: 0 }] });
    const series = [...writer.runs.values()][0]?.series.get('loss');
    expect([...(series ?? [])].map(([step, { value }]) => [step, value])).toEqual([
      [0, 0.5],
      [1, Number.NaN],
      [2, 1e-5],
      [3, Number.NEGATIVE_INFINITY],
    ]);
  }
});

test('lines of older and newer stores: without a step, with more behind it', async () => {
  const metric = Buffer.from('1700000000000 1\n1700000000001 2\n1700000000002 3 7 dataset digest run\n');
  const writer = memoryWriter();
  await importSources([store({ metric })], {}, writer);
  const series = [...writer.runs.values()][0]?.series.get('loss');
  expect([...(series ?? [])].map(([step, { value, time }]) => [step, value, time])).toEqual([
    [0, 1, 1700000000000000],
    [1, 2, 1700000000001000],
    [7, 3, 1700000000002000],
  ]);
});

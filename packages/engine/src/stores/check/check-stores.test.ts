import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTemporaryFolder } from '../testing/index.ts';
import { clickhouse, postgres } from '../writer/statement.ts';
import { checkStores } from './check-stores.ts';

let stores: Awaited<ReturnType<typeof openTemporaryFolder>>;
beforeAll(async () => {
  stores = await openTemporaryFolder();
  const column = (pick: (step: number) => number) => Float64Array.from({ length: 3000 }, (_, step) => pick(step));
  const points = ['loss', 'acc'].map((metric) => ({
    run: 0,
    metric,
    steps: column((step) => step),
    times: column((step) => step),
    values: column((step) => (metric === 'acc' && step > 9 ? Number.NaN : Math.sin(step))),
    order: column((step) => step),
  }));
  const run = { sourceId: 'a', params: [{ name: 'lr', type: 'number', text: '0.1' } as const] };
  const artifact = { run: 0, name: 'big', type: 'model', role: 'made' as const, content: new Uint8Array(5000) };
  await stores.writer.write({ source: 'test', project: 'p', runs: [run], points, artifacts: [artifact] });
});
afterAll(() => stores.close());

const check = async () => {
  const checks = await checkStores(stores, new AbortController().signal);
  return checks.map(({ of, looked, wrong, examples }) => [of, looked, wrong, ...examples]);
};

test('a store that was written is sound', async () => {
  expect(await check()).toEqual([
    ['parts of tables', expect.any(Number), 0],
    ['summaries of series', 2, 0],
    ['runs', 1, 0],
    ['metrics', 2, 0],
    ['params', 1, 0],
    ['objects', 1, 0],
  ]);
});

test('what does not fit is told, with examples', async () => {
  const { relational, columnar, folder } = stores;
  await relational.query(postgres("update name set runs = 7 where name in ('lr', 'loss')"));
  const loss = await relational.query(postgres("select id from name where name = 'loss'"));
  const wrong = `INSERT INTO xt.summary SELECT * REPLACE (last + 1 AS last, ver + 1 AS ver)
    FROM xt.summary FINAL WHERE metric = {p1:UInt32}`;
  await columnar.command(clickhouse(wrong, Number(loss.rows[0]?.[0])));
  await columnar.command(clickhouse('INSERT INTO xt.summary SELECT * REPLACE (99 AS run) FROM xt.summary FINAL'));
  const objects = await filesBelow(join(folder, 'objects'));
  await writeFile(objects[0] ?? '', 'other bytes');
  const found = await check();
  expect(found.slice(1)).toEqual([
    [
      'summaries of series',
      4,
      3,
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^metric `(loss|acc)` of run /)),
    ],
    ['runs', 1, 1, 'points of a run number 99, which Postgres has not'],
    [
      'metrics',
      2,
      2,
      'metric `loss` is said to be of 7 runs, is of 2',
      'metric `acc` is said to be of 1 runs, is of 2',
    ],
    ['params', 1, 1, 'param `lr` is said to be of 7 runs, is of 1'],
    ['objects', 1, 1, expect.stringMatching(/^object `[0-9a-f]{64}` of `big` has other bytes than were stored$/)],
  ]);
});

test('so is a part whose bytes have changed on the disk', async () => {
  const parts = (await filesBelow(join(stores.folder, 'clickhouse'))).filter((file) =>
    /\/all_[^/]*\/data\.bin$/.test(file),
  );
  const sizes = await Promise.all(parts.map(async (file) => ({ file, size: (await stat(file)).size })));
  const { file } = sizes.reduce((a, b) => (a.size > b.size ? a : b));
  const bytes = await readFile(file);
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  await writeFile(file, bytes);
  const [ofParts, ofSeries] = await check();
  expect(ofParts).toEqual([
    'parts of tables',
    expect.any(Number),
    1,
    expect.stringMatching(/^`xt\.points`, part `all_/),
  ]);
  expect(ofSeries).toEqual(['series', 0, 1, expect.stringMatching(/^the series cannot be read: .*[Cc]hecksum/)]);
});

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

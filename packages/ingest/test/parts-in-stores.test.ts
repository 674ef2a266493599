import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openFolder, type Stores } from '@xt/engine/stores';
import { afterAll, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { copyMlflow, runFolder } from './mlflow-stores.ts';
import { readEdges, readRuns } from './stored.ts';
import { testdata } from './truth.ts';

const scratch = mkdtempSync(join(tmpdir(), 'xt-ingest-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const now = 1.9e15;
const project = 'parts';

/** Everything that a query can see, without the numbers that stores give as things come in. */
async function dump(stores: Stores): Promise<unknown> {
  const ask = async (text: string): Promise<readonly (readonly unknown[])[]> =>
    (await stores.relational.query({ store: 'postgres', text, parameters: [] })).rows;
  const ids = new Map((await ask('select number, id from run where not deleted')).map(([run, id]) => [run, id]));
  const names = new Map((await ask('select id, name from name')).map(([id, name]) => [id, name]));
  const text = 'SELECT * EXCEPT (project, ver) FROM xt.summary FINAL';
  const summaries = (await stores.columnar.query({ store: 'clickhouse', text, parameters: [] })).toArray();
  return {
    runs: await readRuns(stores),
    edges: await readEdges(stores),
    facts: await ask(
      `select r.id, r.first_time, r.last_time, r.step, r.children, r.depth, p.id from run r left join run p on p.number = r.parent
       where not r.deleted order by r.id`,
    ),
    documents: await ask(
      `select r.id, params, tags, environment, code from document join run r on r.number = document.run
       where not r.deleted order by r.id`,
    ),
    names: await ask('select kind, name, runs, types from name where runs > 0 order by kind, name'),
    links: await ask(
      `select r.id, role, artifact_link.name, digest from artifact_link join run r on r.number = artifact_link.run
       where not r.deleted order by 1, 2, 3, 4`,
    ),
    summaries: summaries
      .map((row) => ({ ...row.toJSON() }) as Record<string, unknown>)
      .filter(({ run }) => ids.has(Number(run)))
      .map(({ run, metric, sum, m2, ...exact }) => [
        `${ids.get(Number(run))} ${names.get(Number(metric))}`,
        ...Object.values(exact).map((value) => (typeof value === 'bigint' ? Number(value) : value)),
        ...[sum, m2].map((value) => (value === null ? null : Number(value).toPrecision(9))),
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  };
}

async function imported(name: string, imports: readonly (readonly string[])[]): Promise<unknown> {
  const stores = await openFolder(join(scratch, name));
  try {
    for (const paths of imports) await importSources(paths, { now, project }, stores.writer);
    return await dump(stores);
  } finally {
    await stores.close();
  }
}

function eventFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('tfevents'))
    .sort()
    .map((name) => join(folder, name));
}

test('event files by parts, later ones first, from folders further up and down', { timeout: 120_000 }, async () => {
  const root = join(scratch, 'tb_tf2');
  const kept = /^[^/]*$|^(fit-0|resumed)/;
  for (const file of eventFilesIn(testdata('tb_tf2')).map((path) => path.slice(testdata('tb_tf2').length + 1)))
    if (kept.test(file)) cpSync(testdata('tb_tf2', file), join(root, file));
  const files = eventFilesIn(root);
  const expected = await imported('whole', [[root]]);
  // Alone in folders of their own, the files of a run are runs of their own at first.
  const alone = files.map((file, at) => {
    const folder = join(scratch, 'alone', String(at), 'tb_tf2');
    cpSync(file, file.replace(root, folder));
    return folder;
  });
  const away = alone.filter((_, at) => files[at]?.includes('/resumed/'));
  expect(away).toHaveLength(2);
  const runs = [...new Set(files.map((file) => dirname(file)))];
  expect(
    await imported(
      'by-file',
      files.toReversed().map((file) => [file]),
    ),
  ).toEqual(expected);
  expect(await imported('apart', [...away.toReversed().map((path) => [path]), runs, [root]])).toEqual(expected);
});

test('an MLflow store run by run, children before parents', { timeout: 120_000 }, async () => {
  const root = join(copyMlflow('mlflow_file2', join(scratch, 'files')), 'mlruns');
  const experiment = dirname(runFolder(root, 'sweep-wine-parent'));
  for (const name of readdirSync(root))
    if (join(root, name) !== experiment) rmSync(join(root, name), { recursive: true });
  const children = readdirSync(experiment, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['tags', 'datasets', 'models', 'traces'].includes(entry.name))
    .map(({ name }) => join(experiment, name))
    .filter((path) => path !== runFolder(root, 'sweep-wine-parent'));
  const parts = [children, [runFolder(root, 'sweep-wine-parent')]];
  expect(await imported('runs', parts)).toEqual(await imported('store', [[root]]));
});

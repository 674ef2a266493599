import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type OpenStores, openFolder } from '@xt/engine/stores';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { copyMlflow, runFolder } from './mlflow-stores.ts';
import { readEdges, readRuns } from './stored.ts';
import { testdata } from './truth.ts';

const scratch = mkdtempSync(join(tmpdir(), 'xt-ingest-'));
let stores: OpenStores;
beforeAll(async () => {
  stores = await openFolder(join(scratch, 'store'));
});
afterAll(async () => {
  await stores.close();
  rmSync(scratch, { recursive: true, force: true });
});
const now = 1.9e15;

/** Everything of a project that a query can see, without the numbers that stores give as things come in. */
async function dump(project: string): Promise<unknown> {
  const ask = async (text: string): Promise<readonly (readonly unknown[])[]> => {
    const of = 'select id from project where name = $1';
    const whole = text
      .replace('in sight', `not r.deleted and r.project = (${of})`)
      .replace('its names', `project = (${of})`);
    return (await stores.relational.query({ store: 'postgres', text: whole, parameters: [project] })).rows;
  };
  const ids = new Map((await ask('select number, id from run r where in sight')).map(([run, id]) => [run, id]));
  const names = new Map((await ask('select id, name from name where its names')).map(([id, name]) => [id, name]));
  const text = 'SELECT * EXCEPT (project, ver) FROM xt.summary FINAL';
  const summaries = (await stores.columnar.query({ store: 'clickhouse', text, parameters: [] })).toArray();
  const runs = [...(await readRuns(stores))].filter(([, run]) => run.project === project);
  return {
    runs: runs.map(([, run]) => ({ ...run, project: '' })).sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1)),
    edges: (await readEdges(stores))
      .filter((edge) => edge.startsWith(`${project}/`))
      .map((edge) => edge.replaceAll(`${project}/`, ''))
      .sort(),
    facts: await ask(
      `select r.id, r.first_time, r.last_time, r.step, r.children, r.depth, p.id from run r left join run p on p.number = r.parent
       where in sight order by r.id`,
    ),
    documents: await ask(
      `select r.id, params, tags, environment, code from document join run r on r.number = document.run
       where in sight order by r.id`,
    ),
    names: await ask('select kind, name, runs, types from name where its names and runs > 0 order by kind, name'),
    links: await ask(
      `select r.id, role, artifact_link.name, digest from artifact_link join run r on r.number = artifact_link.run
       where in sight order by 1, 2, 3, 4`,
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

async function imported(project: string, imports: readonly (readonly string[])[]): Promise<unknown> {
  for (const paths of imports) await importSources(paths, { now, project }, stores.writer);
  return dump(project);
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
  expect(expected).toMatchObject({ runs: Array.from({ length: 5 }, () => expect.anything()) });
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

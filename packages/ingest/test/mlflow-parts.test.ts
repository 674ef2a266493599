import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { contentsOf, type MemoryWriter, memoryWriter } from './memory-writer.ts';
import { copyMlflow, runFolder, runNamed } from './mlflow-stores.ts';
import { temporaryFolders } from './temporary.ts';

const temporary = temporaryFolders();

async function importedWhole(path: string): Promise<MemoryWriter> {
  const writer = memoryWriter();
  await importSources([path], {}, writer);
  return writer;
}

/** The folders of a file store's experiments and runs. */
function partsOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('meta.yaml') && path.split('/').length <= 3)
    .map((path) => join(root, dirname(path)))
    .filter((folder) => /^(run|experiment)_(uu)?id:/m.test(readFileSync(join(folder, 'meta.yaml'), 'utf8')))
    .filter((folder) => !/datasets|models|\.trash/.test(folder));
}

describe.each(['mlflow_file2', 'mlflow_file3'] as const)('%s', (set) => {
  test('experiment by experiment or run by run, in any order, from moved folders: the same store', async () => {
    const root = join(copyMlflow(set, join(temporary(), 'copy')), 'mlruns');
    const moved = join(copyMlflow(set, join(temporary(), 'moved', 'away')), 'mlruns');
    const expected = contentsOf(await importedWhole(root));
    const parts = partsOf(root);
    expect(parts.length).toBeGreaterThan(15);
    const runs = parts.filter((path) => dirname(dirname(path)) === root);
    const cut = fc.record({
      order: fc.oneof(
        fc.shuffledSubarray(parts, { minLength: parts.length }),
        fc.shuffledSubarray(runs, { minLength: runs.length }),
      ),
      size: fc.nat(4),
      moves: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ order, size, moves }) => {
        const writer = memoryWriter();
        for (let i = 0; i < order.length; i += size + 1) {
          const from = moves && i % 2 === 0 ? moved : root;
          await importSources(
            order.slice(i, i + size + 1).map((path) => path.replace(root, from)),
            {},
            writer,
          );
        }
        expect(contentsOf(writer)).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });

  test('files that come and grow in any order: the same store', async () => {
    const original = join(copyMlflow(set, join(temporary(), 'copy')), 'mlruns');
    const expected = contentsOf(await importedWhole(original));
    const files = readdirSync(original, { recursive: true, encoding: 'utf8' }).filter((path) =>
      statSync(join(original, path)).isFile(),
    );
    // A folder without its meta.yaml is not known to be of a store: MLflow writes that first.
    const metas = files.filter((path) => path.endsWith('meta.yaml'));
    const others = files.filter((path) => !path.endsWith('meta.yaml'));
    const root = join(temporary(), 'mlruns');
    const writer = memoryWriter();
    for (const path of metas) copy(original, root, path);
    for (const [round, share] of [0.3, 0.7, 1].entries()) {
      for (const [at, path] of others.entries()) {
        if ((at * 7 + round) % 3 === 0 && share < 1) continue;
        const bytes = readFileSync(join(original, path));
        const size = path.includes('/metrics/') ? Math.floor(bytes.length * share) : bytes.length;
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), bytes.subarray(0, size));
      }
      await importSources([root], {}, writer);
    }
    expect(contentsOf(writer)).toEqual(expected);
  });
});

function copy(from: string, to: string, path: string): void {
  mkdirSync(dirname(join(to, path)), { recursive: true });
  cpSync(join(from, path), join(to, path));
}

test('a database that is seen at several times, and after it has moved: the same store', async () => {
  const root = copyMlflow('mlflow_sqlite', join(temporary(), 'copy'));
  const expected = contentsOf(await importedWhole(root));
  const writer = memoryWriter();
  for (const [at, condition] of ['rowid % 3 = 0', 'rowid % 2 = 0', 'step > 5', '1'].entries()) {
    const folder = copyMlflow('mlflow_sqlite', join(temporary(), String(at)));
    const database = new sqlite.Database(join(folder, 'mlflow.db'));
    database.exec('PRAGMA foreign_keys = OFF');
    database.exec(`DELETE FROM metrics WHERE NOT (${condition})`);
    if (at === 0) database.exec('DELETE FROM runs WHERE rowid % 2 = 0');
    if (at === 1) database.exec("DELETE FROM tags WHERE key LIKE 'mlflow.s%'");
    database.close();
    await importSources([folder], {}, writer);
  }
  expect(contentsOf(writer)).toEqual(expected);
});

describe('a parent in another experiment', () => {
  const parentTag = 'mlflow.parentRunId';

  test('is the parent in whatever order the two come in, in files', async () => {
    const root = join(copyMlflow('mlflow_file2', join(temporary(), 'copy')), 'mlruns');
    const [parent, child] = [runFolder(root, 'sweep-wine-parent'), runFolder(root, 'mlp-resumed')];
    expect(dirname(parent)).not.toBe(dirname(child));
    writeFileSync(join(child, 'tags', parentTag), parent.split('/').at(-1) ?? '');
    const whole = await importedWhole(root);
    const [key] = [...whole.edges.keys()].filter((edge) => edge.includes(child.split('/').at(-1) ?? ''));
    expect(key).toMatch(/^sweep-wine\/\w+ > digits-mlp\/\w+$/);
    for (const order of [
      [parent, child],
      [child, parent],
    ]) {
      const writer = memoryWriter();
      const notes: string[] = [];
      for (const path of order) {
        const { sources } = await importSources([path], {}, writer);
        notes.push(...(sources[0]?.notes ?? []));
      }
      expect([...writer.edges.keys()]).toEqual([key]);
      const word = expect.stringContaining('has a parent that is not here: an edge leads to it once it comes in');
      expect(notes.filter((note) => note.includes('parent'))).toEqual(order[0] === child ? [word] : []);
    }
  });

  test('and in a database', async () => {
    const root = copyMlflow('mlflow_sqlite', join(temporary(), 'copy'));
    const path = join(root, 'mlflow.db');
    const database = new sqlite.Database(path);
    const rows = database.all(
      "SELECT run_uuid AS id, experiment_id AS experiment FROM runs WHERE lifecycle_stage = 'active' ORDER BY start_time",
    );
    const [first] = rows;
    const other = rows.find(({ experiment }) => experiment !== first?.['experiment']);
    const [parent, child] = [String(other?.['id']), String(first?.['id'])];
    database.run('DELETE FROM tags WHERE key = ? AND run_uuid = ?', [parentTag, child]);
    database.run('INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)', [parentTag, parent, child]);
    database.close();
    const { edges } = await importedWhole(path);
    const found = [...edges.keys()].filter((edge) => edge.includes(parent) && edge.endsWith(child));
    expect(found).toHaveLength(1);
  });
});

test('a run that goes on after it had ended has no end', async () => {
  const root = join(copyMlflow('mlflow_file3', join(temporary(), 'copy')), 'mlruns');
  const meta = join(runFolder(root, 'mlp-resumed'), 'meta.yaml');
  const ended = readFileSync(meta, 'utf8');
  const writer = memoryWriter();
  await importSources([root], {}, writer);
  const before = runNamed(writer.runs, 'mlp-resumed').facts;
  expect(before).toMatchObject({ state: 'finished', ended: expect.any(Number) });
  writeFileSync(meta, ended.replace(/^end_time:.*$/m, 'end_time: null').replace(/^status:.*$/m, 'status: 1'));
  await importSources([root], {}, writer);
  expect(runNamed(writer.runs, 'mlp-resumed').facts).toMatchObject({ state: 'running' });
  expect(runNamed(writer.runs, 'mlp-resumed').facts).not.toHaveProperty('ended');
  // Where the file cannot be read, nothing is known of its end.
  writeFileSync(meta, ended);
  await importSources([root], {}, writer);
  writeFileSync(meta, '\0');
  await importSources([root], {}, writer);
  expect(runNamed(writer.runs, 'mlp-resumed').facts).toEqual(before);
});

describe('steps beyond 2^53 are told', () => {
  test('in files', async () => {
    const root = join(copyMlflow('mlflow_file2', join(temporary(), 'copy')), 'mlruns');
    const run = runFolder(root, 'created-only');
    mkdirSync(join(run, 'metrics'), { recursive: true });
    appendFileSync(join(run, 'metrics', 'far'), '1 1 1\n1 1 9007199254740993\n1 2 -9007199254740999\n\n1 1 2\n');
    const { sources } = await importSources([root], {}, memoryWriter());
    expect(sources[0]?.notes.filter((note) => note.includes('2^53'))).toEqual([
      expect.stringMatching(/^`\d+\/\w+\/metrics\/far`: 2 × step beyond 2\^53, rounded$/),
    ]);
  });

  test('in a database', async () => {
    const path = join(copyMlflow('mlflow_sqlite', join(temporary(), 'copy')), 'mlflow.db');
    const database = new sqlite.Database(path);
    const { id } = database.get("SELECT run_uuid AS id FROM runs WHERE name = 'mlp-killed'") as { id: string };
    for (const step of [9007199254740993n, 7n])
      database.run('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)', ['far', 1, 1000, id, step, 0]);
    database.close();
    const writer = memoryWriter();
    const { sources } = await importSources([path], {}, writer);
    expect(sources[0]?.notes).toContain(`run \`${id}\`: 1 × step beyond 2^53, rounded`);
    expect([...(runNamed(writer.runs, 'mlp-killed').series.get('far')?.keys() ?? [])]).toEqual([7, 9007199254740992]);
  });
});

test('a store in two folders, one experiment moved to another: each comes in once', async () => {
  const root = join(copyMlflow('mlflow_file2', join(temporary(), 'copy')), 'mlruns');
  const expected = contentsOf(await importedWhole(root));
  const writer = memoryWriter();
  const [experiment = ''] = partsOf(root).filter((path) => dirname(path) === root);
  const away = join(temporary(), 'mlruns');
  mkdirSync(away);
  renameSync(experiment, join(away, experiment.split('/').at(-1) ?? ''));
  await importSources([away, root], {}, writer);
  expect(contentsOf(writer)).toEqual(expected);
  rmSync(away, { recursive: true });
});

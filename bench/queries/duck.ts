import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stores } from '../../packages/engine/src/stores/index.ts';
import { cellOf, type Given, type Row } from './given.ts';

/** DuckDB with the tables of a store, in a process of its own. */
export interface Duck {
  readonly query: (text: string) => Promise<DuckAnswer>;
  readonly close: () => Promise<void>;
}

/** The rows of an answer, and how long DuckDB took to give them, in milliseconds. */
export interface DuckAnswer extends Pick<Given, 'rows'> {
  readonly milliseconds: number;
}

const packageVersion = '1.5.6-r.1';

/** Opens DuckDB on a copy of the store, which is made the first time; where it is not installed, says how to. */
export async function openDuck(script: string, folder: string, stores: Stores): Promise<Duck | undefined> {
  const file = join(folder, 'store.duckdb');
  const isMade = existsSync(file) || (await makeCopy(script, folder, stores));
  if (isMade) return openFile(script, file);
  console.log(`without DuckDB beside: npm install --no-save @duckdb/node-api@${packageVersion}`);
  return undefined;
}

/** What the process tells. */
type Told =
  | { readonly ready: true }
  | { readonly missing: true }
  | { readonly error: string }
  | {
      readonly milliseconds: number;
      readonly names: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
    };

/** DuckDB died over a statement: it is started anew for the next one. */
export class DuckEnded extends Error {}

async function openFile(script: string, file: string): Promise<Duck | undefined> {
  let child = await start(script, file);
  if (child === undefined) return undefined;
  return {
    query: async (text) => {
      child ??= await start(script, file);
      if (child === undefined) throw new Error('DuckDB is not installed any more');
      const told = toldBy(child).catch((error) => {
        child = undefined;
        throw error;
      });
      child.send({ text });
      const answer = await told;
      if ('error' in answer) throw new Error(answer.error);
      if (!('rows' in answer)) throw new Error('DuckDB told nothing');
      const { names, rows, milliseconds } = answer;
      const asRow = (row: readonly unknown[]): Row => new Map(names.map((name, at) => [name, cellOf(row[at])]));
      return { milliseconds, rows: () => rows.map(asRow) };
    },
    close: async () => {
      if (child === undefined) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function start(script: string, file: string): Promise<ChildProcess | undefined> {
  const child = fork(script, [file], { serialization: 'advanced' });
  return 'missing' in (await toldBy(child)) ? undefined : child;
}

function toldBy(child: ChildProcess): Promise<Told> {
  return new Promise<Told>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Told));
    child.once('exit', (code, signal) => reject(new DuckEnded(`DuckDB ended by ${signal ?? code}`)));
  }).finally(() => child.removeAllListeners());
}

/** Sorted by what they are mostly read by, as in the stores; of points of equal steps the one that counts. */
const columnarTables = {
  points: 'SELECT metric, run, step, time, value FROM xt.points FINAL ORDER BY metric, run, step',
  summary: 'SELECT * EXCEPT (project, ver) FROM xt.summary FINAL ORDER BY metric, run',
  artifact: `SELECT run, toString(role) AS role, toString(type) AS type, name, step, created, size, digest, inline
    FROM xt.artifact FINAL ORDER BY run, name, step`,
} as const;

const relationalTables = {
  project: { key: 'id', columns: { id: 'INTEGER', name: 'VARCHAR' } },
  run: {
    key: 'number',
    columns: {
      ...{ number: 'INTEGER', project: 'INTEGER', id: 'VARCHAR', name: 'VARCHAR', user: 'VARCHAR', state: 'VARCHAR' },
      ...{ created: 'BIGINT', started: 'BIGINT', ended: 'BIGINT', first_time: 'BIGINT', last_time: 'BIGINT' },
      ...{ step: 'DOUBLE', group: 'VARCHAR', host: 'VARCHAR', git_commit: 'VARCHAR', git_branch: 'VARCHAR' },
      ...{ git_dirty: 'BOOLEAN', parent: 'INTEGER', children: 'INTEGER', depth: 'INTEGER', deleted: 'BOOLEAN' },
    },
  },
  name: { key: 'id', columns: { id: 'INTEGER', project: 'INTEGER', kind: 'VARCHAR', name: 'VARCHAR' } },
  goal: { key: 'name', columns: { name: 'INTEGER', goal: 'VARCHAR' } },
  param: {
    key: 'run',
    columns: { run: 'INTEGER', key: 'INTEGER', type: 'VARCHAR', txt: 'VARCHAR', num: 'DOUBLE', flag: 'BOOLEAN' },
  },
  tag: { key: 'run', columns: { run: 'INTEGER', key: 'INTEGER', type: 'VARCHAR', txt: 'VARCHAR' } },
  document: {
    key: 'run',
    columns: { run: 'INTEGER', params: 'JSON', tags: 'JSON', environment: 'JSON', code: 'JSON' },
  },
  edge: {
    key: 'child',
    columns: { parent: 'INTEGER', child: 'INTEGER', kind: 'VARCHAR', step: 'DOUBLE', logged: 'BIGINT' },
  },
  artifact_link: { key: 'run', columns: { run: 'INTEGER', role: 'VARCHAR', name: 'VARCHAR', digest: 'VARCHAR' } },
  saved_view: { key: 'created', columns: { name: 'VARCHAR', query: 'VARCHAR', user: 'VARCHAR', created: 'BIGINT' } },
} as const;

/** False where DuckDB is not installed. */
async function makeCopy(script: string, folder: string, stores: Stores): Promise<boolean> {
  const making = `${folder}-making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const duck = await openFile(script, join(making, 'store.duckdb'));
  if (duck === undefined) return false;
  for (const [table, text] of Object.entries(columnarTables)) {
    const file = join(making, `${table}.parquet`);
    const insert = `INSERT INTO FUNCTION file('${file}', 'Parquet') ${text} SETTINGS output_format_parquet_string_as_string = 1`;
    await stores.columnar.command({ store: 'clickhouse', text: insert, parameters: [] });
    await duck.query(`create table ${table} as from read_parquet('${file}')`);
    rmSync(file);
  }
  for (const [table, { key, columns }] of Object.entries(relationalTables)) {
    const file = join(making, `${table}.json`);
    await writeLines(file, { table, key, columns: Object.keys(columns) }, stores);
    const types = Object.entries(columns).map(([name, type]) => `"${name}": '${type}'`);
    const read = `read_json('${file}', format = 'newline_delimited', columns = {${types.join(', ')}})`;
    // Params and tags are looked up by their name, as in the indexes of Postgres.
    const order = table === 'param' || table === 'tag' ? 'key, run' : key;
    await duck.query(`create table ${table} as from ${read} order by ${order}`);
    rmSync(file);
  }
  await duck.query('checkpoint');
  await duck.close();
  renameSync(making, folder);
  return true;
}

/** Rows are taken by ranges of their key: all params at once are too much for one answer. */
const range = 20_000;

async function writeLines(
  file: string,
  { table, key, columns }: { readonly table: string; readonly key: string; readonly columns: readonly string[] },
  { relational }: Stores,
): Promise<void> {
  await appendFile(file, '');
  const named = columns.map((name) => `"${name}"`).join(', ');
  const ask = async (text: string) => (await relational.query({ store: 'postgres', text, parameters: [] })).rows;
  const pages =
    key === 'run' || key === 'number' || key === 'child'
      ? Number((await ask(`select coalesce(max(${key}), 0) / ${range} from ${table}`))[0]?.[0]) + 1
      : 1;
  for (let page = 0; page < pages; page++) {
    const where = pages === 1 ? '' : `where ${key} >= ${page * range} and ${key} < ${(page + 1) * range}`;
    const rows = await ask(`select row_to_json(t)::text from (select ${named} from "${table}" ${where}) t`);
    await appendFile(file, rows.map(([line]) => `${String(line)}\n`).join(''));
  }
}

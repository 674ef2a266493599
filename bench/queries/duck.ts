import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stores } from '../../packages/engine/src/stores/index.ts';
import { cellOf, type Given, type Row } from './given.ts';

/** DuckDB with the tables of a store. */
export interface Duck {
  readonly query: (text: string) => Promise<Pick<Given, 'rows'>>;
  readonly close: () => void;
}

/** What is used of the package, which is large and therefore no dependency of this one. */
interface DuckPackage {
  readonly DuckDBInstance: {
    create(path: string, options: Readonly<Record<string, string>>): Promise<DuckInstance>;
  };
}

interface DuckInstance {
  connect(): Promise<DuckConnection>;
  closeSync(): void;
}

interface DuckConnection {
  runAndReadAll(
    text: string,
  ): Promise<{ columnNames(): readonly string[]; getRowsJS(): readonly (readonly unknown[])[] }>;
  closeSync(): void;
}

const packageName = '@duckdb/node-api';
const packageVersion = '1.5.6-r.1';

/** Opens DuckDB on a copy of the store, which is made the first time; where it is not installed, says how to. */
export async function openDuck(folder: string, stores: Stores): Promise<Duck | undefined> {
  const loaded = await loadPackage();
  if (loaded === undefined) return undefined;
  const file = join(folder, 'store.duckdb');
  if (!existsSync(file)) await makeCopy(loaded, folder, stores);
  return openFile(loaded, file);
}

async function loadPackage(): Promise<DuckPackage | undefined> {
  try {
    const loaded: { readonly default: DuckPackage } = await import(packageName);
    return loaded.default;
  } catch {
    console.log(`without DuckDB beside: npm install --no-save ${packageName}@${packageVersion}`);
    return undefined;
  }
}

async function openFile({ DuckDBInstance }: DuckPackage, file: string): Promise<Duck> {
  const instance = await DuckDBInstance.create(file, { memory_limit: '6GB' });
  const connection = await instance.connect();
  return {
    query: async (text) => {
      const result = await connection.runAndReadAll(text);
      const names = result.columnNames();
      const rows = (): readonly Row[] =>
        result.getRowsJS().map((row) => new Map(names.map((name, index) => [name, cellOf(row[index])])));
      return { rows };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
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

async function makeCopy(loaded: DuckPackage, folder: string, stores: Stores): Promise<void> {
  const making = `${folder}-making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const duck = await openFile(loaded, join(making, 'store.duckdb'));
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
  duck.close();
  renameSync(making, folder);
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

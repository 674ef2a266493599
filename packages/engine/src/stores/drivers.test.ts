import type { Table } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenStores, openFolder } from './open-folder.ts';
import { openServers } from './open-servers.ts';
import { StoreError } from './store.ts';
import { isDiskFull, storeError } from './store-error.ts';
import { makeTemporaryFolder, startServers } from './testing/index.ts';
import { clickhouse, postgres } from './writer/statement.ts';

const opened: { readonly name: string; readonly stores: OpenStores }[] = [];
const ends: (() => Promise<void>)[] = [];
const started = await startServers();
if ('missing' in started) console.warn(`SKIPPED: the drivers of servers: ${started.missing}`);
const kinds = 'missing' in started ? ['embedded'] : ['embedded', 'servers'];

beforeAll(async () => {
  const { folder, remove } = await makeTemporaryFolder();
  ends.push(remove);
  opened.push({ name: 'embedded', stores: await openFolder(folder) });
  if (!('missing' in started)) {
    ends.push(started.stop);
    opened.push({ name: 'servers', stores: await openServers(started.addresses) });
  }
});

afterAll(async () => {
  for (const { stores } of opened) await stores.close();
  for (const end of ends) await end();
});

function storesOf(kind: string): OpenStores {
  const found = opened.find(({ name }) => name === kind);
  if (found === undefined) throw new Error(`no stores ${kind}`);
  return found.stores;
}

describe.each(kinds)('the drivers, %s', (kind) => {
  test('give Postgres values the same way', async () => {
    const { names, rows } = await storesOf(kind).relational.query(
      postgres(
        `select 1::int as a, 9007199254740993::bigint as b, 5::bigint as b2, 'NaN'::float8 as c, '-Infinity'::float8 as d,
          $1::text as e, '\\x00ff'::bytea as f, $2::jsonb as g, null::int as h, true as i, $3::int[] as j, $4::float8[] as k,
          $5::text[] as l, $6::bytea as m, $7::boolean as n, array[5, 9007199254740993]::bigint[] as o, 0.1::float8 + 0.2::float8 as p`,
        `it's "\\ ☃`,
        '{"a": [1, null]}',
        [1, 2],
        [0.5, Number.NaN, Number.NEGATIVE_INFINITY],
        ['a"b', '\\', ''],
        Uint8Array.of(0, 1, 255),
        true,
      ),
    );
    const plain = rows[0]?.map((value) => (value instanceof Uint8Array ? [...value] : value));
    expect(names.slice(0, 3)).toEqual(['a', 'b', 'b2']);
    expect(plain).toEqual([
      1,
      9007199254740993n,
      5,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      `it's "\\ ☃`,
      [0, 255],
      { a: [1, null] },
      null,
      true,
      [1, 2],
      [0.5, Number.NaN, Number.NEGATIVE_INFINITY],
      ['a"b', '\\', ''],
      [0, 1, 255],
      true,
      [5, 9007199254740993n],
      0.1 + 0.2,
    ]);
  });

  test('bind ClickHouse parameters as values', async () => {
    const nasty = `it's a\\ "tab\t, line\n, ☃ {p1:String} -- '; DROP`;
    const table = await storesOf(kind).columnar.query(
      clickhouse(
        `SELECT {p1:String} AS a, {p2:Float64} AS b, {p3:Array(String)} AS c, {p4:Nullable(Float64)} AS d,
          {p5:Array(Float64)} AS e, {p6:Bool} AS f, base64Decode({p7:String}) AS g, {p8:UInt32} AS h, {p9:Array(UInt32)} AS i`,
        nasty,
        Number.NEGATIVE_INFINITY,
        [nasty, ''],
        null,
        [1, Number.NaN],
        true,
        Uint8Array.of(65, 66),
        4_000_000_000,
        [1, 2],
      ),
    );
    const row = rowsOf(table)[0];
    expect(row).toEqual([
      nasty,
      Number.NEGATIVE_INFINITY,
      [nasty, ''],
      null,
      [1, Number.NaN],
      true,
      'AB',
      4_000_000_000,
      [1, 2],
    ]);
  });

  test('take key sets of megabytes', async () => {
    const bytes = new Uint8Array(3_000_000).fill(7);
    const table = await storesOf(kind).columnar.query(
      clickhouse('SELECT length(base64Decode({p1:String})) AS length', bytes),
    );
    expect(Number(table.getChild('length')?.get(0))).toBe(3_000_000);
  });

  test('keep settings to their statement and join with nulls', async () => {
    const { columnar } = storesOf(kind);
    const join =
      'SELECT a.x AS x, b.y AS y FROM (SELECT 1 AS x) AS a LEFT JOIN (SELECT 2 AS x, 3 AS y) AS b ON a.x = b.x';
    expect(rowsOf(await columnar.query(clickhouse(join)))).toEqual([[1, null]]);
    await expect(columnar.query(clickhouse('SELECT {p1:UInt8} AS x'))).rejects.toThrow(StoreError);
  });

  test('answer nothing with the columns of nothing', async () => {
    const table = await storesOf(kind).columnar.query(clickhouse('SELECT run, id FROM xt.run WHERE run = 0'));
    expect(table.numRows).toBe(0);
    expect(table.schema.fields.map((field) => field.name)).toEqual(['run', 'id']);
  });

  test('say what a store refused', async () => {
    const { columnar, relational } = storesOf(kind);
    await expect(columnar.query(clickhouse('SELECT nothing FROM xt.run'))).rejects.toThrow(/nothing/);
    await expect(relational.query(postgres('select nothing from run'))).rejects.toThrow(
      /column "nothing" does not exist/,
    );
    expect((await relational.query(postgres('select 1'))).rows).toEqual([[1]]);
  });

  test('roll a transaction back whole', async () => {
    const { relational } = storesOf(kind);
    const failing = relational.transaction(async (tx) => {
      await tx.query(postgres(`insert into project (name) values ('gone')`));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await relational.query(postgres(`select * from project where name = 'gone'`))).rows).toEqual([]);
  });

  test('stop a statement of ClickHouse when asked', async () => {
    const { columnar } = storesOf(kind);
    const controller = new AbortController();
    const endless = columnar.query(
      clickhouse('SELECT sum(sin(number + {p1:UInt8})) AS s FROM numbers(100000000000)', 1),
      {
        signal: controller.signal,
      },
    );
    setTimeout(() => controller.abort(new Error('enough')), 200);
    await expect(endless).rejects.toThrow('enough');
    const still =
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%sin(number%' AND query NOT LIKE '%system.processes%'";
    await expect.poll(async () => Number((await columnar.query(clickhouse(still))).getChild('n')?.get(0))).toBe(0);
  });

  test('write and count the same', async () => {
    const { writer, relational } = storesOf(kind);
    const column = (...values: number[]) => Float64Array.from(values);
    const written = await writer.write({
      source: 'test',
      project: 'both',
      runs: [
        { sourceId: 'a', name: 'A', params: [{ name: 'lr', type: 'text', text: '1e-3' }], tags: [{ name: 'good' }] },
      ],
      points: [
        {
          run: 0,
          metric: 'loss',
          steps: column(2, 1, 2),
          times: column(5, 6, 7),
          values: column(1, 2, 3),
          order: column(0, 1, 2),
        },
      ],
      positions: [{ key: 'file', position: { offset: 3 } }],
    });
    expect(written).toMatchObject({ newRuns: 1, points: 2, superseded: 1, edgesLeftOut: 0 });
    expect(await writer.positions('both', 'test')).toEqual(new Map([['file', { offset: 3 }]]));
    const rows = await relational.query(
      postgres(
        `select run.id, run.name, run.step, run.first_time, param.txt, param.num, document.params, document.tags
         from run join param on param.run = run.number join document on document.run = run.number`,
      ),
    );
    expect(rows.rows).toEqual([['a', 'A', 2, 6, '1e-3', 0.001, { lr: ['text', '1e-3'] }, { good: ['null', null] }]]);
  });
});

function rowsOf(table: Table): unknown[][] {
  return table.toArray().map((row) =>
    Object.values(row.toJSON()).map((value) => {
      const listed = typeof value === 'object' && value !== null && 'toJSON' in value;
      return listed ? (value as { toJSON(): unknown }).toJSON() : value;
    }),
  );
}

test('the embedded engines have bounds of memory', async () => {
  const { relational, columnar } = storesOf('embedded');
  const { rows } = await relational.query(
    postgres("select setting::int * 8 / 1024 from pg_settings where name = 'shared_buffers'"),
  );
  expect(rows).toEqual([[64]]);
  const asked = clickhouse(
    "SELECT toFloat64(value) AS most FROM system.server_settings WHERE name = 'max_server_memory_usage'",
  );
  const most = (await columnar.query(asked)).getChild('most')?.get(0);
  expect(Number(most)).toBeLessThanOrEqual(16 * 2 ** 30);
  const beyond = storeError('clickhouse', new Error('Code: 241. … (MEMORY_LIMIT_EXCEEDED)'), undefined);
  expect(beyond.message).toMatch(/^The query needs more memory than ClickHouse may use here/);
});

test('a full disk is said in words, without those of the system or the driver', () => {
  const full = storeError('clickhouse', new Error('ENOSPC: no space left on device, write'), undefined, 'it ended: ');
  expect(full.message).toBe('the disk of the store is full');
  expect(isDiskFull(full)).toBe(true);
  expect(isDiskFull(storeError('postgres', new Error('no table'), undefined))).toBe(false);
});

test('the embedded engine tells the rows and bytes of tables that statements read, and not what it takes to tell', async () => {
  const { columnar } = storesOf('embedded');
  await columnar.command(clickhouse('CREATE TABLE xt.counted (a UInt64) ENGINE = MergeTree ORDER BY a'));
  await columnar.command(clickhouse('INSERT INTO xt.counted SELECT number FROM numbers(1000)'));
  const before = await columnar.reads();
  expect(await columnar.reads()).toMatchObject({ rows: before?.rows });
  await columnar.query(clickhouse('SELECT sum(a) AS s FROM xt.counted'));
  const after = await columnar.reads();
  expect((after?.rows ?? 0) - (before?.rows ?? 0)).toBe(1000);
  expect((after?.bytes ?? 0) - (before?.bytes ?? 0)).toBeGreaterThanOrEqual(8000);
});

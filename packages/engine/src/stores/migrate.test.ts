import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { type OpenStores, openFolder } from './open-folder.ts';
import { makeTemporaryFolder } from './testing/index.ts';
import { clickhouse, postgres } from './writer/statement.ts';

let temporary: Awaited<ReturnType<typeof makeTemporaryFolder>>;
let stores: OpenStores;
beforeAll(async () => {
  temporary = await makeTemporaryFolder();
  stores = await openFolder(temporary.folder);
});
afterAll(async () => {
  await stores.close();
  await temporary.remove();
});

const columnsOf = {
  postgres: postgres(
    `select table_name, column_name, data_type from information_schema.columns where table_schema = 'xt' order by 1, 2`,
  ),
  clickhouse: clickhouse(`SELECT table, name, type FROM system.columns WHERE database = 'xt' ORDER BY 1, 2`),
};

async function schema(): Promise<unknown> {
  const { rows } = await stores.relational.query(columnsOf.postgres);
  const table = await stores.columnar.query(columnsOf.clickhouse);
  return [rows, table.toArray().map((row) => row.toJSON())];
}

test('migrating again changes nothing', async () => {
  const before = await schema();
  await migrate(stores.relational, stores.columnar);
  await migrate(stores.relational, stores.columnar);
  expect(await schema()).toEqual(before);
  expect((await stores.relational.query(postgres('select version from schema_version'))).rows).toEqual(
    migrations.postgres.map((_, i) => [i + 1]),
  );
});

test('every statement of a ClickHouse migration can run again, as after a crash in its middle', async () => {
  const before = await schema();
  await stores.columnar.command(clickhouse('TRUNCATE TABLE xt.schema_version'));
  await migrate(stores.relational, stores.columnar);
  expect(await schema()).toEqual(before);
});

test('a migration goes from version to version; a store of a newer xt is refused, in words', async () => {
  const later = {
    postgres: [...migrations.postgres, 'create table later (a int);\ncreate table later_too (a int);'],
    clickhouse: [
      ...migrations.clickhouse,
      'CREATE TABLE IF NOT EXISTS xt.later (a UInt8) ENGINE = MergeTree ORDER BY a;',
    ],
  };
  await migrate(stores.relational, stores.columnar, later);
  await stores.relational.query(postgres('select * from later, later_too'));
  await expect(migrate(stores.relational, stores.columnar)).rejects.toThrow(
    `The store was written by a newer xt: its postgres schema has version ${migrations.postgres.length + 1}, this xt knows ${migrations.postgres.length}. Update xt to read it.`,
  );
  await stores.close();
  await expect(openFolder(temporary.folder)).rejects.toThrow(/written by a newer xt/);
  stores = await openFolderRefusing();
});

/** The lock and both engines are free again after a refusal, so that another xt can open the store. */
async function openFolderRefusing(): Promise<OpenStores> {
  const fresh = await makeTemporaryFolder();
  const before = temporary;
  temporary = fresh;
  await before.remove();
  return openFolder(fresh.folder);
}

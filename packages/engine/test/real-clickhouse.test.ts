import { expect, test } from 'vitest';
import { openClickhouse } from '../src/stores/index.ts';
import { clickhouse } from '../src/stores/writer/statement.ts';

const install =
  '`XT_TEST_CLICKHOUSE_URL` names no ClickHouse server, so that chDB stands in for one: start `clickhouse server` ' +
  '(clickhouse.com/docs/install) and set it to its HTTP address, as http://127.0.0.1:8123; its database `xt` is dropped';

test('the tests of servers have a real ClickHouse', async (context) => {
  const { XT_TEST_CLICKHOUSE_URL: url } = process.env;
  if (!url) return context.skip(install);
  const server = openClickhouse(url);
  try {
    const found = await server.query(clickhouse("SELECT count() AS n FROM system.databases WHERE name = 'system'"));
    expect(Number(found.getChild('n')?.get(0))).toBe(1);
  } finally {
    await server.close();
  }
});

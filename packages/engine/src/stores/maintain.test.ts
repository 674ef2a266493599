import { expect, test } from 'vitest';
import { openTemporaryFolder } from './testing/index.ts';
import { postgres } from './writer/statement.ts';

test('a table that grew is known to the planner; rows replaced again and again do not make it grow for ever', async () => {
  const stores = await openTemporaryFolder();
  try {
    const runs = Array.from({ length: 1500 }, (_, i) => ({ sourceId: String(i), name: `run ${i}` }));
    const known = async (what: string) => {
      const { rows } = await stores.relational.query(
        postgres(`select ${what} from pg_class where oid = 'run'::regclass`),
      );
      return Number(rows[0]?.[0]);
    };
    const write = () => stores.writer.write({ source: 'test', project: 'p', runs });
    await write();
    await write();
    await stores.writer.flush();
    expect(await known('reltuples')).toBe(1500);
    const size = await known('pg_relation_size(oid)');
    for (let i = 0; i < 8; i++) {
      await write();
      await stores.writer.flush();
    }
    expect(await known('pg_relation_size(oid)')).toBeLessThan(size * 2.5);
  } finally {
    await stores.close();
  }
});

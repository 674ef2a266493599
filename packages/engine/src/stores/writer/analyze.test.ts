import { expect, test } from 'vitest';
import { openTemporaryFolder } from '../testing/index.ts';

test('Postgres counts its tables anew after many runs, since PGlite has nothing that does', async () => {
  const { relational, writer, close } = await openTemporaryFolder();
  const counted = async () => {
    const text = `select reltuples::int from pg_class where oid = 'xt.param'::regclass`;
    return (await relational.query({ store: 'postgres', text, parameters: [] })).rows[0]?.[0];
  };
  const write = (from: number, count: number) =>
    writer.write({
      source: 'test',
      project: 'p',
      runs: Array.from({ length: count }, (_, at) => ({
        sourceId: `r${from + at}`,
        params: [{ name: 'lr', type: 'number', text: '1' }],
      })),
    });
  await write(0, 10);
  await writer.flush();
  expect(await counted()).toBe(-1);
  await write(10, 990);
  await writer.flush();
  expect(await counted()).toBe(1000);
  await close();
});

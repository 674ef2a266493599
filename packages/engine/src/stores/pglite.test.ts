import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPglite } from './pglite.ts';
import { type Relational, StoreError } from './store.ts';
import { makeTemporaryFolder } from './testing/index.ts';
import { buildProgram } from './testing/run-program.ts';
import { postgres } from './writer/statement.ts';

let database: Relational;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const program = await buildProgram('../pglite-worker.ts');
  ends.push(program.remove);
  const { folder, remove } = await makeTemporaryFolder();
  ends.push(remove);
  database = await openPglite(join(folder, 'postgres'), pathToFileURL(program.file));
  ends.push(() => database.close());
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const endless = postgres('select count(*) from generate_series(1, 100000000000)');

test('a thread answers statements, values and refusals', async () => {
  const { names, rows } = await database.query(
    postgres('select $1::int as a, $2::bytea as b, 1e100::float8 as c', 1, Uint8Array.of(1, 2)),
  );
  expect(names).toEqual(['a', 'b', 'c']);
  expect(rows.map(([a, b, c]) => [a, [...(b as Uint8Array)], c])).toEqual([[1, [1, 2], 1e100]]);
  await expect(database.query(postgres('select nothing'))).rejects.toThrow(StoreError);
  await expect(database.query(postgres('select nothing'))).rejects.toThrow('column "nothing" does not exist');
});

test('a statement is cancelled while this thread goes on, and what was committed stays', async () => {
  await database.query(postgres('create table kept (a int)'));
  await database.query(postgres('insert into kept values (1)'));
  const controller = new AbortController();
  const running = database.query(endless, { signal: controller.signal });
  const waiting = database.query(postgres('select a from kept'));
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await expect(running).rejects.toThrow('enough');
  expect((await waiting).rows).toEqual([[1]]);
});

test('a statement that waits is dropped without harm to the one that runs', async () => {
  const controller = new AbortController();
  const running = database.transaction(async (tx) => {
    await tx.query(postgres('insert into kept values (2)'));
    return (await tx.query(postgres('select count(*)::int from kept'))).rows;
  });
  const dropped = database.query(endless, { signal: controller.signal });
  controller.abort(new Error('never mind'));
  await expect(dropped).rejects.toThrow('never mind');
  expect(await running).toEqual([[2]]);
});

test('transactions of several callers do not mix', async () => {
  await database.query(postgres('create table counter (n int)'));
  await database.query(postgres('insert into counter values (0)'));
  const add = () =>
    database.transaction(async (tx) => {
      const { rows } = await tx.query(postgres('select n from counter'));
      await new Promise((resolve) => setTimeout(resolve, 2));
      await tx.query(postgres('update counter set n = $1', Number(rows[0]?.[0]) + 1));
    });
  await Promise.all(Array.from({ length: 8 }, add));
  expect((await database.query(postgres('select n from counter'))).rows).toEqual([[8]]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenStores } from '../index.ts';
import { openTemporaryFolder } from '../testing/index.ts';
import { postgres } from './statement.ts';

let stores: OpenStores;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores.close());

async function edges(): Promise<readonly string[]> {
  const { rows } = await stores.relational.query(
    postgres(
      `select p.source_id || ' ' || e.kind || ' ' || c.source_id from edge e
       join run p on p.number = e.parent join run c on c.number = e.child order by 1`,
    ),
  );
  return rows.map(([edge]) => String(edge));
}

function write(project: string, artifacts: readonly (readonly [string, 'made' | 'used', string])[]) {
  const names = [...new Set(artifacts.map(([run]) => run))];
  return stores.writer.write({
    source: 'test',
    project,
    runs: names.map((sourceId) => ({ sourceId })),
    artifacts: artifacts.map(([run, role, digest]) => {
      return { run: names.indexOf(run), role, digest, name: `of ${digest}`, type: 'model' };
    }),
  });
}

test('a run that used what another made is derived from it, whichever comes in first', async () => {
  await write('p', [
    ['a', 'made', 'm1'],
    ['a', 'used', 'm1'],
    ['b', 'used', 'm1'],
    ['c', 'used', 'm2'],
    ['d', 'used', ''],
  ]);
  expect(await edges()).toEqual(['a derived b']);
  await write('q', [
    ['e', 'made', 'm2'],
    ['f', 'made', ''],
  ]);
  expect(await edges()).toEqual(['a derived b', 'e derived c']);
  await write('p', [['b', 'used', 'm1']]);
  expect(await edges()).toEqual(['a derived b', 'e derived c']);
});

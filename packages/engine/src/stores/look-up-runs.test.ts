import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookUpFew } from './look-up-few.ts';
import { lookUpOne } from './look-up-one.ts';
import { lookUpRuns } from './look-up-runs.ts';
import type { OpenStores } from './open-folder.ts';
import { openTemporaryFolder } from './testing/index.ts';
import type { Batch, RunUpdate } from './write.ts';

let stores: OpenStores;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores.close());

function batch(project: string, runs: readonly RunUpdate[]): Batch {
  return { source: 'test', project, runs };
}

test('texts for runs mean an id, else a name, else the start of ids', async () => {
  await stores.writer.write(
    batch('lookup', [
      { sourceId: '1', id: 'abcdef-one', name: 'resnet' },
      { sourceId: '2', id: 'abcdef-two', name: 'resnet' },
      { sourceId: '3', id: 'resnet-50', name: 'abcdef-one' },
    ]),
  );
  const found = await lookUpRuns(stores.relational, ['abcdef-one', 'resnet', 'abcdef', 'abcde', 'resnot']);
  const short = (text: string) => [
    found.get(text)?.by,
    found
      .get(text)
      ?.runs.map((run) => run.id)
      .sort(),
  ];
  expect(short('abcdef-one')).toEqual(['id', ['abcdef-one']]);
  expect(short('resnet')).toEqual(['name', ['abcdef-one', 'abcdef-two']]);
  expect(short('abcdef')).toEqual(['prefix', ['abcdef-one', 'abcdef-two']]);
  expect(short('abcde')).toEqual(['none', []]);
  expect(found.get('resnot')?.nearest).toContain('resnet');
});

test('a text means in each project what it means there', async () => {
  const many = Array.from({ length: 25 }, (_, i) => ({ sourceId: `shared-${i}`, name: 'shared', created: 100 + i }));
  await stores.writer.write(batch('crowd', [...many, { sourceId: 'elsewhere', name: 'other' }]));
  await stores.writer.write(batch('lone', [{ sourceId: 'one', name: 'shared', created: 1 }]));
  await stores.writer.write(batch('lone', [{ sourceId: 'two', name: 'elsewhere', created: 2 }]));
  const found = await lookUpRuns(stores.relational, ['shared', 'elsewhere']);
  expect(found.get('shared')?.runs.map(({ id }) => id)).toContain('one');
  expect(found.get('elsewhere')?.runs.map(({ id }) => id)).toEqual(['two', 'elsewhere']);
});

test('of many runs of a name the newest come first, and that there are more is known', async () => {
  // By when they were made, or else began; a run without either comes last.
  const times = [{ created: 3 }, { started: 5 }, {}, { created: 4 }, { created: 1, started: 9 }];
  const many = Array.from({ length: 22 }, (_, i) => ({ sourceId: `many-${i}`, name: 'many', created: i + 1 }));
  await stores.writer.write(
    batch('newest', [...times.map((time, i) => ({ sourceId: `twin-${i}`, name: 'twin', ...time })), ...many]),
  );
  const found = await lookUpRuns(stores.relational, ['twin', 'many']);
  const ids = found.get('twin')?.runs.map((run) => run.id);
  expect(ids).toEqual(['twin-1', 'twin-3', 'twin-0', 'twin-4', 'twin-2']);
  expect(found.get('twin')?.more).toBeUndefined();
  expect(found.get('many')).toMatchObject({ more: true, runs: { length: 20, 0: { id: 'many-21' } } });
});

test('texts asked about together mean what each means alone', async () => {
  await stores.writer.write(batch('before', [{ sourceId: 'x', id: 'formerly', name: 'renamed' }]));
  await stores.writer.write(batch('before', [{ sourceId: 'y', id: 'now-this', formerId: 'x' }]));
  await stores.writer.write(batch('beside', [{ sourceId: 'z', id: 'formerly', name: 'now-this' }]));
  await stores.writer.write(batch('third', [{ sourceId: 'w', id: 'now-this-too', name: 'formerly' }]));
  const texts = ['formerly', 'now-this', 'now-th', 'now-t', 'renamed', 'nobody', "it's", ''];
  const together = await lookUpFew(stores.relational, texts, 'not deleted');
  expect([...(together?.keys() ?? [])]).toEqual(texts);
  for (const text of texts) {
    expect(together?.get(text), text).toEqual(await lookUpOne(stores.relational, text, 'not deleted'));
  }
  expect(together?.get('formerly')?.runs.map(({ id, by }) => [id, by])).toContainEqual(['now-this', 'id']);
  expect(together?.get('now-this')?.runs.map(({ id, by }) => [id, by])).toContainEqual(['now-this-too', 'prefix']);
});

test('texts that mean more runs than are brought here mean the same', async () => {
  const crowd = Array.from({ length: 201 }, (_, i) => ({ sourceId: `c-${i}`, name: 'throng', created: i }));
  await stores.writer.write(batch('throng', [...crowd, { sourceId: 'solitary', created: 7 }]));
  expect(await lookUpFew(stores.relational, ['solitary', 'throng'], 'not deleted')).toBeUndefined();
  const found = await lookUpRuns(stores.relational, ['solitary', 'throng', 'thronf']);
  expect(found.get('solitary')).toMatchObject({ by: 'id', runs: [{ id: 'solitary', created: 7, by: 'id' }] });
  expect(found.get('throng')).toMatchObject({ by: 'name', more: true, runs: { length: 20, 0: { id: 'c-200' } } });
  expect(found.get('thronf')).toEqual({ by: 'none', runs: [], nearest: ['throng'] });
});

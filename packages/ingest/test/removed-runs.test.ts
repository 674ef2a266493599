import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTemporaryFolder } from '../../engine/src/stores/testing/index.ts';
import { importSources, openParser } from '../src/index.ts';
import { eventFile } from './event-files.ts';
import { readRuns } from './stored.ts';
import { temporaryFolders } from './temporary.ts';

const newFolder = temporaryFolders();

test('an import leaves removed runs out, with a note; restored, they have what came meanwhile', async () => {
  const root = newFolder();
  const write = (run: string, steps: number) => {
    mkdirSync(join(root, run), { recursive: true });
    const events = Array.from({ length: steps }, (_, step) => ({ tag: 'loss', step, value: step, time: 2000 + step }));
    writeFileSync(join(root, run, 'events.out.tfevents.1.host'), eventFile(run === 'a' ? 1 : 2, events));
  };
  const stores = await openTemporaryFolder();
  const parser = openParser();
  try {
    const bringIn = async () => {
      const { sources } = await importSources([root], { dryRun: false, parser, now: 1.9e15 }, stores.writer);
      return sources[0];
    };
    const pointsOf = async () => {
      const runs = await readRuns(stores);
      return Object.fromEntries([...runs.values()].map(({ sourceId, series }) => [sourceId, series.get('loss')?.size]));
    };
    for (const run of ['a', 'b']) write(run, 3);
    await bringIn();
    expect(Object.values(await pointsOf())).toEqual([3, 3]);
    const numbers = await stores.relational.query({
      store: 'postgres',
      text: 'select number from run where name = $1',
      parameters: ['a'],
    });
    const run = Number(numbers.rows[0]?.[0]);
    await stores.writer.edit({ kind: 'remove', runs: [run] });
    for (const name of ['a', 'b']) write(name, 5);
    const second = await bringIn();
    expect(second).toMatchObject({ points: 2, newRuns: 0 });
    expect(second?.notes).toContain('left out: 1 run that `xt rm` removed; `xt rm --undo` brings it back');
    expect((await bringIn())?.notes).toEqual([]);
    await stores.writer.edit({ kind: 'restore', runs: [run] });
    await bringIn();
    expect(Object.values(await pointsOf())).toEqual([5, 5]);
  } finally {
    await parser.close();
    await stores.close();
  }
});

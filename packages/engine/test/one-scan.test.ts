import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from './open-engine.ts';
import { writeCorpusWorld } from './write-corpus-world.ts';

const { stores, ask } = await openEngine();
beforeAll(() => writeCorpusWorld(stores.writer));
afterAll(() => stores.close());

/** The ids of the runs of a query. */
async function idsOf(conditions: string): Promise<ReadonlySet<unknown>> {
  return new Set((await ask(`runs where ${conditions} select id`)).rows.map(([id]) => id));
}

const measured = ['val.acc > 0.3', 'not val.acc > 0.3', 'val.acc > 0 and val.loss < 100'];
const ofSummaries = ['val.loss is missing', 'any(train.loss is nan)', 'train.loss > 0.2 or val.loss > 0'];
const ofAnIndex = ["params.opt = 'adam'", "tagged 'good' or tagged 'baseline'", 'params.lr is nan', 'params.lr > 0'];

test.each(measured)('%s and either of two conditions holds for the runs of one and of the other', async (first) => {
  let found = 0;
  for (const one of ofSummaries) {
    for (const other of ofAnIndex) {
      const all = await idsOf(`user = 'ann' and ${first} and (${one} or ${other})`);
      const [a, b] = [
        await idsOf(`user = 'ann' and ${first} and (${one})`),
        await idsOf(`user = 'ann' and ${first} and (${other})`),
      ];
      expect([...all].toSorted(), `${one} or ${other}`).toEqual([...new Set([...a, ...b])].toSorted());
      found += Number(a.size > 0 && b.size > 0 && a.size < all.size);
    }
  }
  expect(found).toBeGreaterThan(0);
});

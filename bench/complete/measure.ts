import { complete } from '../../packages/engine/src/complete/index.ts';
import { makeCatalog } from '../../packages/engine/src/index.ts';
import { lookUpValues, openFolder, readCatalogRows } from '../../packages/engine/src/stores/index.ts';
import { makeStore } from '../queries/make-store.ts';

const size = { runs: 100_000, params: 20, metrics: 10, points: 1 };
const names = 10_000;

/** Makes the store of this bench: 100,000 runs with 20 params, 10,000 names of metrics more. */
export async function fill(folder: string): Promise<void> {
  const stores = await openFolder(folder);
  await makeStore(stores, size);
  await stores.relational.query({
    store: 'postgres',
    text: `insert into name (id, project, kind, name, types, runs, version)
      select 1000 + i, 1, 'metric', 'layers.' || i / 10 || '.block.' || i % 10 || '/norm', 0, 1 + i * 7 % 100000, 2
      from generate_series(1, $1::int) i`,
    parameters: [names],
  });
  await stores.close();
}

/** Cursors at the ends of texts: words, names among all, values of a param, runs, deep in a long query. */
export const texts: readonly string[] = [
  '',
  'runs ',
  'runs where ',
  'runs where val.',
  'runs where layers.77',
  'runs where NORM',
  "runs where params.model = '",
  "runs where params.data = 'data-3",
  "runs where user = '",
  "curves val.loss of run 'run-01",
  "runs where state = 'finished' and val.acc > 0.9 and params.opt in ('adam', 'adamw') sort by val.acc desc, ",
  'curves val.loss of runs where val.acc > parent.val.acc and any(train.loss is nan) smooth ema 0.9 x ',
  `runs where ${'val.acc > 0.9 and params.lr < 0.01 or '.repeat(1_600)}val.`,
];

/** Milliseconds of each text in turn, `rounds` times after `warm` rounds that are not counted; the first is as it comes. */
export async function measure(folder: string, warm: number, rounds: number) {
  const { relational, close } = await openFolder(folder);
  const asker = { user: 'ann', now: 0, zone: 'UTC' };
  const found = texts.map((text) => ({ text, first: 0, milliseconds: [] as number[], items: 0 }));
  const catalog = makeCatalog(await readCatalogRows(relational));
  for (let round = 0; round < warm + rounds; round++) {
    for (const one of found) {
      const started = performance.now();
      const { items } = await complete(one.text, one.text.length, catalog, asker, (of, written) =>
        lookUpValues(relational, of, written),
      );
      const took = performance.now() - started;
      if (round === 0) one.first = took;
      if (round >= warm) one.milliseconds.push(took);
      one.items = items.length;
    }
  }
  await close();
  return found;
}

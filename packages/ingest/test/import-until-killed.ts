import { openFolder } from '@xt/engine/stores';
import { importSources } from '../src/index.ts';

// Imports what its arguments name into the store of a folder, until it is done or killed; says each written batch.
const [, , folder = '', ...paths] = process.argv;
const stores = await openFolder(folder);
const { writer } = stores;
const told: typeof writer = {
  ...writer,
  write: async (batch) => {
    const written = await writer.write(batch);
    process.stdout.write(`${written.sequence}\n`);
    return written;
  },
};
await importSources(paths, { now: 1.9e15 }, told);
await stores.close();

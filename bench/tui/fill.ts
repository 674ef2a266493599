import { openFolder } from '../../packages/engine/src/stores/index.ts';
import { makeStore, type StoreSize } from '../queries/make-store.ts';

/** Makes a store of this size in a new folder. */
export async function fill(folder: string, size: StoreSize): Promise<void> {
  const stores = await openFolder(folder);
  await makeStore(stores, size);
  await stores.close();
}

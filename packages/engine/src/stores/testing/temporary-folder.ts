import { access, cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStores, openFolder } from '../open-folder.ts';
import { openPglite } from '../pglite.ts';

/** A folder for a test, with a fresh Postgres cluster in it, that is copied rather than made (20 times faster). */
export async function makeTemporaryFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'xt-test-'));
  await cp(await freshCluster(), join(folder, 'postgres'), { recursive: true });
  // What tells that it is a store.
  await mkdir(join(folder, 'clickhouse/data/metadata'), { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** New embedded stores in a temporary folder; closing them removes it. */
export async function openTemporaryFolder(): Promise<OpenStores & { readonly folder: string }> {
  const { folder, remove } = await makeTemporaryFolder();
  const stores = await openFolder(folder);
  return {
    ...stores,
    folder,
    close: async () => {
      await stores.close();
      await remove();
    },
  };
}

/** A cluster of the installed PGlite, kept beside the temporary folders for the next test. */
async function freshCluster(): Promise<string> {
  const installed = await stat(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  const kept = join(tmpdir(), `xt-test-cluster-${Math.round(installed.ctimeMs)}`);
  if (await exists(kept)) return kept;
  const own = await mkdtemp(join(tmpdir(), 'xt-test-cluster-'));
  await (await openPglite(join(own, 'cluster'))).close();
  try {
    await rename(join(own, 'cluster'), kept);
  } catch (error) {
    if (!(await exists(kept))) throw error;
  }
  await rm(own, { recursive: true, force: true });
  return kept;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

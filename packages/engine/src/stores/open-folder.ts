import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openChdb } from './chdb.ts';
import type { Editor } from './edit.ts';
import { openFolderObjects } from './folder-objects.ts';
import { type Lock, lockFolder } from './lock.ts';
import { maintain } from './maintain.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import type { Relational, Stores } from './store.ts';
import type { Writer } from './write.ts';
import { openWriter } from './writer/writer.ts';

/** The stores and the way to write into them; closing it releases everything. */
export interface OpenStores extends Stores {
  readonly writer: Writer & Editor;
}

/**
 * Opens the embedded stores of a folder for this process alone, making what is missing and mending what a crash left.
 * A lock that the caller has taken stays the caller's to release. While Postgres opens in its thread, this one has time:
 * `whileOpening` is called then.
 */
export async function openFolder(path: string, taken?: Lock, whileOpening: () => void = () => {}): Promise<OpenStores> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = taken === undefined ? await lockFolder(folder) : undefined;
  const opened: { close(): Promise<void> }[] = lock === undefined ? [] : [{ close: lock.release }];
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  try {
    // chDB first: the lock that it holds by itself would show a second process before PGlite, which has none.
    const chdb = openChdb(join(folder, 'clickhouse'));
    const postgres = join(folder, 'postgres');
    const pglite = openPglite(postgres, undefined, chdb);
    // Where chDB fails, that is why PGlite does.
    pglite.catch(() => {});
    const columnar = await chdb;
    opened.push(columnar);
    whileOpening();
    const relational = await pglite;
    opened.push(relational);
    // PGlite's files are open to all: in a folder that was there before, only their own keeps others out.
    await chmod(postgres, 0o700);
    const objects = openFolderObjects(join(folder, 'objects'));
    await migrate(relational, columnar);
    const writer = maintained(await openWriter({ relational, columnar, objects }), relational);
    return { relational, columnar, objects, writer, sync: () => writer.flush(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function maintained(writer: Writer & Editor, relational: Relational): Writer & Editor {
  return {
    ...writer,
    flush: async () => {
      await writer.flush();
      await maintain(relational);
    },
  };
}

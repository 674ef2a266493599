import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Objects, StoreError } from './store.ts';

/** Objects as files of a folder, named by their digest; a file that is there is whole and on the disk. */
export function openFolderObjects(folder: string): Objects {
  const fileOf = (digest: string) => {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new StoreError('objects', `\`${digest}\` is no SHA-256 digest.`);
    return join(folder, digest.slice(0, 2), digest);
  };
  return {
    put: async (bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = join(folder, `${randomUUID()}.part`);
      try {
        const written = await write(unfinished, bytes instanceof Uint8Array ? [bytes] : bytes);
        const file = fileOf(written.digest);
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await rename(unfinished, file);
        await syncFolder(dirname(file));
        return written;
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    get: (digest) => createReadStream(fileOf(digest)),
    has: (digest) =>
      access(fileOf(digest)).then(
        () => true,
        () => false,
      ),
  };
}

async function write(file: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { digest: hash.digest('hex'), size };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import type { Objects } from './store.ts';

/**
 * The bytes of an object by its digest, no more than somewhat over `most`; undefined where it is not kept: a digest that another
 * tool gave need not be one of ours.
 */
export async function readObject(
  objects: Pick<Objects, 'get' | 'has'>,
  digest: string,
  most: number,
): Promise<Uint8Array | undefined> {
  if (!/^[0-9a-f]{64}$/.test(digest) || !(await objects.has(digest))) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of objects.get(digest)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

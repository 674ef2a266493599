import { createHash } from 'node:crypto';
import type { Objects, Stores } from '../store.ts';
import { clickhouse } from '../writer/statement.ts';
import type { Check } from './check-stores.ts';
import { mostExamples } from './examples.ts';

/** Every object that an artifact names against its digest. */
export async function checkObjects({ columnar, objects }: Stores, signal: AbortSignal): Promise<readonly Check[]> {
  const text = `SELECT digest, any(name) AS name FROM xt.artifact FINAL
    WHERE match(digest, '^[0-9a-f]{64}$') AND inline = '' AND size > 0 GROUP BY digest ORDER BY digest`;
  const named = await columnar.query(clickhouse(text), { signal });
  const wrong: string[] = [];
  for (let i = 0; i < named.numRows; i++) {
    signal.throwIfAborted();
    const digest = String(named.getChild('digest')?.get(i));
    const reason = await whatIsWrong(objects, digest);
    if (reason !== undefined)
      wrong.push(`object \`${digest}\` of \`${String(named.getChild('name')?.get(i))}\` ${reason}`);
  }
  return [{ of: 'objects', looked: named.numRows, wrong: wrong.length, examples: wrong.slice(0, mostExamples) }];
}

async function whatIsWrong(objects: Objects, digest: string): Promise<string | undefined> {
  if (!(await objects.has(digest))) return 'is missing';
  const hash = createHash('sha256');
  for await (const chunk of objects.get(digest)) hash.update(chunk);
  return hash.digest('hex') === digest ? undefined : 'has other bytes than were stored';
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFacts, type Stores, schemaVersion } from '@xt/engine/stores';
import type { StatusReport } from '../service.ts';

/** What is known of a store, one fact a line; `place` is a folder, or where the servers are. */
export async function readStatus(place: StorePlace, stores: Stores, version: string): Promise<StatusReport> {
  const facts = await readFacts(stores);
  const perPoint = facts.points === 0 ? '' : ` (${(facts.pointBytes / facts.points).toFixed(1)} bytes each)`;
  return {
    facts: [
      ['store', place.name],
      ...(place.folder === undefined ? [] : [['size', bytes(await folderSize(place.folder))] as const]),
      ['projects', count(facts.projects)],
      ['runs', count(facts.runs)],
      ['metrics', count(facts.metrics)],
      ['params', count(facts.params)],
      ['points', `${count(facts.points)}${perPoint}`],
      ['xt', `${version}, process ${process.pid}, ${bytes(process.memoryUsage.rss())} of memory`],
      ['schema', `${schemaVersion.postgres} (Postgres), ${schemaVersion.clickhouse} (ClickHouse)`],
      ['Postgres', `${facts.postgres}${place.folder === undefined ? '' : ' (PGlite)'}`],
      ['ClickHouse', `${facts.clickhouse}${place.folder === undefined ? '' : ' (chDB)'}`],
    ],
  };
}

/** Where a store is, in words without passwords, and its folder if it is an embedded one. */
export interface StorePlace {
  readonly name: string;
  readonly folder?: string;
}

async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // A file may vanish between listing and looking: a merge takes the parts that it has read away.
  const sizes = await Promise.all(files.map(({ parentPath, name }) => sizeOf(join(parentPath, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  );
}

function count(n: number): string {
  return n.toLocaleString('en');
}

function bytes(n: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = n < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(n) / 10));
  return `${(n / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

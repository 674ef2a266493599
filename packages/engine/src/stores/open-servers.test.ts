import { expect, test } from 'vitest';
import { openServers, serverAddresses } from './open-servers.ts';

const nowhere = {
  postgres: 'postgres://u:secret@127.0.0.1:1/x',
  clickhouse: 'http://u:secret@127.0.0.1:2',
  objects: '/tmp/xt-none',
};

test('a server that does not answer is named by its variable and host, without the password', async () => {
  const error = await openServers(nowhere).catch((cause: unknown) => cause);
  expect(String(error)).toBe(
    'StoreError: Postgres at `127.0.0.1:1` (`XT_POSTGRES_URL`) does not answer: connect ECONNREFUSED 127.0.0.1:1',
  );
});

test('an address that is none is refused before anything is opened', async () => {
  await expect(openServers({ ...nowhere, clickhouse: 'secret' })).rejects.toThrow(
    '`XT_CLICKHOUSE_URL` is no address; one looks like `http://user:password@host:8123`.',
  );
});

test('servers are used where both addresses are set', () => {
  const both = { XT_POSTGRES_URL: 'p', XT_CLICKHOUSE_URL: 'c' };
  expect(serverAddresses(both, 'o')).toEqual({ postgres: 'p', clickhouse: 'c', objects: 'o' });
  expect(serverAddresses({ XT_POSTGRES_URL: 'p' }, 'o')).toBeUndefined();
  expect(serverAddresses({ ...both, XT_POSTGRES_URL: '' }, 'o')).toBeUndefined();
});

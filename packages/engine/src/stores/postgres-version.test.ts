import { expect, it } from 'vitest';
import { requirePostgresVersion } from './postgres-version.ts';
import type { Relational } from './store.ts';

function serverOf(number: string, name: string): Relational {
  return {
    query: async () => ({ names: ['number', 'name'], rows: [[number, name]] }),
    transaction: () => Promise.reject(new Error('nothing is written')),
    close: async () => undefined,
  };
}

it('refuses a Postgres server older than 14, by its host and version', async () => {
  await expect(requirePostgresVersion(serverOf('130011', '13.11'), 'db:5432')).rejects.toThrow(
    'Postgres at `db:5432` (`XT_POSTGRES_URL`) is version 13.11; xt needs 14 or newer.',
  );
  await expect(requirePostgresVersion(serverOf('140000', '14.0'), 'db:5432')).resolves.toBeUndefined();
});

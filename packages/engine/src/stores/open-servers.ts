import { openFolderObjects } from './folder-objects.ts';
import { migrate } from './migrate.ts';
import type { OpenStores } from './open-folder.ts';
import { requirePostgresVersion } from './postgres-version.ts';
import { StoreError } from './store.ts';
import { clickhouse, postgres } from './writer/statement.ts';
import { openWriter } from './writer/writer.ts';

export interface ServerAddresses {
  readonly postgres: string;
  readonly clickhouse: string;
  /** The folder of objects. */
  readonly objects: string;
}

/** The addresses in the environment; undefined unless both are set. */
export function serverAddresses(
  environment: Readonly<Record<string, string | undefined>>,
  objects: string,
): ServerAddresses | undefined {
  const { XT_POSTGRES_URL: postgres, XT_CLICKHOUSE_URL: clickhouse } = environment;
  return postgres && clickhouse ? { postgres, clickhouse, objects } : undefined;
}

/** Opens the stores of a Postgres and a ClickHouse server, bringing their schemas up to date. */
export async function openServers(addresses: ServerAddresses): Promise<OpenStores> {
  const postgresHost = hostOf('postgres', addresses.postgres);
  const clickhouseHost = hostOf('clickhouse', addresses.clickhouse);
  // Their drivers take longer to load than all else that an embedded store needs.
  const { openPostgres } = await import('./postgres.ts');
  const { openClickhouse } = await import('./clickhouse.ts');
  const relational = openPostgres(addresses.postgres);
  const columnar = openClickhouse(addresses.clickhouse);
  const close = async () => {
    await Promise.all([relational.close(), columnar.close()]);
  };
  try {
    await reach('postgres', postgresHost, relational.query(postgres('select 1')));
    await requirePostgresVersion(relational, postgresHost);
    await reach('clickhouse', clickhouseHost, columnar.query(clickhouse('SELECT 1')));
    const objects = openFolderObjects(addresses.objects);
    await migrate(relational, columnar);
    const writer = await openWriter({ relational, columnar, objects });
    return { relational, columnar, objects, writer, sync: () => writer.flush(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

const variables = { postgres: 'XT_POSTGRES_URL', clickhouse: 'XT_CLICKHOUSE_URL' } as const;
const forms = {
  postgres: 'postgres://user:password@host:5432/database',
  clickhouse: 'http://user:password@host:8123',
} as const;

/** The host of an address; the address itself may hold a password and is never shown. */
function hostOf(store: 'postgres' | 'clickhouse', address: string): string {
  const host = URL.canParse(address) ? new URL(address).host : '';
  if (host !== '') return host;
  throw new StoreError(store, `\`${variables[store]}\` is no address; one looks like \`${forms[store]}\`.`);
}

async function reach(store: 'postgres' | 'clickhouse', host: string, answer: Promise<unknown>): Promise<void> {
  await answer.catch((cause: unknown) => {
    const said = cause instanceof Error ? cause.message : String(cause);
    const names = { postgres: 'Postgres', clickhouse: 'ClickHouse' };
    throw new StoreError(store, `${names[store]} at \`${host}\` (\`${variables[store]}\`) does not answer: ${said}`, {
      cause,
    });
  });
}

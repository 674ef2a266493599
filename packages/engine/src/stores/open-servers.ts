import { openClickhouse } from './clickhouse.ts';
import { openFolderObjects } from './folder-objects.ts';
import { migrate } from './migrate.ts';
import type { OpenStores } from './open-folder.ts';
import { openPostgres } from './postgres.ts';
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
  const relational = openPostgres(addresses.postgres);
  const columnar = openClickhouse(addresses.clickhouse);
  const close = async () => {
    await Promise.all([relational.close(), columnar.close()]);
  };
  try {
    const objects = openFolderObjects(addresses.objects);
    await migrate(relational, columnar);
    const writer = await openWriter({ relational, columnar, objects });
    return { relational, columnar, objects, writer, sync: () => writer.flush(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

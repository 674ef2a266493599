import { type Relational, StoreError } from './store.ts';
import { postgres } from './writer/statement.ts';

// Statistics of expressions (migration 5) came with it.
const least = 14;

/** Refuses a Postgres server that is too old for the schema, naming its host and version. */
export async function requirePostgresVersion(relational: Relational, host: string): Promise<void> {
  const { rows } = await relational.query(
    postgres("select current_setting('server_version_num'), current_setting('server_version')"),
  );
  const [number, name] = (rows[0] ?? []).map(String);
  if (Number(number) >= least * 10_000) return;
  throw new StoreError(
    'postgres',
    `Postgres at \`${host}\` (\`XT_POSTGRES_URL\`) is version ${name}; xt needs ${least} or newer.`,
  );
}

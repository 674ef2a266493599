import { migrations } from './migrations/index.ts';
import { type Columnar, type Relational, type Statement, StoreError } from './store.ts';

/** The versions that this build makes of the stores and can read. */
export const schemaVersion = { postgres: migrations.postgres.length, clickhouse: migrations.clickhouse.length };

/** Brings both stores to this build's version; refuses a store that is newer. Does nothing where nothing is to be done. */
export async function migrate(
  relational: Relational,
  columnar: Columnar,
  texts: { readonly postgres: readonly string[]; readonly clickhouse: readonly string[] } = migrations,
): Promise<void> {
  await migratePostgres(relational, texts.postgres);
  await migrateClickhouse(columnar, texts.clickhouse);
}

async function migratePostgres(relational: Relational, texts: readonly string[]): Promise<void> {
  const known = await relational.query(postgres("select to_regclass('xt.schema_version')::text"));
  if (known.rows[0]?.[0] != null) {
    const { rows } = await relational.query(postgres('select max(version) from xt.schema_version'));
    if (Number(rows[0]?.[0] ?? 0) === texts.length) return;
  }
  await relational.query(postgres('create schema if not exists xt'));
  await relational.query(postgres('create table if not exists schema_version (version int not null)'));
  await relational.transaction(async (tx) => {
    // Two processes may start on a new server at the same moment.
    await tx.query(postgres('lock table schema_version in exclusive mode'));
    const { rows } = await tx.query(postgres('select max(version) from schema_version'));
    const version = Number(rows[0]?.[0] ?? 0);
    refuseNewer('postgres', version, texts.length);
    for (const [i, text] of texts.entries()) {
      if (i < version) continue;
      for (const statement of splitStatements(text)) await tx.query(postgres(statement));
      await tx.query({ ...postgres('insert into schema_version values ($1)'), parameters: [i + 1] });
    }
  });
}

/** ClickHouse has no transactions: every statement of a migration can run again after a crash in its middle. */
async function migrateClickhouse(columnar: Columnar, texts: readonly string[]): Promise<void> {
  await columnar.command(clickhouse('CREATE DATABASE IF NOT EXISTS xt ENGINE = Atomic'));
  await columnar.command(
    clickhouse('CREATE TABLE IF NOT EXISTS xt.schema_version (version UInt32) ENGINE = MergeTree ORDER BY version'),
  );
  const table = await columnar.query(clickhouse('SELECT max(version) AS version FROM xt.schema_version'));
  const version = Number(table.getChild('version')?.get(0) ?? 0);
  refuseNewer('clickhouse', version, texts.length);
  for (const [i, text] of texts.entries()) {
    if (i < version) continue;
    for (const statement of splitStatements(text)) await columnar.command(clickhouse(statement));
    await columnar.command(clickhouse(`INSERT INTO xt.schema_version VALUES (${i + 1})`));
  }
}

function refuseNewer(store: 'postgres' | 'clickhouse', found: number, known: number): void {
  if (found <= known) return;
  throw new StoreError(
    store,
    `The store was written by a newer xt: its ${store} schema has version ${found}, this xt knows ${known}. Update xt to read it.`,
  );
}

function splitStatements(text: string): readonly string[] {
  const withoutComments = text.replaceAll(/--.*$/gm, '');
  return withoutComments
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

function postgres(text: string): Statement {
  return { store: 'postgres', text, parameters: [] };
}

function clickhouse(text: string): Statement {
  return { store: 'clickhouse', text, parameters: [] };
}

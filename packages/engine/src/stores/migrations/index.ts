import { start as clickhouseStart } from './clickhouse/0001-start.sql.ts';
import { start as postgresStart } from './postgres/0001-start.sql.ts';
import { said } from './postgres/0002-said.sql.ts';
import { identity } from './postgres/0003-identity.sql.ts';
import { digests } from './postgres/0004-digests.sql.ts';
import { shares } from './postgres/0005-shares.sql.ts';

/** The texts that bring a store from version i to i + 1, in order; a statement ends with a semicolon at the end of a line. */
export const migrations = {
  postgres: [postgresStart, said, identity, digests, shares],
  clickhouse: [clickhouseStart],
} as const satisfies Readonly<Record<string, readonly string[]>>;

import type { Relational } from './store.ts';
import { postgres } from './writer/statement.ts';

/**
 * What a Postgres server does by itself and PGlite does not, which keeps no count of changes either: where a table has
 * grown by a part since the last time, clears replaced rows away and tells the planner what is in it.
 */
export async function maintain(relational: Relational): Promise<void> {
  const grown = await relational.query(
    postgres(
      `select quote_ident(relname) from pg_class where relnamespace = 'xt'::regnamespace and relkind = 'r'
       and pg_relation_size(oid) / current_setting('block_size')::int > relpages * 1.2 + 16`,
    ),
  );
  for (const [table] of grown.rows) await relational.query(postgres(`vacuum (analyze) ${table}`));
}

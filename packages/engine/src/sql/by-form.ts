import type { Query, RunsForm, Template } from './sql.ts';
import { write } from './write.ts';

/** A statement in the form for a few runs and in that for many; the same text where no runs travel. */
export interface ByForm {
  readonly few: Template;
  readonly many: Template;
}

/** A statement of Postgres in both forms. */
export function postgres(query: (form: RunsForm) => Query): ByForm {
  return { few: write(query('few'), 'postgres'), many: write(query('many'), 'postgres') };
}

/** A statement of ClickHouse in both forms. */
export function clickhouse(query: (form: RunsForm) => Query): ByForm {
  return { few: write(query('few'), 'clickhouse'), many: write(query('many'), 'clickhouse') };
}

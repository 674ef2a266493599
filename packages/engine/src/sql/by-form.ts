import type { Query, RunsForm, Template } from './sql.ts';
import { write } from './write.ts';

/** A statement in the form for a few runs and in that for many; the same text where no runs travel. */
export interface ByForm {
  readonly store: Template['store'];
  readonly few: Template;
  readonly many: Template;
}

/** A statement of Postgres in both forms. */
export function postgres(query: (form: RunsForm) => Query): ByForm {
  return whenRead(query, 'postgres');
}

/** A statement of ClickHouse in both forms. */
export function clickhouse(query: (form: RunsForm) => Query): ByForm {
  return whenRead(query, 'clickhouse');
}

/** Each form is written when it is first read: most statements are asked in one of them. */
function whenRead(query: (form: RunsForm) => Query, store: Template['store']): ByForm {
  let few: Template | undefined;
  let many: Template | undefined;
  return {
    store,
    get few() {
      few ??= write(query('few'), store);
      return few;
    },
    get many() {
      many ??= write(query('many'), store);
      return many;
    },
  };
}

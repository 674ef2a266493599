import type { FetchFacts } from '../plan/steps.ts';
import { inClickHouseSet, inPostgresSet } from './run-sets.ts';
import { call, column, infix, type Query, type RunsForm, raw, type Sql, value } from './sql.ts';

/**
 * Of each of the runs asked about, as JSON lists: its number, then of the sections asked for its documents and the
 * fields of its row that belong to them, null for the others.
 */
export function runDocuments({ sections }: FetchFacts, form: RunsForm): Query {
  const r = (name: string) => column(name, 'r');
  const list = (of: Sql, as: string) => ({ value: call('json_agg', of), as });
  const fields = (names: readonly (readonly [string, string])[]) =>
    call('json_build_object', ...names.flatMap(([name, of]) => [raw(`'${name}'`), r(of)]));
  const when = (section: FetchFacts['sections'][number], of: Sql) =>
    sections.includes(section) ? of : raw('NULL::json');
  return {
    kind: 'select',
    columns: [
      list(r('number'), 'run'),
      list(when('params', column('params', 'd')), 'params'),
      list(when('tags', column('tags', 'd')), 'tags'),
      list(when('environment', column('environment', 'd')), 'environment'),
      list(when('environment', fields([['host', 'host']])), 'environment_fields'),
      list(when('code', column('code', 'd')), 'code'),
      list(
        when(
          'code',
          fields([
            ['commit', 'git_commit'],
            ['branch', 'git_branch'],
            ['dirty', 'git_dirty'],
          ]),
        ),
        'code_fields',
      ),
    ],
    from: {
      kind: 'left-join',
      left: { kind: 'table', name: 'run', as: 'r' },
      right: { kind: 'table', name: 'document', as: 'd' },
      on: infix('=', column('run', 'd'), r('number')),
    },
    where: [inPostgresSet(r('number'), 'asked', form)],
  };
}

/** The last value of each metric of the runs of the step: `run`, `metric`, `last`; one more than so many at most. */
export function finalMetrics({ of, scope }: FetchFacts, most: number, form: RunsForm): Query {
  const s = (name: string) => column(name, 's');
  const projects =
    scope.projects === undefined ? [] : [infix('IN', s('project'), value('Array(UInt32)', scope.projects))];
  return {
    kind: 'select',
    columns: [
      { value: s('run'), as: 'run' },
      { value: s('metric'), as: 'metric' },
      { value: s('last'), as: 'last' },
    ],
    from: { kind: 'table', name: 'xt.summary', as: 's', final: true },
    where: [...projects, inClickHouseSet(of, form, s('run'))],
    limit: value('UInt64', most + 1),
  };
}

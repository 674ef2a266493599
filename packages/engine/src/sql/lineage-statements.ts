import type { ListLineage } from '../plan/steps.ts';
import { kinEdges } from './kin-statements.ts';
import { inPostgresSet } from './run-sets.ts';
import { call, column, type From, infix, type Query, type RunsForm, raw, type Sql, value } from './sql.ts';

/** The edges of the kinds walked, upwards or downwards from the runs of the step, as `kinEdges` gives them. */
export function lineageEdges(step: ListLineage, direction: 'up' | 'down', form: RunsForm): Query {
  const relation = direction === 'up' ? 'ancestor' : 'descendant';
  const within = step[direction];
  const { of, by } = step;
  return kinEdges(
    { relation, of, ...(within === undefined ? {} : { within }), ...(by === undefined ? {} : { by }) },
    form,
  );
}

/** Of each run asked about that has a parent: lists of its number, and the first logged edge's parent (id), kind and step. */
export function parentsOf({ by }: ListLineage, form: RunsForm): Query {
  const edge = (name: string) => column(name, 'e');
  const kinds: readonly Sql[] = by === undefined ? [] : [infix('=', edge('kind'), call('any', value('text[]', by)))];
  const from: From = {
    kind: 'join',
    left: { kind: 'table', name: 'edge', as: 'e' },
    right: { kind: 'table', name: 'run', as: 'p' },
    on: infix('=', column('number', 'p'), edge('parent')),
  };
  const list = (of: Sql, as: string) => ({ value: call('json_agg', of), as });
  return {
    kind: 'select',
    columns: [
      list(column('child', 'o'), 'child'),
      list(column('parent', 'o'), 'parent'),
      list(column('kind', 'o'), 'kind'),
      list(column('step', 'o'), 'step'),
    ],
    from: {
      kind: 'query',
      query: {
        kind: 'select',
        columns: [
          { value: raw('DISTINCT ON (e.child) e.child') },
          { value: column('id', 'p'), as: 'parent' },
          { value: edge('kind') },
          { value: edge('step') },
        ],
        from,
        where: [inPostgresSet(edge('child'), 'asked', form), ...kinds],
        order: [{ value: edge('child') }, { value: edge('logged') }],
      },
      as: 'o',
    },
  };
}

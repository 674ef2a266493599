import type { StepId } from '../plan/steps.ts';
import { inPostgresSet } from './run-sets.ts';
import { call, column, type From, infix, type Query, type RunsForm, raw, type Sql } from './sql.ts';

/** The fork edges on all ways up from the runs of a step, the first logged first: lists of child, parent and step. */
export function forkEdges(of: StepId, form: RunsForm): Query {
  const number = column('number', 'r');
  const edge = (name: string) => column(name, 'e');
  const isFork = (table: string): Sql => infix('=', column('kind', table), raw("'fork'"));
  const walk: From = {
    kind: 'reachable',
    as: 'w',
    start: {
      kind: 'select',
      columns: [{ value: number, as: 'id' }],
      from: { kind: 'table', name: 'run', as: 'r' },
      where: [inPostgresSet(number, of, form)],
    },
    next: {
      kind: 'select',
      columns: [{ value: column('parent', 'n') }],
      from: {
        kind: 'join',
        left: { kind: 'table', name: 'edge', as: 'n' },
        right: { kind: 'table', name: 'w' },
        on: infix('=', column('child', 'n'), column('id', 'w')),
      },
      where: [isFork('n')],
    },
  };
  const names = ['child', 'parent', 'step'] as const;
  return {
    kind: 'select',
    columns: names.map((name) => ({ value: call('json_agg', raw(`e.${name} ORDER BY e.logged`)), as: name })),
    from: {
      kind: 'join',
      left: { kind: 'table', name: 'edge', as: 'e' },
      right: walk,
      on: infix('=', edge('child'), column('id', 'w')),
    },
    where: [isFork('e')],
  };
}

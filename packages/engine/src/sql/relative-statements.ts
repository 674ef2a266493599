import { edgesText } from './kin-statements.ts';
import { inPostgresSet } from './run-sets.ts';
import { column, type From, infix, type Query, type RunsForm, type Select, type Sql } from './sql.ts';

/** The edges to the parents of the runs asked about, as one text, the first logged first. */
export function parentEdges(form: RunsForm): Query {
  const edges: From = { kind: 'table', name: 'edge', as: 'e' };
  return loggedEdges(edges, [inPostgresSet(column('child', 'e'), 'asked', form)]);
}

/** The edges to the parents of all runs, in no order. */
export function everyParent(): Query {
  const edges = edgesText('e', "','");
  return { kind: 'select', columns: [{ value: edges, as: 'edges' }], from: { kind: 'table', name: 'edge', as: 'e' } };
}

/** The edges on every way up from the runs asked about, the same way. */
export function ancestorEdges(form: RunsForm): Query {
  const number = column('number', 'r');
  const walk: From = {
    kind: 'reachable',
    as: 'w',
    start: {
      kind: 'select',
      columns: [{ value: number, as: 'id' }],
      from: { kind: 'table', name: 'run', as: 'r' },
      where: [inPostgresSet(number, 'asked', form)],
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
    },
  };
  const from: From = {
    kind: 'join',
    left: { kind: 'table', name: 'edge', as: 'e' },
    right: walk,
    on: infix('=', column('child', 'e'), column('id', 'w')),
  };
  return loggedEdges(from, []);
}

function loggedEdges(from: From, where: readonly Sql[]): Select {
  const edges = edgesText('e', "',' ORDER BY e.logged");
  return { kind: 'select', columns: [{ value: edges, as: 'edges' }], from, where };
}

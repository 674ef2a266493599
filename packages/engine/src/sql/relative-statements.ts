import { inPostgresSet } from './run-sets.ts';
import {
  call,
  column,
  type From,
  infix,
  postfix,
  type Query,
  type RunsForm,
  raw,
  type Select,
  type Sql,
} from './sql.ts';

/** The edges to the parents of the runs asked about, as bytes: with `all` every parent, else the first logged of each. */
export function parentEdges(all: boolean, form: RunsForm): Query {
  const child = column(all ? 'child' : 'number', 'e');
  return edgeBytes(all, table(all, 'e'), [inPostgresSet(child, 'asked', form), ...hasParent(all, 'e')]);
}

/** The edges on every way up from the runs asked about. */
export function ancestorEdges(all: boolean, form: RunsForm): Query {
  const number = column('number', 'r');
  const child = all ? 'child' : 'number';
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
        left: table(all, 'n'),
        right: { kind: 'table', name: 'w' },
        on: infix('=', column(child, 'n'), column('id', 'w')),
      },
      where: hasParent(all, 'n'),
    },
  };
  const from: From = {
    kind: 'join',
    left: table(all, 'e'),
    right: walk,
    on: infix('=', column(child, 'e'), column('id', 'w')),
  };
  return edgeBytes(all, from, hasParent(all, 'e'));
}

/** Edges, or runs with their first logged parents. */
function table(all: boolean, as: string): From {
  return { kind: 'table', name: all ? 'edge' : 'run', as };
}

function hasParent(all: boolean, as: string): readonly Sql[] {
  return all ? [] : [postfix(column('parent', as), 'IS NOT NULL')];
}

function edgeBytes(all: boolean, from: From, where: readonly Sql[]): Select {
  const bytes = (name: string) => call('int4send', column(name, 'e'));
  const edge = infix('||', bytes('parent'), bytes(all ? 'child' : 'number'));
  const edges = call('string_agg', edge, raw("''::bytea"));
  return { kind: 'select', columns: [{ value: edges, as: 'edges' }], from, where };
}

import type { FindKin } from '../plan/steps.ts';
import { inPostgresSet } from './run-sets.ts';
import {
  call,
  column,
  type From,
  infix,
  type Query,
  type RunsForm,
  raw,
  type Select,
  type Sql,
  subquery,
  value,
} from './sql.ts';

type Walk = Omit<FindKin, 'kind' | 'id'>;

/** Every edge that a walk from the step's runs can go along, as one text of bytes: 32 bits a parent, 32 bits its child. */
export function kinEdges(step: Walk, form: RunsForm): Query {
  const inStart = (of: Sql) => inPostgresSet(of, step.of, form);
  switch (step.relation) {
    case 'child':
      return bytesOf('e', edges('e'), [inStart(column('parent', 'e')), ...ofKinds(step, 'e')]);
    case 'parent':
      return bytesOf('e', edges('e'), [inStart(column('child', 'e')), ...ofKinds(step, 'e')]);
    case 'sibling': {
      const own = [inStart(column('child', 's')), ...ofKinds(step, 's')];
      const parents: Select = {
        kind: 'select',
        columns: [{ value: column('parent', 's') }],
        from: edges('s'),
        where: own,
      };
      const isIn = infix('IN', column('parent', 'e'), subquery(parents));
      return bytesOf('e', edges('e'), [isIn, ...ofKinds(step, 'e')]);
    }
    case 'descendant':
      return bytesOf('w', walk(step, 'parent', 'child', inStart), []);
    case 'ancestor':
      return bytesOf('w', walk(step, 'child', 'parent', inStart), []);
  }
}

function bytesOf(table: string, from: From, where: readonly Sql[]): Select {
  const bytes = (name: string) => call('int4send', column(name, table));
  const all = call('string_agg', infix('||', bytes('parent'), bytes('child')), raw("''::bytea"));
  return { kind: 'select', columns: [{ value: all, as: 'edges' }], from, where };
}

/** A walk of few edges is cut off; how far each run is from the start is counted when the edges are there. */
const fewEdges = 8;

/** The edges from the start and all beyond them. `UNION` over edges alone ends on cycles, and with a distance by its bound. */
function walk(step: Walk, from: 'parent' | 'child', to: 'parent' | 'child', inStart: (of: Sql) => Sql): From {
  const most = step.within !== undefined && step.within <= fewEdges ? step.within : undefined;
  const edge = (distance: Sql) => [
    { value: column('parent', 'n') },
    { value: column('child', 'n') },
    ...(most === undefined ? [] : [{ value: distance, as: 'distance' }]),
  ];
  return {
    kind: 'reachable',
    as: 'w',
    start: {
      kind: 'select',
      columns: edge(raw('1')),
      from: edges('n'),
      where: [inStart(column(from, 'n')), ...ofKinds(step, 'n')],
    },
    next: {
      kind: 'select',
      columns: edge(infix('+', column('distance', 'w'), raw('1'))),
      from: {
        kind: 'join',
        left: edges('n'),
        right: { kind: 'table', name: 'w' },
        on: infix('=', column(from, 'n'), column(to, 'w')),
      },
      where: [
        ...(most === undefined ? [] : [infix('<', column('distance', 'w'), value('int', most))]),
        ...ofKinds(step, 'n'),
      ],
    },
  };
}

function edges(as: string): From {
  return { kind: 'table', name: 'edge', as };
}

function ofKinds({ by }: Pick<FindKin, 'by'>, table: string): readonly Sql[] {
  return by === undefined ? [] : [infix('=', column('kind', table), call('any', value('text[]', by)))];
}

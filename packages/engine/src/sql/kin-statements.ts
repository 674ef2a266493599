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

/** Every edge that a walk from the step's runs can go along, as one text (see `edgesText`). */
export function kinEdges(step: Walk, form: RunsForm): Query {
  const inStart = (of: Sql) => inPostgresSet(of, step.of, form);
  switch (step.relation) {
    case 'child':
      return edgesOf('e', edges('e'), [inStart(column('parent', 'e')), ...ofKinds(step, 'e')]);
    case 'parent':
      return edgesOf('e', edges('e'), [inStart(column('child', 'e')), ...ofKinds(step, 'e')]);
    case 'sibling': {
      const own = [inStart(column('child', 's')), ...ofKinds(step, 's')];
      const parents: Select = {
        kind: 'select',
        columns: [{ value: column('parent', 's') }],
        from: edges('s'),
        where: own,
      };
      const isIn = infix('IN', column('parent', 'e'), subquery(parents));
      return edgesOf('e', edges('e'), [isIn, ...ofKinds(step, 'e')]);
    }
    case 'descendant':
      return edgesOf('w', walk(step, 'parent', 'child', inStart), []);
    case 'ancestor':
      return edgesOf('w', walk(step, 'child', 'parent', inStart), []);
  }
}

function edgesOf(table: string, from: From, where: readonly Sql[]): Select {
  return { kind: 'select', columns: [{ value: edgesText(table, "','"), as: 'edges' }], from, where };
}

/** Of all edges the number of the parent and of the child, with commas between all: bytes leave PGlite more slowly. */
export function edgesText(table: string, separator: string): Sql {
  const number = (name: string) => infix('::', column(name, table), raw('text'));
  return call('string_agg', infix('||', number('parent'), raw("','"), number('child')), raw(separator));
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

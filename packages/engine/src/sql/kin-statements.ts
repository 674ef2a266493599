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

/** Every edge that a walk from the step's runs can go along, as one text of bytes: 32 bits a parent, 32 bits its child. */
export function kinEdges(step: Omit<FindKin, 'kind' | 'id'>, form: RunsForm): Query {
  const edge = (name: string) => column(name, 'e');
  const inStart = (of: Sql) => inPostgresSet(of, step.of, form);
  return {
    kind: 'select',
    columns: [
      {
        value: call(
          'string_agg',
          infix('||', call('int4send', edge('parent')), call('int4send', edge('child'))),
          raw("''::bytea"),
        ),
        as: 'edges',
      },
    ],
    from: edges('e'),
    where: [reached(step, inStart), ...ofKinds(step, 'e')],
  };
}

function reached(step: Omit<FindKin, 'kind' | 'id'>, inStart: (of: Sql) => Sql): Sql {
  switch (step.relation) {
    case 'child':
      return inStart(column('parent', 'e'));
    case 'parent':
      return inStart(column('child', 'e'));
    case 'sibling': {
      const where = [inStart(column('child', 's')), ...ofKinds(step, 's')];
      return isIn(column('parent', 'e'), selectId(column('parent', 's'), edges('s'), where));
    }
    case 'descendant':
      return isIn(column('parent', 'e'), selectId(column('id', 'w'), walk(step, 'parent', 'child', inStart), []));
    case 'ancestor':
      return isIn(column('child', 'e'), selectId(column('id', 'w'), walk(step, 'child', 'parent', inStart), []));
  }
}

/** A walk of few edges is cut off; how far each run is from the start is counted when the edges are there. */
const fewEdges = 8;

/** The runs of the start and all beyond them. `UNION` over ids alone ends on cycles, and with a distance by its bound. */
function walk(
  step: Omit<FindKin, 'kind' | 'id'>,
  from: 'parent' | 'child',
  to: 'parent' | 'child',
  inStart: (of: Sql) => Sql,
): From {
  const most = step.within !== undefined && step.within <= fewEdges ? step.within : undefined;
  const distance = (of: Sql) => (most === undefined ? [] : [{ value: of, as: 'distance' }]);
  const number = column('number', 'r');
  return {
    kind: 'reachable',
    as: 'w',
    start: {
      kind: 'select',
      columns: [{ value: number, as: 'id' }, ...distance(raw('1'))],
      from: { kind: 'table', name: 'run', as: 'r' },
      where: [inStart(number)],
    },
    next: {
      kind: 'select',
      columns: [{ value: column(to, 'n') }, ...distance(infix('+', column('distance', 'w'), raw('1')))],
      from: {
        kind: 'join',
        left: edges('n'),
        right: { kind: 'table', name: 'w' },
        on: infix('=', column(from, 'n'), column('id', 'w')),
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

function isIn(of: Sql, query: Select): Sql {
  return infix('IN', of, subquery(query));
}

function selectId(of: Sql, from: From, where: readonly Sql[]): Select {
  return { kind: 'select', columns: [{ value: of }], from, where };
}

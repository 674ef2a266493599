import { lineageColumns } from '../bind/lineage.ts';
import { tableColumns } from '../bind/tables.ts';
import type { ValueType } from '../catalog/value-types.ts';
import { computedColumnsOf } from '../plan/row-columns.ts';
import type { ListRows } from '../plan/steps.ts';
import { chooseStages, plainColumns } from './choose-stages.ts';
import { clickHouseValue, rowColumnKey } from './clickhouse-values.ts';
import { bytes, call, column, type Query, raw, type Select, type Sql, slot } from './sql.ts';

const ownTypes: ReadonlyMap<string, ValueType> = new Map(
  [...Object.values(tableColumns).flat(), ...lineageColumns, { name: 'project', type: 'text' as const }].map(
    ({ name, type }) => [name, type],
  ),
);

/** The type of a listed column, of the rows themselves or added to them. */
export function listedType({ added = [], own = [] }: Pick<ListRows, 'added' | 'own'>, name: string): ValueType {
  const type = [...added, ...own].find((column) => column.name === name)?.type ?? ownTypes.get(name);
  if (type === undefined) throw new Error(`no column \`${name}\` is listed`);
  return type;
}

/** Whether values of a type travel as texts; all else as numbers. */
function isText(type: ValueType): boolean {
  return type === 'text' || type === 'list' || type === 'mixed';
}

/**
 * The clauses of a listing over its rows, which have travelled: `row`, the position of each that is left, in order, and
 * `v1`, `v2` … by place, the shown columns that are not columns of the rows themselves. ClickHouse computes them, so that they mean what they mean of runs.
 */
export function chooseRows(step: ListRows): Query {
  const names = computedColumnsOf(step);
  const rows = {
    from: { kind: 'query', query: listed(names, step) } as const,
    columns: plainColumns(['row', ...names.map((_, index) => `c${index + 1}`)]),
    nameOf: (key: string) => `c${names.findIndex((name) => rowColumnKey(name) === key) + 1}`,
    ties: [{ name: 'row', term: (row: Sql) => row }],
  };
  return chooseStages(rows, step.stages, (after) => [
    { value: column('row') },
    ...step.columns.flatMap(({ expression }, index) =>
      expression.kind === 'row-column' ? [] : [{ value: clickHouseValue(expression, after), as: `v${index + 1}` }],
    ),
  ]);
}

/** Columns that no row lacks: which of their values are there need not be told. */
const neverMissing: Readonly<Record<ListRows['source'], readonly string[]>> = {
  metrics: ['name', 'project', 'runs', 'points'],
  params: ['name', 'project', 'type', 'runs', 'distinct'],
  projects: ['name', 'runs', 'running', 'points'],
  views: ['name', 'query'],
  lineage: [],
  groups: [],
};

/** The rows as they travelled: `row`, then `c1`, `c2` …, null where a value is missing. */
function listed(names: readonly string[], step: ListRows): Select {
  const isWhole = (name: string) => neverMissing[step.source].includes(name);
  const arrays = names.flatMap((name) => {
    const type = listedType(step, name);
    const part = (which: 'flags' | 'values') =>
      bytes({ kind: 'listed', column: name, part: which, text: isText(type) });
    const values = valuesOf(type, part('values'));
    return isWhole(name) ? [values] : [call('reinterpret', part('flags'), raw("'Array(UInt8)'")), values];
  });
  const rows = call('range', slot('UInt32', { kind: 'count' }));
  const element = (position: number) => call('tupleElement', column('listed'), raw(String(position)));
  let last = 1;
  const values = names.map((name) => {
    if (isWhole(name)) return element(++last);
    const flag = element(++last);
    return call('if', flag, element(++last), raw('NULL'));
  });
  return {
    kind: 'select',
    columns: [{ value: element(1), as: 'row' }, ...values.map((of, index) => ({ value: of, as: `c${index + 1}` }))],
    from: {
      kind: 'query',
      query: {
        kind: 'select',
        columns: [{ value: call('arrayJoin', call('arrayZip', rows, ...arrays)), as: 'listed' }],
        from: { kind: 'table', name: 'system.one' },
      },
    },
  };
}

function valuesOf(type: ValueType, values: Sql): Sql {
  if (isText(type)) return call('arrayPopBack', call('splitByChar', raw("'\\0'"), values));
  const numbers = call('reinterpret', values, raw("'Array(Float64)'"));
  return type === 'bool' ? call('arrayMap', raw('x -> x = 1'), numbers) : numbers;
}

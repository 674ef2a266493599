import { computedColumnsOf } from '../plan/row-columns.ts';
import type { ListRows } from '../plan/steps.ts';
import { chooseStages } from './choose-stages.ts';
import { clickHouseValue, type Inputs, rowColumnKey } from './clickhouse-values.ts';
import { call, column, type Query, raw, type Select, type Sql, slot } from './sql.ts';

const textColumns: ReadonlySet<string> = new Set(['name', 'project', 'type', 'goal', 'query', 'user']);

/** Whether the values of a listed column are texts, which travel each ended by a zero byte; the others are doubles. */
export function isTextColumn(name: string): boolean {
  return textColumns.has(name);
}

/**
 * The clauses of a listing over its rows, which have travelled: `row`, the position of each that is left, in order, and
 * `v1`, `v2` … by place, the shown columns that are not columns of the rows themselves. ClickHouse computes them, so that they mean what they mean of runs.
 */
export function chooseRows(step: ListRows): Query {
  const names = computedColumnsOf(step);
  const inputs: Inputs = { column: (key) => column(`c${names.findIndex((name) => rowColumnKey(name) === key) + 1}`) };
  const kept = ['row', ...names.map((_, index) => `c${index + 1}`)];
  const rows = { query: listed(names), inputs, kept, ties: [column('row')] };
  return chooseStages(rows, step.stages, (after) => [
    { value: column('row') },
    ...step.columns.flatMap(({ expression }, index) =>
      expression.kind === 'row-column' ? [] : [{ value: clickHouseValue(expression, after), as: `v${index + 1}` }],
    ),
  ]);
}

/** The rows as they travelled: `row`, then `c1`, `c2` …, null where a value is missing. */
function listed(names: readonly string[]): Select {
  const arrays = names.flatMap((name) => {
    const part = (which: 'flags' | 'values') =>
      call('base64Decode', slot('String', { kind: 'listed', column: name, part: which }));
    return [call('reinterpret', part('flags'), raw("'Array(UInt8)'")), valuesOf(name, part('values'))];
  });
  const rows = call('range', slot('UInt32', { kind: 'count' }));
  const element = (position: number) => call('tupleElement', column('listed'), raw(String(position)));
  return {
    kind: 'select',
    columns: [
      { value: element(1), as: 'row' },
      ...names.map((_, index) => {
        const [flag, of] = [element(2 * index + 2), element(2 * index + 3)];
        return { value: call('if', flag, of, raw('NULL')), as: `c${index + 1}` };
      }),
    ],
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

function valuesOf(name: string, bytes: Sql): Sql {
  if (!isTextColumn(name)) return call('reinterpret', bytes, raw("'Array(Float64)'"));
  return call('arrayPopBack', call('splitByChar', raw("'\\0'"), bytes));
}

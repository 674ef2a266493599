import type { Columnar, ParameterValue, Relational, Stores } from '../../src/stores/store.ts';
import type { Sql } from './case.ts';
import type { OperandType, Value } from './operands.ts';

/** The two databases, as xt opens them. */
export type Databases = Pick<Stores, 'relational' | 'columnar'>;

/** What a cell of a table holds: a value, or the word that the database refused it. */
export type Cell = Value | { readonly error: string };

/** One operand as a column: its type and its values by row. */
export interface OperandColumn {
  readonly type: OperandType;
  readonly values: readonly Value[];
}

/** Computes SQL text over the columns `x` and `y` for every row. */
export type Compute = (sql: Sql, result: OperandType, x: OperandColumn, y?: OperandColumn) => Promise<Cell[]>;

/** Computes in ClickHouse, all rows in one statement; columns are not folded as constants. */
export function inClickHouse(store: Pick<Columnar, 'query'>): Compute {
  return async (sql, result, x, y) => {
    const from = clickhouseRows([x, ...(y === undefined ? [] : [y])]);
    const text = `SELECT ${sql.text} AS result FROM ${from} ORDER BY i`;
    try {
      const table = await store.query({ store: 'clickhouse', text, parameters: parametersOf(sql) });
      const column = table.getChildAt(0);
      return x.values.map((_, i) => toValue(column?.get(i), result));
    } catch (error) {
      return x.values.map(() => ({ error: String(error) }));
    }
  };
}

/** Computes in Postgres, a statement per row, because an error ends a statement. */
export function inPostgres(store: Pick<Relational, 'query'>): Compute {
  return async (sql, result, x, y) => {
    const cells: Cell[] = [];
    for (const i of x.values.keys()) {
      const operands = [x, ...(y === undefined ? [] : [y])];
      const from = operands.map((o, j) => `${postgresLiteral(o, i)} as ${'xy'[j]}`).join(', ');
      const text = `select ${sql.text} as result from (select ${from}) as operands`;
      try {
        const { rows } = await store.query({ store: 'postgres', text, parameters: parametersOf(sql) });
        cells.push(toValue(rows[0]?.[0], result));
      } catch (error) {
        cells.push({ error: String(error) });
      }
    }
    return cells;
  };
}

/** The operands as a table with the columns `i`, `x` and `y`. */
export function clickhouseRows(operands: readonly OperandColumn[]): string {
  const columns = ['i UInt32', ...operands.map((o, j) => `${'xy'[j]} ${clickhouseTypes[o.type]}`)].join(', ');
  const rows = operands[0]?.values.map(
    (_, i) => `(${[i, ...operands.map((o) => clickhouseLiteral(o, i))].join(', ')})`,
  );
  return `values('${columns}', ${rows?.join(', ')})`;
}

/** The same for Postgres. */
export function postgresRows(operands: readonly OperandColumn[]): string {
  const rows = operands[0]?.values.map((_, i) => `(${[i, ...operands.map((o) => postgresLiteral(o, i))].join(', ')})`);
  return `(values ${rows?.join(', ')}) as operands (i, ${operands.map((_, j) => 'xy'[j]).join(', ')})`;
}

const parametersOf = (sql: Sql): readonly ParameterValue[] => sql.parameters ?? [];

const clickhouseTypes: Record<OperandType, string> = {
  number: 'Nullable(Float64)',
  text: 'Nullable(String)',
  condition: 'Nullable(UInt8)',
  time: 'Nullable(Int64)',
};

function clickhouseLiteral(operand: OperandColumn, i: number): string {
  const value = operand.values[i] ?? null;
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Object.is(value, -0)) return '-0.';
  return String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
}

const postgresTypes: Record<OperandType, string> = {
  number: 'float8',
  text: 'text collate "C"',
  condition: 'boolean',
  time: 'bigint',
};

function postgresLiteral(operand: OperandColumn, i: number): string {
  const value = operand.values[i] ?? null;
  const type = postgresTypes[operand.type];
  if (value === null) return `null::${type}`;
  const text = Object.is(value, -0) ? '-0' : String(value);
  return `'${text.replaceAll("'", "''")}'::${type}`;
}

function toValue(value: unknown, result: OperandType): Value {
  if (value === null || value === undefined) return null;
  if (result === 'text') return String(value);
  if (result === 'condition') return Boolean(value);
  return Number(value);
}

import * as clickhouse from '../../src/sql/forms-clickhouse.ts';
import { pointsFunction } from '../../src/sql/forms-series.ts';
import { agrees, type Page, show } from './case.ts';
import type { Databases } from './databases.ts';
import * as language from './language.ts';
import { series, type Value } from './operands.ts';

/** The aggregates of a series, by name. */
export const aggregates = [
  'last',
  'first',
  'min',
  'max',
  'mean',
  'sum',
  'count',
  'argmin',
  'argmax',
  'var',
  'std',
] as const;

/** What a person writes first, to show why the forms are needed. */
const plain: Record<language.Aggregate, { clickhouse: string; postgres: string | undefined }> = {
  last: { clickhouse: 'argMax(value, step)', postgres: undefined },
  first: { clickhouse: 'argMin(value, step)', postgres: undefined },
  min: { clickhouse: 'min(value)', postgres: 'min(value)' },
  max: { clickhouse: 'max(value)', postgres: 'max(value)' },
  mean: { clickhouse: 'avg(value)', postgres: 'avg(value)' },
  sum: { clickhouse: 'sum(value)', postgres: 'sum(value)' },
  count: { clickhouse: 'count(value)', postgres: 'count(value)' },
  argmin: { clickhouse: 'argMin(step, value)', postgres: undefined },
  argmax: { clickhouse: 'argMax(step, value)', postgres: undefined },
  var: { clickhouse: 'varSamp(value)', postgres: 'var_samp(value)' },
  std: { clickhouse: 'stddevSamp(value)', postgres: 'stddev_samp(value)' },
};

/** One aggregate of every series: the page to review, and what is not as the language says. */
export async function aggregatePage(stores: Databases, name: language.Aggregate): Promise<Page> {
  const wanted = series.map((points) => language.aggregate(name, points));
  const overPoints = await inClickHouse(stores, pointsFunction(name), 'points');
  const overSummary = await inClickHouse(
    stores,
    clickhouse.summaryAggregate(name, (column) => column),
    'summary',
  );
  const plainly = await inClickHouse(stores, plain[name].clickhouse, 'points');
  const { postgres } = plain[name];
  const inPlainPostgres = postgres === undefined ? [] : await inPostgres(stores, postgres, name);
  const rows = series.map((points, i) => [
    `[${points.map(show).join(', ')}]`,
    ...[wanted, overPoints, overSummary].map((column) => show(column[i] ?? null)),
    marked(plainly[i] ?? null, wanted[i] ?? null),
    inPlainPostgres[i] ?? '',
  ]);
  const wrong = series.flatMap((points, i) => {
    // A series without points has no row: then even the count is not there, and the planner's to give.
    const expected = points.length === 0 ? null : (wanted[i] ?? null);
    const right = [overPoints, overSummary].every((column) => agrees(column[i] ?? null, expected));
    return right ? [] : [`${name}: ${rows[i]?.join(' ')}`];
  });
  const head = [
    'series',
    'the language',
    'xt over points',
    'xt over the summary',
    'ClickHouse, plain',
    'Postgres, plain',
  ];
  const lines = [
    `${name} of a series`,
    '',
    `ClickHouse, xt over points: ${pointsFunction(name)}`,
    `ClickHouse, xt over the summary: ${clickhouse.summaryAggregate(name, (column) => column)}`,
    `ClickHouse, plain: ${plain[name].clickhouse}`,
    'Postgres: not computed there',
    '',
    ...aligned([head, ...rows]),
  ];
  return { text: `${lines.join('\n')}\n`, disagreements: wrong };
}

async function inClickHouse(stores: Databases, form: string, from: 'points' | 'summary'): Promise<Value[]> {
  const points = series.flatMap((values, run) => values.map((v, step) => `(${run}, ${step}, ${literal(v)})`));
  const table = `values('run UInt32, step Float64, value Float64', ${points.join(', ')})`;
  const some = 'NOT isNaN(value)';
  const summary = `SELECT run, count() AS n, countIf(isNaN(value)) AS n_nan, argMin(value, step) AS first,
    argMax(value, step) AS last, minOrNullIf(value, ${some}) AS min, maxOrNullIf(value, ${some}) AS max,
    argMinOrNullIf(step, (value, step), ${some}) AS argmin, argMaxOrNullIf(step, (value, -step), ${some}) AS argmax,
    sumOrNullIf(value, ${some}) AS sum, varPopStableOrNullIf(value, ${some}) * countIf(${some}) AS m2 FROM ${table} GROUP BY run`;
  const text =
    from === 'points'
      ? `SELECT run, ${form} AS result FROM ${table} GROUP BY run`
      : `SELECT run, ${form} AS result FROM (${summary})`;
  const answer = await stores.columnar.query({ store: 'clickhouse', text, parameters: [] });
  const results: Value[] = series.map(() => null);
  for (let i = 0; i < answer.numRows; i++) {
    const value: unknown = answer.getChildAt(1)?.get(i);
    results[Number(answer.getChildAt(0)?.get(i))] = value === null ? null : Number(value);
  }
  return results;
}

async function inPostgres(stores: Databases, form: string, name: language.Aggregate): Promise<string[]> {
  const cells: string[] = [];
  for (const points of series) {
    const values = points.map((v) => `('${v}'::float8)`).join(', ') || '(null::float8)';
    try {
      const { rows } = await stores.relational.query({
        store: 'postgres',
        text: `select ${form} from (values ${values}) as points (value)`,
        parameters: [],
      });
      const value = rows[0]?.[0] ?? null;
      cells.push(marked(value === null ? null : Number(value), language.aggregate(name, points)));
    } catch {
      cells.push('error!');
    }
  }
  return cells;
}

const literal = (v: number): string =>
  Object.is(v, -0) ? '-0.' : String(v).replace('Infinity', 'inf').replace('NaN', 'nan');
const marked = (cell: Value, wanted: Value): string => `${show(cell)}${agrees(cell, wanted) ? '' : '!'}`;

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, j) => Math.max(...rows.map((row) => row[j]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, j) => cell.padEnd(widths[j] ?? 0)).join('  ')}`.trimEnd());
}

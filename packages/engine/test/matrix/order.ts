import * as clickhouse from '../../src/sql/forms-clickhouse.ts';
import * as postgres from '../../src/sql/forms-postgres.ts';
import { type Page, show } from './case.ts';
import { clickhouseRows, type Databases, postgresRows } from './databases.ts';
import * as language from './language.ts';
import { numbers, type Operands, texts, type Value } from './operands.ts';

/** What is sorted, and in which direction. */
export const orders: readonly Ordered[] = [
  ['numbers', numbers, 'asc'],
  ['numbers', numbers, 'desc'],
  ['texts', texts, 'asc'],
  ['texts', texts, 'desc'],
];

type Ordered = readonly [name: string, operands: Operands, direction: 'asc' | 'desc'];

/** One order in both databases: the page to review, and what is not as the language says. */
export async function orderPage(stores: Databases, [name, operands, direction]: Ordered): Promise<Page> {
  const wanted = sorted(operands, direction).map((i) => show(positive(operands.values[i] ?? null)));
  const column = { type: operands.type, values: operands.values };

  const inClickHouse = async (key: string) => {
    const text = `SELECT toInt32(i) AS i FROM ${clickhouseRows([column])} ORDER BY ${key}, i`;
    const table = await stores.columnar.query({ store: 'clickhouse', text, parameters: [] });
    return [...table].map((row) => shown(operands, row.toArray()[0]));
  };
  const inPostgres = async (key: string) => {
    const text = `select i from ${postgresRows([column])} order by ${key}, i`;
    const { rows } = await stores.relational.query({ store: 'postgres', text, parameters: [] });
    return rows.map((row) => shown(operands, row[0]));
  };
  const clickhouseKey = clickhouse.orderKey('x', direction);
  const postgresKey = name === 'numbers' ? postgres.orderNumber('x', direction) : postgres.orderKey('x', direction);
  const given = { ClickHouse: await inClickHouse(clickhouseKey), Postgres: await inPostgres(postgresKey) };
  const lines = [
    `sort by x ${direction}, of ${name}`,
    '',
    `the language, and xt in both: ${wanted.join(' ')}`,
    `ClickHouse, xt: ORDER BY ${clickhouseKey}`,
    `Postgres, xt: order by ${postgresKey}`,
    `ClickHouse, plain x ${direction}: ${(await inClickHouse(`x ${direction}`)).join(' ')}`,
    `Postgres, plain x ${direction}: ${(await inPostgres(`x ${direction}`)).join(' ')}`,
  ];
  const wrong = Object.entries(given).filter(([, order]) => order.join() !== wanted.join());
  return { text: `${lines.join('\n')}\n`, disagreements: wrong.map(([database, order]) => `${database}: ${order}`) };
}

const shown = (operands: Operands, i: unknown): string => show(positive(operands.values[Number(i)] ?? null));
const positive = (value: Value): Value => (value === 0 ? 0 : value);

/** Rows in the language's order: values, then NaN, then missing, in both directions; ties as they stand. */
function sorted(operands: Operands, direction: 'asc' | 'desc'): number[] {
  const place = (v: Value): number => (v === null ? 2 : Number.isNaN(v) ? 1 : 0);
  const difference = (a: Value, b: Value): number => {
    if (place(a) !== place(b)) return place(a) - place(b);
    if (place(a) !== 0 || a === b) return 0;
    const order = typeof a === 'string' && typeof b === 'string' ? language.byCodePoint(a, b) : Number(a) - Number(b);
    return direction === 'asc' ? order : -order;
  };
  return [...operands.values.keys()].sort((i, j) => {
    return difference(operands.values[i] ?? null, operands.values[j] ?? null) || i - j;
  });
}

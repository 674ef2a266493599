import { type Cell, reader, type Table } from '../../packages/engine/src/arrow/index.ts';
import type { Rows } from '../../packages/engine/src/stores/index.ts';

/** A row by the names of its columns. */
export type Row = ReadonlyMap<string, Cell>;

/** What a statement gave, read when it is asked for: what the checker alone wants costs nothing where time is measured. */
export interface Given {
  /** The first cell as a text. */
  readonly text: () => string;
  /** Run numbers: the column `number`, or the first cell of Postgres with commas between. */
  readonly numbers: () => readonly number[];
  /** The cells of a column. */
  readonly column: (name: string) => readonly Cell[];
  readonly rows: () => readonly Row[];
}

/** What Postgres gave. */
export function givenRows({ names, rows }: Rows): Given {
  const text = () => String(rows[0]?.[0] ?? '');
  const column = (name: string) => {
    const index = names.indexOf(name);
    if (index === -1) throw new Error(`no column \`${name}\``);
    return rows.map((row) => cellOf(row[index]));
  };
  return {
    text,
    numbers: () => (names.includes('number') ? column('number').map(Number) : numbersIn(text())),
    column,
    rows: () => rows.map((row) => new Map(names.map((name, index) => [name, cellOf(row[index])]))),
  };
}

/** The numbers of a text with commas between. */
function numbersIn(text: string): readonly number[] {
  return text === '' ? [] : text.split(',').map(Number);
}

/** What ClickHouse gave, or xt. */
export function givenTable(table: Table): Given {
  const rows = () => {
    const columns = table.schema.fields.map(({ name }, index) => {
      const vector = table.getChildAt(index);
      return { name, read: vector === null ? () => null : reader(vector) };
    });
    return Array.from({ length: table.numRows }, (_, row) => new Map(columns.map((c) => [c.name, c.read(row)])));
  };
  return {
    text: () => String(rows()[0]?.values().next().value ?? ''),
    numbers: () => {
      const numbers: unknown = table.getChild('number')?.toArray();
      if (!(numbers instanceof Uint32Array)) throw new Error('no column `number` of run numbers');
      return Array.from(numbers);
    },
    column: (name) => {
      const vector = table.getChild(name);
      if (vector === null) throw new Error(`no column \`${name}\``);
      const read = reader(vector);
      return Array.from({ length: table.numRows }, (_, row) => read(row));
    },
    rows,
  };
}

/** A value of a driver as a cell: what JSON holds becomes its text. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }
  return JSON.stringify(value);
}

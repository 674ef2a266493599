import { inspect } from 'node:util';
import { columnType, decode, reader, type Table } from '@xt/engine/arrow';
import { render } from '@xt/engine/render';
import type { ArrowTable, Cell, Result, Row, TableOptions } from '../index.d.cts';
import { cellReader } from './cell-reader.ts';
import { makeChart } from './chart.ts';
import { checkChart, checkOptions, tableOptions } from './check-options.ts';
import { consoleWidth } from './console-width.ts';
import { countLine, htmlTable, type TableAsked } from './html-table.ts';
import { queryKey } from './marks.ts';
import type { Answered } from './session.ts';
import { XtError } from './xt-error.ts';

/** Rows of a table that are shown unless more are asked for. */
export const usualRows = 20;

/** The answer as notebooks use it; its table is decoded when it is first looked at. */
export function makeResult(answered: Answered): Result {
  const { text, bytes, notes, zone } = answered;
  const table = once(() => decode(bytes));
  const result: Result = {
    text,
    notes,
    arrow: bytes,
    get numRows() {
      return table().numRows;
    },
    get names() {
      return table().schema.fields.map(({ name }) => name);
    },
    get table() {
      return table() as unknown as ArrowTable;
    },
    get columns() {
      return columnsOf(table());
    },
    numbers: (name) => numbersOf(table(), name),
    toArray: () => rowsOf(table()),
    chart: (kind, options = {}) => {
      checkChart(kind, options);
      return makeChart(result, answered, kind, options);
    },
    toString: (options) => textTable(table(), { rows: rowsAsked('`toString`', options), notes, zone }),
    toHtml: (options) => htmlTable(table(), { rows: rowsAsked('`toHtml`', options), notes, zone }),
    ...{ [queryKey]: text, [inspect.custom]: () => result.toString() },
  };
  return result;
}

function rowsAsked(whose: string, options: TableOptions = {}): number {
  checkOptions(whose, tableOptions, options);
  return options.rows ?? usualRows;
}

/** The first rows for a console, the line that says of how many, and what is worth knowing. */
function textTable(table: Table, { rows, notes, zone }: TableAsked): string {
  const shown = Math.min(rows, table.numRows);
  const options = { limit: shown, total: shown, width: consoleWidth(usualWidth), zone };
  const lines = [...render({ table, notes: [] }, 'table', options)].map(String);
  // Of an empty table the lines say so.
  const said = [...(shown === 0 ? [] : [countLine(table.numRows, shown)]), ...notes.map((note) => `note: ${note}`)];
  return `${lines.join('')}${said.join('\n')}`.trimEnd();
}

const usualWidth = 140;

function rowsOf(table: Table): readonly Row[] {
  const columns = readersOf(table);
  return Array.from({ length: table.numRows }, (_, row) => {
    return Object.fromEntries(columns.map(({ name, read }) => [name, read(row)]));
  });
}

function columnsOf(table: Table): Result['columns'] {
  return Object.fromEntries(
    readersOf(table).map(({ name, type, read }) => {
      const cells: Cell[] = Array.from({ length: table.numRows }, (_, row) => read(row));
      const isNumeric = type === 'number' || type === 'integer' || type === 'duration';
      return [
        name,
        isNumeric ? Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell))) : cells,
      ];
    }),
  );
}

function numbersOf(table: Table, name: string): Float64Array {
  const columns = columnsOf(table);
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column instanceof Float64Array) return column;
  if (column === undefined) {
    const names = Object.keys(columns).map((each) => `\`${each}\``);
    throw new XtError(`the answer has no column \`${name}\``, `its columns: ${names.join(', ')}`);
  }
  throw new XtError(`the column \`${name}\` has no numbers`, 'a param of several types is one as `params.lr * 1`');
}

function readersOf(table: Table) {
  return table.schema.fields.flatMap((field, index) => {
    const vector = table.getChildAt(index);
    const type = columnType(field);
    return vector === null ? [] : [{ name: field.name, type, read: cellReader(reader(vector), type) }];
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

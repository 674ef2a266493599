import type { Table } from 'apache-arrow';
import {
  buildTable,
  type Column,
  columnType,
  isMachine,
  type Reader,
  reader,
  shapeOf,
  withShape,
} from '../arrow/index.ts';
import { readMixed } from './mixed-value.ts';

/** The table with its mixed columns as plain text, for formats whose readers know nothing of them; others are not copied. */
export function plainMixed(table: Table): Table {
  if (!table.schema.fields.some((field) => columnType(field) === 'mixed')) return table;
  const shape = shapeOf(table);
  const plain = buildTable(
    table.schema.fields.flatMap((field, index): Column[] => {
      const values = table.getChildAt(index);
      if (values === null) return [];
      const type = columnType(field);
      const column = { name: field.name, machine: isMachine(field) };
      return type === 'mixed'
        ? [{ ...column, type: 'text', values: plainTexts(reader(values), table.numRows) }]
        : [{ ...column, type, values }];
    }),
  );
  return shape === undefined ? plain : withShape(plain, shape);
}

function plainTexts(read: Reader, rows: number): readonly (string | null)[] {
  return Array.from({ length: rows }, (_, row) => {
    const cell = read(row);
    if (cell === null) return null;
    const value = readMixed(String(cell));
    return value.kind === 'missing' ? null : value.text;
  });
}

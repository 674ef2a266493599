import type { Table } from 'apache-arrow';
import { type ColumnType, columnType, isMachine, type Reader, reader } from '../arrow/index.ts';

/** A column of an answer as a renderer reads it. */
export interface ReadColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly read: Reader;
}

/** The columns of a table by position; those of the machine formats alone are left out for people. */
export function readColumns(table: Table, audience: 'people' | 'machines'): readonly ReadColumn[] {
  return table.schema.fields.flatMap((field, index) => {
    const vector = table.getChildAt(index);
    if (vector === null || (audience === 'people' && isMachine(field))) return [];
    return [{ name: field.name, type: columnType(field), read: reader(vector) }];
  });
}

import { columnType, decode, isMachine, reader } from '@xt/engine/arrow';
import { showColumns } from '@xt/engine/render';
import type { Diagnostic } from '@xt/grammar';
import type { Sheet } from './sheet.ts';

export interface SheetFacts {
  /** Rows of the whole answer. */
  readonly total: number;
  readonly notes: readonly Diagnostic[];
  readonly milliseconds: number;
  /** The time zone of what people see. */
  readonly zone: string;
}

/** The sheet in the bytes of an Arrow stream; its columns are views of the bytes. */
export function readSheet(bytes: Uint8Array, { total, notes, milliseconds, zone }: SheetFacts): Sheet {
  const table = decode(bytes);
  const length = table.numRows;
  const read = new Map(
    table.schema.fields.flatMap((field, index) => {
      const vector = table.getChildAt(index);
      return vector === null ? [] : [[field, reader(vector)] as const];
    }),
  );
  const people = [...read].filter(([field]) => !isMachine(field));
  const shown = showColumns(table, length, zone);
  const columns = people.flatMap(([, cells], index) => {
    const column = shown[index];
    return column === undefined ? [] : [{ ...column, read: cells }];
  });
  const machine = [...read]
    .filter(([field]) => isMachine(field))
    .map(([field, cells]) => ({
      name: field.name,
      type: columnType(field),
      right: false,
      text: (row: number) => (cells(row) === null ? null : String(cells(row))),
      read: cells,
    }));
  return { length, total, columns, machine, notes, milliseconds };
}

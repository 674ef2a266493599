import { columnType, decode, isMachine, reader, shapeOf } from '@xt/engine/arrow';
import { showColumns } from '@xt/engine/render';
import type { Diagnostic } from '@xt/grammar';
import { idColumn } from '../query/with-ids.ts';
import { byName, type Sheet } from './sheet.ts';
import { timeTexts } from './time-texts.ts';

export interface SheetFacts {
  /** Rows of the whole answer. */
  readonly total: number;
  /** Rows of it before the first that is here. */
  readonly from: number;
  readonly notes: readonly Diagnostic[];
  readonly milliseconds: number;
  /** The time zone of what people see. */
  readonly zone: string;
}

/** The sheet in the bytes of an Arrow stream; its columns are views of the bytes. */
export function readSheet(bytes: Uint8Array, { total, from, notes, milliseconds, zone }: SheetFacts): Sheet {
  const table = decode(bytes);
  const length = table.numRows;
  const shape = shapeOf(table);
  const roles = new Map(table.schema.fields.map((field, index) => [field, shape?.roles[index]?.role ?? 'field']));
  const read = new Map(
    table.schema.fields.flatMap((field, index) => {
      const vector = table.getChildAt(index);
      return vector === null ? [] : [[field, reader(vector)] as const];
    }),
  );
  const people = [...read].filter(([field]) => !isMachine(field) && field.name !== idColumn);
  const shown = showColumns(table, length, zone).filter(({ name }) => name !== idColumn);
  const columns = people.flatMap(([field, cells], index) => {
    const column = shown[index];
    if (column === undefined) return [];
    const { precision, ...shownColumn } = column;
    const times = precision === undefined ? {} : { times: { precision, text: timeTexts(cells, zone) } };
    return [{ ...shownColumn, role: roles.get(field) ?? 'field', read: cells, ...times }];
  });
  const machine = [...read]
    .filter(([field]) => isMachine(field) || field.name === idColumn)
    .map(([field, cells]) => ({
      name: field.name === idColumn ? 'id' : field.name,
      type: columnType(field),
      role: roles.get(field) ?? 'field',
      right: false,
      text: (row: number) => (cells(row) === null ? null : String(cells(row))),
      read: cells,
    }));
  const named = byName([...columns, ...machine]);
  return { source: shape?.source ?? 'runs', length, total, from, columns, machine, named, notes, milliseconds };
}

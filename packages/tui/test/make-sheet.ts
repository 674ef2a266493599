import {
  type AnswerSource,
  buildTable,
  type CellInput,
  type ColumnRole,
  type ColumnType,
  encode,
  withShape,
} from '@xt/engine/arrow';
import type { Diagnostic } from '@xt/grammar';
import { readSheet } from '../src/sheet/read-sheet.ts';
import type { Sheet } from '../src/sheet/sheet.ts';

export interface TestColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly values: readonly CellInput[];
}

/** A sheet as an answer of the store becomes one: through Arrow's bytes. */
export function makeSheet(
  source: AnswerSource,
  columns: readonly TestColumn[],
  {
    total,
    from = 0,
    notes = [],
  }: { readonly total?: number; readonly from?: number; readonly notes?: readonly Diagnostic[] } = {},
): Sheet {
  const table = buildTable(
    columns.map(({ name, type, values, role }) => ({ name, type, values, machine: role === 'id' })),
  );
  const shaped = withShape(table, { source, roles: columns.map(({ role }) => ({ role })) });
  const bytes = Buffer.concat([...encode(shaped)]);
  return readSheet(bytes, { total: total ?? table.numRows, from, notes, milliseconds: 4, zone: 'UTC' });
}

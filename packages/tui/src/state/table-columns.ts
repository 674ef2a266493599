import { baselineOf } from '../query/versus.ts';
import type { Sheet, SheetColumn } from '../sheet/sheet.ts';
import { withStalled } from './rhythm.ts';
import { sheetOf } from './select.ts';
import type { State } from './state.ts';

/** A column of the table of runs. */
export interface TableColumn {
  readonly column: SheetColumn;
  readonly title: string;
  /** It is what another column differs by from the baseline's. */
  readonly isDifference: boolean;
}

/** The columns that the table shows: of what `vs` adds the differences alone, right behind what they are of. */
export function tableColumns(state: State): readonly TableColumn[] {
  const sheet = sheetOf(state, 'runs');
  const columns = sheet === undefined ? [] : withStalled(state, sheet).columns;
  if (baselineOf(state.answers.runs?.good?.ask.text ?? '') === undefined) {
    return columns.map((column) => ({ column, title: column.name, isDifference: false }));
  }
  const names = new Set(columns.map(({ name }) => name));
  const added = (name: string): boolean => {
    const of = /^(.*)_(?:base|diff|ratio)$/s.exec(name)?.[1];
    return of !== undefined && names.has(of) && names.has(`${of}_base`) && names.has(`${of}_diff`);
  };
  return columns.flatMap((column) => {
    if (added(column.name)) return [];
    const own = { column, title: column.name, isDifference: false };
    const difference = columns.find(({ name }) => name === `${column.name}_diff`);
    if (difference === undefined || !added(difference.name)) return [own];
    return [own, { column: difference, title: `Δ ${column.name}`, isDifference: true }];
  });
}

/** The column that says what a row is: the name of its run, of other rows the first. */
export function headColumn(columns: readonly TableColumn[]): TableColumn | undefined {
  return columns.find(({ column }) => column.role === 'run') ?? columns[0];
}

/** The same of the rows below others. */
export function headOfSheet({ columns }: Sheet): SheetColumn | undefined {
  return columns.find(({ role }) => role === 'run') ?? columns[0];
}

import { plainName } from '../query/plain-name.ts';
import { quoteName } from '../query/splice.ts';
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

/**
 * The columns that the table shows: of what `vs` adds the differences alone, right behind what they are of. Where the query chooses
 * none, what it names comes before what every run has.
 */
export function tableColumns(state: State): readonly TableColumn[] {
  const columns = answeredColumns(state);
  const sheet = sheetOf(state, 'runs');
  if (sheet?.source !== 'runs' || /\bselect\b/i.test(state.answers.runs?.good?.ask.text ?? '')) return columns;
  const isCommon = ({ column }: TableColumn) => column.role === 'field' && common.has(column.name);
  return [...columns.filter((column) => !isCommon(column)), ...columns.filter(isCommon)];
}

const common: ReadonlySet<string> = new Set(['state', 'created', 'step']);

function answeredColumns(state: State): readonly TableColumn[] {
  const sheet = sheetOf(state, 'runs');
  const columns = sheet === undefined ? [] : withStalled(state, sheet).columns;
  const titleOf = titlesOf(columns);
  if (baselineOf(state.answers.runs?.good?.ask.text ?? '') === undefined) {
    return columns.map((column) => ({ column, title: titleOf(column), isDifference: false }));
  }
  const names = new Set(columns.map(({ name }) => name));
  const added = (name: string): boolean => {
    const of = /^(.*)_(?:base|diff|ratio)$/s.exec(name)?.[1];
    return of !== undefined && names.has(plainName(of)) && names.has(`${of}_base`) && names.has(`${of}_diff`);
  };
  return columns.flatMap((column) => {
    if (added(column.name)) return [];
    const own = { column, title: titleOf(column), isDifference: false };
    // Of a name between backquotes they are part of the name of its difference.
    const written = [column.name, quoteName(column.name)].map((name) => `${name}_diff`);
    const difference = columns.find(({ name }) => written.includes(name));
    if (difference === undefined || !added(difference.name)) return [own];
    return [own, { column: difference, title: `Δ ${titleOf(column)}`, isDifference: true }];
  });
}

/** A metric that is written as `metrics.x` is titled `x`, as long as no other column is called that. */
function titlesOf(columns: readonly SheetColumn[]): (column: SheetColumn) => string {
  const count = new Map<string, number>();
  for (const column of columns)
    for (const name of new Set([column.name, shortTitle(column)])) count.set(name, (count.get(name) ?? 0) + 1);
  return (column) => (count.get(shortTitle(column)) === 1 ? shortTitle(column) : column.name);
}

function shortTitle({ name, role }: SheetColumn): string {
  return role === 'value' && name.startsWith('metrics.') ? plainName(name.slice('metrics.'.length)) : name;
}

/** What the columns are called that the query can choose: neither the differences nor the bands, which come with their value. */
export function columnNames(state: State): readonly string[] {
  const own = tableColumns(state).filter(({ column, isDifference }) => !isDifference && bandOf(column) === undefined);
  return own.map(({ column }) => column.name);
}

/** The name of the column with which a column comes and goes: of a difference and of a band their value's, else its own. */
export function ownerOf({ column, isDifference }: TableColumn): string {
  return isDifference ? plainName(column.name.slice(0, -'_diff'.length)) : (bandOf(column) ?? column.name);
}

/** The name of the value whose band a column is an end or the number of. */
export function bandOf({ name, role }: SheetColumn): string | undefined {
  return role === 'lo' || role === 'hi' || role === 'n' ? name.slice(0, -`_${role}`.length) : undefined;
}

/** The column that says what a row is: the name of its run, of other rows the first. */
export function headColumn(columns: readonly TableColumn[]): TableColumn | undefined {
  return columns.find(({ column }) => column.role === 'run') ?? columns[0];
}

/** The same of the rows below others. */
export function headOfSheet({ columns }: Sheet): SheetColumn | undefined {
  return columns.find(({ role }) => role === 'run') ?? columns[0];
}

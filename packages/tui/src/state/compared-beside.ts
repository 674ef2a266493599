import { namesApart } from '@xt/engine/names-apart';
import { showNumber } from '@xt/engine/show';
import { type Sheet, type SheetColumn, textAt } from '../sheet/sheet.ts';
import { answerTo, comparedParts, comparedPartText } from './compared-asks.ts';
import { type ComparedRow, labelColumns, over } from './compared-rows.ts';
import { chosenIds } from './select.ts';
import type { State } from './state.ts';

/** What one run has under the names. */
export interface RunColumn {
  readonly id: string;
  readonly column: SheetColumn;
  /** The row of its column where the line's values are; absent where there is none. */
  readonly rowOf: (row: ComparedRow) => number | undefined;
}

/** A column for each run, from one answer or from several; absent while there are none. */
export function runColumns(state: State, answer: Sheet): readonly RunColumn[] | undefined {
  const ids = chosenIds(state);
  const columnsOf = (sheet: Sheet, of: readonly string[], rowOf: RunColumn['rowOf']) =>
    of.flatMap((id, index) => {
      const column = sheet.columns[index + 2];
      return column === undefined ? [] : [{ id, column, rowOf }];
    });
  const parts = comparedParts(state);
  if (parts.length === 0) {
    return answer.columns.length === ids.length + 2 ? apart(columnsOf(answer, ids, ({ at }) => at)) : undefined;
  }
  const columns = parts.flatMap((of, part) => {
    const sheet = answerTo(state, `compared-part ${part}`, comparedPartText(of));
    if (sheet === undefined || sheet.columns.length !== of.length + 2) return [];
    const rows = new Map<string, number>();
    for (let row = 0; row < sheet.length; row++) {
      rows.set(`${textAt(sheet, 'section', row)} ${textAt(sheet, 'name', row)}`, row);
    }
    return columnsOf(sheet, of, ({ section, name }) => rows.get(`${section} ${name}`));
  });
  return columns.length === ids.length ? apart(columns) : undefined;
}

/** Runs of one name are told apart by the beginnings of their ids. */
function apart(runs: readonly RunColumn[]): readonly RunColumn[] {
  const called = runs.map(({ id, column: { name } }) => ({ id, name: withoutId(name, id) }));
  const names = namesApart(called, leastLetters);
  return runs.map((run, at) => ({ ...run, column: { ...run.column, name: names[at] ?? run.column.name } }));
}

// As many as there is room for; the lines above the panes have whole ids.
const leastLetters = 4;

/** The name alone, behind which the answer has the id where others have the name. */
function withoutId(name: string, id: string): string {
  const end = ` (${id})`;
  const own = name.endsWith(end) ? name.slice(0, -end.length) : name;
  // What a row is stands below these.
  return own === 'section' || own === 'name' ? name : own;
}

/** The runs side by side, behind each but one its differences from that. */
export function besideColumns(
  answer: Sheet,
  rows: readonly ComparedRow[],
  runs: readonly RunColumn[],
  base: string,
): readonly SheetColumn[] {
  const of = runs.find(({ id }) => id === base);
  return [
    ...labelColumns(answer, rows),
    ...runs.flatMap((run) => {
      const own = over(run.column, rows, (row) => cellText(run, row));
      if (of === undefined || run.id === base) return [own];
      // From the end, where the metrics are.
      if (rows.findLast((row) => differenceText(run, of, row) !== '') === undefined) return [own];
      const difference = over(run.column, rows, (row) => differenceText(run, of, row));
      return [own, { ...difference, name: `Δ ${run.column.name}`, right: true }];
    }),
  ];
}

function cellText({ id, column, rowOf }: RunColumn, row: ComparedRow): string | null {
  if (row.isBest && row.metric?.best === undefined) return 'no goal';
  if (row.isBest || row.at === undefined) {
    const value = (row.isBest ? row.metric?.best : row.metric?.last)?.(id);
    return value === undefined ? null : showNumber(value);
  }
  const at = rowOf(row);
  const text = at === undefined ? null : column.text(at);
  const isNumber = row.section === 'params' || row.section === 'metrics';
  return text === null || !isNumber ? text : shortNumber(text);
}

/** A number with as few digits as in a column of numbers alone, whatever texts the column has; whole numbers are whole. */
function shortNumber(text: string): string {
  const isFraction = /^-?\d*\.?\d+(?:e[+-]?\d+)?$/i.test(text) && !/^-?\d+$/.test(text);
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '');
  return isFraction && digits.length > 4 ? showNumber(Number(text)) : text;
}

/** Nothing where a line has no numbers that could differ. */
function differenceText(run: RunColumn, base: RunColumn, row: ComparedRow): string {
  const [value, of] = [numberOf(run, row), numberOf(base, row)];
  if (value === undefined || of === undefined || Number.isNaN(value - of)) return '';
  return `${value > of ? '+' : ''}${showNumber(value - of)}`;
}

/** Of a param the number that it is, of a metric its final or its best value. */
function numberOf({ id, column, rowOf }: RunColumn, row: ComparedRow): number | undefined {
  if (row.isBest) return row.metric?.best?.(id);
  if (row.section === 'metrics') return row.metric?.last(id);
  const at = row.section === 'params' ? rowOf(row) : undefined;
  const value = at === undefined ? null : column.read(at);
  // Each value of a column of several types is JSON.
  const number = typeof value === 'string' && !value.startsWith('"') ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

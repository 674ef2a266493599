import type { Table } from 'apache-arrow';
import { fitColumns } from './fit-columns.ts';
import { lineChunks } from './line-chunks.ts';
import type { RenderOptions, TableStyles } from './options.ts';
import { safeText } from './safe-text.ts';
import { type ShownColumn, showColumns } from './show-columns.ts';
import { cutText, padText, textWidth } from './text-width.ts';

const gap = 2;
const leastText = 12;
const leastName = 8;
const missingMark = '-';

/**
 * An aligned table for people, in chunks: a header, a rule, a line a row, and a last line that says how many rows and
 * columns there are beyond those shown. A missing value is `-`; what does not fit into `width` (at least 4) ends in
 * `…`, numbers and times only where nothing else is left.
 */
export function* toTable(table: Table, options: RenderOptions = {}): Generator<string> {
  const rows = Math.min(table.numRows, options.limit ?? table.numRows);
  const columns = showColumns(table, rows, options.zone ?? 'UTC').map((column) => harmless(column, options.width));
  const { widths, hidden } = layOut(columns, rows, options.width);
  const shown = columns.slice(0, widths.length).map((column, index) => ({ column, width: widths[index] ?? 0 }));
  const styles = options.styles ?? {};
  const line = (part: (shown: ShownAt, last: boolean) => string): string => {
    const parts = shown.map((each, index) => part(each, index === shown.length - 1 && hidden === 0));
    return `${(hidden > 0 ? [...parts, '…'] : parts).join(' '.repeat(gap))}\n`;
  };
  if (shown.length > 0) {
    yield line(header(styles));
    yield line(({ width }) => dressed(styles.rule, '─'.repeat(width)));
    yield* lineChunks(rows, (row) => line(cell(row, styles)));
  }
  for (const note of notes(options.total ?? table.numRows, rows, columns.slice(widths.length))) {
    yield `${dressed(styles.note, cutText(note, options.width ?? Number.POSITIVE_INFINITY))}\n`;
  }
}

interface ShownAt {
  readonly column: ShownColumn;
  readonly width: number;
}

/** The column with texts that a terminal may be sent, and of those longer than it not more than could be shown. */
function harmless(column: ShownColumn, width: number | undefined): ShownColumn {
  // A character that people see is rarely made of more than sixteen code units.
  const most = width === undefined ? Number.POSITIVE_INFINITY : width * 16;
  return {
    ...column,
    name: safeText(column.name.slice(0, most)),
    text: (row) => {
      const text = column.text(row);
      return text === null ? null : safeText(text.slice(0, most));
    },
  };
}

function layOut(
  columns: readonly ShownColumn[],
  rows: number,
  width: number | undefined,
): ReturnType<typeof fitColumns> {
  const needs = columns.map((column) => {
    const name = textWidth(column.name);
    const cells = widestCell(column, rows);
    const natural = Math.max(name, cells);
    const mayBeCut = column.type === 'text' || column.type === 'list' || (column.type === 'mixed' && !column.right);
    return { natural, least: mayBeCut ? Math.min(natural, leastText) : Math.max(cells, Math.min(name, leastName)) };
  });
  return width === undefined ? { widths: needs.map((n) => n.natural), hidden: 0 } : fitColumns(needs, gap, width);
}

function widestCell(column: ShownColumn, rows: number): number {
  let widest = 0;
  for (let row = 0; row < rows; row++) {
    widest = Math.max(widest, textWidth(column.text(row) ?? missingMark));
  }
  return widest;
}

function header(styles: TableStyles): (at: ShownAt, last: boolean) => string {
  return ({ column, width }, last) => aligned(column.name, width, column.right, last, styles.header);
}

function cell(row: number, styles: TableStyles): (at: ShownAt, last: boolean) => string {
  return ({ column, width }, last) => {
    const text = column.text(row);
    if (text === null) return aligned(missingMark, width, column.right, last, styles.missing);
    const style = styles.cell;
    return aligned(text, width, column.right, last, style && ((shown) => style(shown, column)));
  };
}

function aligned(
  text: string,
  width: number,
  right: boolean,
  last: boolean,
  style: ((text: string) => string) | undefined,
): string {
  const cut = cutText(text, width);
  const padded = padText(cut, last && !right ? 0 : width, right);
  return style === undefined ? padded : padded.replace(cut, () => style(cut));
}

function dressed(style: ((text: string) => string) | undefined, text: string): string {
  return style === undefined ? text : style(text);
}

function notes(all: number, rows: number, hidden: readonly ShownColumn[]): readonly string[] {
  const found: string[] = [];
  if (all === 0) found.push('(no rows)');
  if (hidden.length > 0) {
    const names = hidden.map((column) => column.name).join(', ');
    found.push(`… ${counted(hidden.length, 'more column')} (too narrow): ${names}`);
  }
  if (all > rows) found.push(`… ${counted(all - rows, 'more row')} (${all.toLocaleString('en-US')} in all)`);
  return found;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

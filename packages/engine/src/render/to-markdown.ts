import type { Table } from 'apache-arrow';
import { lineChunks } from './line-chunks.ts';
import type { RenderOptions } from './options.ts';
import { safeText } from './safe-text.ts';
import { type ShownColumn, showColumns } from './show-columns.ts';

/** A Markdown table of all rows with the columns and texts of the table for people, in chunks. */
export function* toMarkdown(table: Table, options: RenderOptions = {}): Generator<string> {
  const columns = showColumns(table, table.numRows, options.zone ?? 'UTC');
  if (columns.length === 0) return;
  const line = (part: (column: ShownColumn) => string): string => `| ${columns.map(part).join(' | ')} |\n`;
  yield line((column) => escaped(column.name));
  yield line((column) => (column.right ? '---:' : '---'));
  yield* lineChunks(table.numRows, (row) => line((column) => escaped(column.text(row) ?? '-')));
}

/** Text that Markdown shows as it is; an underscore within a word is safe, and names have many. */
function escaped(text: string): string {
  const literal = text.replace(/[\\|`*<>[\]~&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
  return literal
    .split(/\r\n|\r|\n/)
    .map(safeText)
    .join('<br>');
}

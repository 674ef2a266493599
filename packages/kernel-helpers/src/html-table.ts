import type { Table } from '@xt/engine/arrow';
import { type ShownColumn, safeText, showColumns } from '@xt/engine/render';

/** How a table is shown, and what is said below it. */
export interface TableAsked {
  readonly rows: number;
  readonly notes: readonly string[];
  readonly zone: string;
}

/** More columns than that nobody reads, and a notebook that must lay them out stands still. */
const mostColumns = 60;

/** The first rows of a table as HTML, a line that says of how many, and the notes; whatever names hold, nothing of it is markup. */
export function htmlTable(table: Table, { rows, notes, zone }: TableAsked): string {
  const shown = Math.min(rows, table.numRows);
  const all = showColumns(table, shown, zone);
  const columns = all.slice(0, mostColumns);
  const head = columns.map((column) => cell('th', column, column.name)).join('');
  const body = Array.from({ length: shown }, (_, row) => {
    return `<tr>${columns.map((column) => cell('td', column, column.text(row))).join('')}</tr>`;
  });
  const said = [countLine(table.numRows, shown, all.length - columns.length), ...notes.map((note) => `note: ${note}`)];
  return [
    '<div style="overflow-x:auto"><table>',
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '</table></div>',
    ...said.map((line) => `<div style="font-size:smaller;opacity:.75">${escaped(line)}</div>`),
  ].join('\n');
}

/** How many of all rows are shown, and how many columns are not. */
export function countLine(all: number, shown: number, hidden = 0): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const rows =
    all === 0
      ? 'no rows'
      : shown < all
        ? `showing ${count(shown)} of ${count(all)} rows; \`show(…, { rows })\` shows more, \`toArray()\` has all`
        : `showing ${count(all)} of ${count(all)} ${all === 1 ? 'row' : 'rows'}`;
  return hidden === 0 ? rows : `${rows}; ${count(hidden)} more columns`;
}

function cell(tag: 'td' | 'th', { right }: ShownColumn, text: string | null): string {
  const style = `text-align:${right ? 'right' : 'left'};white-space:pre`;
  return `<${tag} style="${style}">${text === null ? '<span style="opacity:.4">-</span>' : escaped(text)}</${tag}>`;
}

function escaped(text: string): string {
  return safeText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

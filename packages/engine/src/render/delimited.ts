import type { Table } from 'apache-arrow';
import { type ReadColumn, readColumns } from './columns.ts';
import { lineChunks } from './line-chunks.ts';
import { asNumber, numberText, timeTexts } from './machine-text.ts';
import { readMixed } from './mixed-value.ts';

/**
 * A header and a line a row with fields quoted as RFC 4180 has it, ended by a line feed. Missing is an empty field, an
 * empty text a quoted one; numbers have the fewest digits that read back to the same double; a list is JSON.
 */
export function* delimited(table: Table, separator: string): Generator<string> {
  const columns = readColumns(table, 'machines');
  const quoted = quoter(separator);
  const fields = columns.map((column) => fieldWriter(column, quoted));
  yield endLine(columns.map((column) => quoted(column.name)).join(separator));
  const [first, ...rest] = fields;
  if (first === undefined) return;
  yield* lineChunks(table.numRows, (row) => {
    let line = first(row);
    for (const field of rest) line += separator + field(row);
    return endLine(line);
  });
}

/** A line of one missing field would read as no line at all. */
function endLine(line: string): string {
  return line === '' ? '""\n' : `${line}\n`;
}

function quoter(separator: string): (text: string) => string {
  const special = new RegExp(`["\\r\\n${separator}]`);
  return (text) => (text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
}

function fieldWriter({ type, read }: ReadColumn, quoted: (text: string) => string): (row: number) => string {
  const written = (text: (cell: NonNullable<ReturnType<typeof read>>) => string) => (row: number) => {
    const cell = read(row);
    return cell === null ? '' : text(cell);
  };
  switch (type) {
    case 'number':
    case 'duration':
    case 'integer':
      return written((cell) => (typeof cell === 'bigint' ? String(cell) : numberText(asNumber(cell))));
    case 'time': {
      const text = timeTexts();
      return written((cell) => text(asNumber(cell)));
    }
    case 'bool':
      return written(String);
    case 'text':
      return written((cell) => quoted(String(cell)));
    case 'list':
      return written((cell) => quoted(JSON.stringify(cell)));
    case 'mixed':
      return written((cell) => {
        const value = readMixed(String(cell));
        return value.kind === 'missing' ? '' : quoted(value.text);
      });
  }
}

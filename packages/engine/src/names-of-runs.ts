import type { Table } from './arrow/index.ts';
import { type Reader, reader } from './arrow/reader.ts';
import { type AnswerShape, addedColumns } from './arrow/shape.ts';
import type { BoundQuery, BoundRuns } from './bind/bound.ts';
import { fieldColumns } from './bind/columns.ts';

/** A query of runs, or a comparison, with the ids and names of the runs behind all that was asked for. */
export function withNames(bound: BoundQuery): BoundQuery {
  switch (bound.kind) {
    case 'runs':
      return named(bound);
    case 'compare': {
      const { left, right } = bound;
      return { ...bound, left: { ...left, of: named(left.of) }, right: { ...right, of: named(right.of) } };
    }
    default:
      return bound;
  }
}

function named(bound: BoundRuns): BoundRuns {
  const added = (['id', 'name'] as const).flatMap((field) =>
    fieldColumns([field]).map((column) => ({ ...column, name: addedColumns[field] })),
  );
  return { ...bound, columns: [...bound.columns, ...added] };
}

// More would make the metadata heavier than the answer, and nobody points at each of so many.
const mostRuns = 20_000;

/** Takes out of an answer's table what `withNames` added. */
export function takeNames(table: Table): { readonly table: Table; readonly runs?: AnswerShape['runs'] } {
  const names = table.schema.fields.map(({ name }) => name);
  const at = names.lastIndexOf(addedColumns.id);
  if (at < 0 || at !== names.length - 2 || names[at + 1] !== addedColumns.name) return { table };
  const shown = table.selectAt(names.slice(0, at).map((_, index) => index));
  if (table.numRows > mostRuns) return { table: shown };
  const [ids, texts] = [readerAt(table, at), readerAt(table, at + 1)];
  const rows = Array.from({ length: table.numRows }, (_, row) => row);
  const textOf = (read: Reader, row: number) => String(read(row) ?? '');
  return {
    table: shown,
    runs: { ids: rows.map((row) => textOf(ids, row)), names: rows.map((row) => textOf(texts, row)) },
  };
}

function readerAt(table: Table, index: number): Reader {
  const vector = table.getChildAt(index);
  if (vector === null) throw new Error('a column without values');
  return reader(vector);
}

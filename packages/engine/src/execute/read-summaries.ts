import { reader, type Table } from '../arrow/index.ts';
import { keptAggregates } from '../plan/kept-columns.ts';
import type { FetchSummaries } from '../plan/steps.ts';
import { runColumn } from './results.ts';
import type { StoredColumn } from './stored-column.ts';

/** The columns of a step in the rows of runs and metrics that its statement gave. */
export function readSummaries(step: FetchSummaries, table: Table): readonly StoredColumn[] {
  const kinds = keptAggregates(step);
  const columns = step.columns.map(() => ({ runs: [] as number[], values: [] as number[] }));
  const wanted = new Map<number, { readonly column: (typeof columns)[number]; readonly kind: number }[]>();
  for (const [index, { metric, of }] of step.columns.entries()) {
    const column = columns[index];
    if (column === undefined) continue;
    for (const id of metric.ids) wanted.set(id, [...(wanted.get(id) ?? []), { column, kind: kinds.indexOf(of) }]);
  }
  const runs = runColumn(table);
  const metrics = table.getChild('metric')?.toArray() as Uint32Array;
  const values = kinds.map((_, index) => {
    const vector = table.getChild(`v${index + 1}`);
    if (vector === null) throw new Error(`ClickHouse gave no v${index + 1}`);
    return reader(vector);
  });
  for (const [row, run] of runs.entries()) {
    for (const { column, kind } of wanted.get(metrics[row] ?? 0) ?? []) {
      const value = values[kind]?.(row) ?? null;
      if (value === null) continue;
      column.runs.push(run);
      column.values.push(Number(value));
    }
  }
  return columns;
}

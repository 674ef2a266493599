import { idAt, type Sheet, textAt } from '../sheet/sheet.ts';
import type { ComparedMetric } from './compared-asks.ts';

/** The final and the best values of a metric, by the ids of the runs. */
export interface MetricValues {
  readonly goal: ComparedMetric['goal'];
  readonly last: ReadRun;
  /** Absent where the metric has no goal. */
  readonly best: ReadRun | undefined;
}

export type ReadRun = (id: string) => number | undefined;

/** The values of these metrics in the answer to what `comparedValuesText` asks, whose columns stand in their order. */
export function metricValues(metrics: readonly ComparedMetric[], values: Sheet): ReadonlyMap<string, MetricValues> {
  const rows = rowsById(values);
  const columns = values.columns.filter(({ role }) => role === 'value');
  let next = 0;
  const read = (): ReadRun => {
    const column = columns[next++];
    return (id) => {
      const row = rows.get(id);
      const value = row === undefined ? null : (column?.read(row) ?? null);
      return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
    };
  };
  return new Map(
    metrics.map(({ name, goal }) => [name, { goal, last: read(), best: goal === undefined ? undefined : read() }]),
  );
}

/** What each run is called, by its id. */
export function runNames(values: Sheet): ReadonlyMap<string, string> {
  return new Map([...rowsById(values)].map(([id, row]) => [id, textAt(values, 'name', row) ?? id]));
}

function rowsById(values: Sheet): ReadonlyMap<string, number> {
  return new Map(Array.from({ length: values.length }, (_, row) => [idAt(values, row) ?? '', row]));
}

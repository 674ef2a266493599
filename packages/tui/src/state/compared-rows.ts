import { type Sheet, type SheetColumn, textAt } from '../sheet/sheet.ts';
import { metricAt } from './compared-asks.ts';
import type { MetricValues } from './compared-values.ts';

/** A line of the pane: a name and what the runs have under it, or the best values of a metric. */
export interface ComparedRow {
  readonly section: string;
  readonly name: string;
  /** In the answer; absent of a metric whose final values are equal. */
  readonly at: number | undefined;
  readonly metric: MetricValues | undefined;
  readonly isBest: boolean;
}

/** The rows of the answer, and those of the metrics that are equal at the end but were not at their best. */
export function comparedRows(
  answer: Sheet,
  metrics: ReadonlyMap<string, MetricValues>,
  ids: readonly string[],
): readonly ComparedRow[] {
  const given = Array.from({ length: answer.length }, (_, at): ComparedRow => {
    const metric = metrics.get(metricAt(answer, at) ?? '');
    const name = textAt(answer, 'name', at) ?? '';
    return { section: textAt(answer, 'section', at) ?? '', name, at, metric, isBest: false };
  });
  const shown = new Set(given.map(({ section, name }) => (section === 'metrics' ? name : '')));
  const added = [...metrics].flatMap(([name, metric]): readonly ComparedRow[] => {
    const { best } = metric;
    if (shown.has(name) || best === undefined || new Set(ids.map(best)).size < 2) return [];
    return [{ section: 'metrics', name, at: undefined, metric, isBest: false }];
  });
  const measured = [...given.filter(({ section }) => section === 'metrics'), ...added];
  return [
    ...given.filter(({ section }) => section !== 'metrics'),
    ...(added.length === 0 ? measured : measured.toSorted((a, b) => (a.name < b.name ? -1 : 1))),
  ].flatMap((row) => (row.metric === undefined ? [row] : [row, { ...row, isBest: true }]));
}

/** What a line is of. */
export function labelColumns(answer: Sheet, rows: readonly ComparedRow[]): readonly SheetColumn[] {
  return answer.columns
    .slice(0, 2)
    .map((column) =>
      over(column, rows, ({ section, name, isBest }) =>
        column.name === 'section' ? section : isBest ? `best(${name})` : name,
      ),
    );
}

/** A column of the lines: its title and how it stands are those of the given one. */
export function over(
  column: SheetColumn,
  rows: readonly ComparedRow[],
  of: (row: ComparedRow) => string | null,
): SheetColumn {
  const text = (row: number) => {
    const shown = rows[row];
    return shown === undefined ? null : of(shown);
  };
  return { ...column, text, read: text };
}

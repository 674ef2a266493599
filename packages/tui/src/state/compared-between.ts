import { showNumber } from '@xt/engine/render';
import type { Sheet, SheetColumn } from '../sheet/sheet.ts';
import { type ComparedRow, labelColumns, over } from './compared-rows.ts';
import type { MetricValues, ReadRun } from './compared-values.ts';

/** How many different values there are and what they are; of a metric the range of its values. */
export function betweenColumns(
  answer: Sheet,
  rows: readonly ComparedRow[],
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
): readonly SheetColumn[] {
  const cellText = (column: SheetColumn, { at, metric, isBest }: ComparedRow): string | null => {
    if (metric === undefined) return at === undefined ? null : column.text(at);
    const read = isBest ? metric.best : metric.last;
    if (read === undefined) return column.name === 'values' ? 'no goal' : '';
    const values = ids.map(read);
    if (column.name === 'missing') return String(values.filter((value) => value === undefined).length);
    if (column.name === 'distinct') return String(new Set(values.filter((value) => value !== undefined)).size);
    return isBest ? bestWords(metric, ids, names) : rangeWords(read, ids);
  };
  return [
    ...labelColumns(answer, rows),
    ...answer.columns.slice(2).map((column) => over(column, rows, (row) => cellText(column, row))),
  ];
}

/** Between what the values of the runs are: `0.61 … 0.97, 2 NaN`. */
function rangeWords(read: ReadRun, ids: readonly string[]): string | null {
  const { sorted, notNumbers } = valuesOf(read, ids);
  const [least, greatest] = [sorted[0], sorted.at(-1)];
  if (least === undefined || greatest === undefined) return notNumbers === 0 ? null : 'NaN';
  const range = [...new Set([showNumber(least.value), showNumber(greatest.value)])].join(' … ');
  return `${range}${notNumbers === 0 ? '' : `, ${notNumbers} NaN`}`;
}

/** The best and the worst of the best values of the runs, and whose is the best: `0.97 … 0.61, best a`. */
function bestWords(
  { goal, best }: MetricValues,
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
): string | null {
  if (best === undefined) return null;
  const { sorted, notNumbers } = valuesOf(best, ids);
  const [first, last] = goal === 'max' ? [sorted.at(-1), sorted[0]] : [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return notNumbers === 0 ? null : 'NaN';
  const range = [...new Set([showNumber(first.value), showNumber(last.value)])].join(' … ');
  const whose = first.value === last.value ? '' : `, best ${names.get(first.id) ?? first.id}`;
  return `${range}${notNumbers === 0 ? '' : `, ${notNumbers} NaN`}${whose}`;
}

/** The values in ascending order, and how many are none. */
function valuesOf(read: ReadRun, ids: readonly string[]) {
  const values = ids.flatMap((id) => {
    const value = read(id);
    return value === undefined ? [] : [{ id, value }];
  });
  const sorted = values.filter(({ value }) => !Number.isNaN(value)).toSorted((a, b) => a.value - b.value);
  return { sorted, notNumbers: values.length - sorted.length };
}

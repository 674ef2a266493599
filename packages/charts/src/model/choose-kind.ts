import { ChartError } from './chart-error.ts';
import type { ChartKind } from './description.ts';
import { categoryColumns, isNumeric, numberColumns } from './measures.ts';
import type { Result } from './read-result.ts';

/** The kind that fits the shape of a result; throws a ChartError where there is nothing to draw. */
export function chooseKind(result: Result): ChartKind {
  switch (result.source) {
    case 'curves':
      return 'line';
    case 'compare':
      return 'strip';
    case 'lineage':
      return 'tree';
    case 'groups':
      return kindOfGroups(result);
    case 'diff':
    case 'text-diff':
      throw new ChartError('a difference of texts and values has no chart', '`--format table` shows it');
    case 'runs':
    case 'artifacts':
      return result.columns.some(({ role }) => role === 'key') ? kindOfGroups(result) : kindOfRows(result);
    case 'metrics':
    case 'params':
    case 'projects':
    case 'views':
      // A row has a name and counts.
      return result.columns.some((column) => column.role === 'value' && isNumeric(column)) ? 'bar' : kindOfRows(result);
  }
}

function kindOfGroups(result: Result): ChartKind {
  const keys = result.columns.filter(({ role }) => role === 'key');
  const values = result.columns.filter((column) => column.role === 'value' && isNumeric(column));
  if (keys.length === 2 && keys.every(isNumeric) && values.length === 1 && !hasBand(result)) return 'heatmap';
  return hasBand(result) ? 'point' : 'bar';
}

function hasBand({ columns }: Result): boolean {
  return columns.some(({ role }) => role === 'lo');
}

function kindOfRows(result: Result): ChartKind {
  const numbers = numberColumns(result).length;
  const categories = categoryColumns(result).length;
  if (numbers === 0) {
    throw new ChartError(
      'a chart needs numbers, and the result has none',
      '`select` shows some: `select params.lr, val.acc`',
    );
  }
  if (numbers + categories >= 3) return 'parallel';
  if (numbers === 2) return 'scatter';
  return categories === 1 ? 'box' : 'histogram';
}

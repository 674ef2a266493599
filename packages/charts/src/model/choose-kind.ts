import { ChartError } from './chart-error.ts';
import type { ChartKind } from './description.ts';
import type { Log } from './make-chart.ts';
import { categoryColumns, isNumeric, type NumberColumn, numberColumns } from './measures.ts';
import type { Result } from './read-result.ts';

/** The kind that fits the shape of a result; throws a ChartError where there is nothing to draw. */
export function chooseKind(result: Result, log: Log = {}): ChartKind {
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
      return result.columns.some(({ role }) => role === 'key') ? kindOfGroups(result) : kindOfRows(result, log);
    case 'metrics':
    case 'params':
    case 'projects':
    case 'views':
      // A row has a name and counts.
      return result.columns.some((column) => column.role === 'value' && isNumeric(column))
        ? 'bar'
        : kindOfRows(result, log);
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

function kindOfRows(result: Result, log: Log): ChartKind {
  const columns = numberColumns(result);
  const numbers = columns.length;
  const categories = categoryColumns(result).length;
  if (numbers === 0) {
    throw new ChartError(
      'a chart needs numbers, and the result has none',
      '`select` shows some: `select params.lr, val.acc`',
    );
  }
  if (numbers + categories >= 3) return 'parallel';
  if (numbers === 2) return log.x !== true && isRepeated(columns, result.rows) ? 'box' : 'scatter';
  return categories === 1 ? 'box' : 'histogram';
}

// Boxes of fewer values than these on the average say less than the values do.
const leastValues = 3;
const mostValues = 8;

/** Whether a param has few values, each tried several times, as with seeds. */
function isRepeated([x, y]: readonly NumberColumn[], rows: number): boolean {
  if (x === undefined || y === undefined || y.role !== 'value' || (x.role !== 'param' && x.role !== 'tag'))
    return false;
  const drawn = Array.from({ length: rows }, (_, row) => row).filter((row) => Number.isFinite(y.numbers[row]));
  const known = drawn.map((row) => x.numbers[row] ?? Number.NaN).filter(Number.isFinite);
  const distinct = new Set(known).size;
  return distinct >= 2 && distinct <= mostValues && known.length >= distinct * leastValues;
}

import type { PointColor, ScatterChart, ScatterPoint } from './chart.ts';
import { ChartError } from './chart-error.ts';
import type { Built, Log } from './make-chart.ts';
import { axisOf, categoryColumns, hasPlace, isNumeric, leftOut, numberColumns, rowNames } from './measures.ts';
import { categoriesOf, measureOf, type Result, type ResultColumn } from './read-result.ts';
import { trendOf } from './trend.ts';

/** A point per row at two numbers; a third number, or a category, is its colour. */
export function scatterChart(result: Result, log: Log, hasTrend: boolean): Built<ScatterChart> {
  const [x, y, third] = numberColumns(result);
  if (x === undefined || y === undefined || result.source === 'curves') {
    throw new ChartError('`scatter` needs two columns of numbers', 'for example: `runs select params.lr, val.acc`');
  }
  const colored = third ?? categoryColumns(result)[0];
  const color = colored === undefined ? undefined : colorOf(colored, result.rows);
  const [across, up] = [axisOf(x, log.x), axisOf(y, log.y)];
  const names = rowNames(result);
  const points = Array.from({ length: result.rows }, (_, row) => row).flatMap((row): ScatterPoint[] => {
    const [atX, atY, shade] = [x.numbers[row] ?? Number.NaN, y.numbers[row] ?? Number.NaN, color?.of[row]];
    if (!hasPlace(across, atX) || !hasPlace(up, atY)) return [];
    const hasColor = shade !== undefined && Number.isFinite(shade) && !(color?.how.kind === 'category' && shade < 0);
    return [{ label: names.of(row), x: atX, y: atY, ...(hasColor ? { color: shade } : {}) }];
  });
  const uncolored = points.filter((point) => point.color === undefined).length;
  const trend = hasTrend ? trendOf(points, across, up) : undefined;
  return {
    chart: {
      kind: 'scatter',
      x: across,
      y: up,
      ...(color === undefined ? {} : { color: color.how }),
      labelTitle: names.title,
      points,
      ...(trend?.line === undefined ? {} : { trend: trend.line }),
    },
    notes: [
      ...(trend === undefined ? [] : [trend.note]),
      ...leftOut(
        result.rows - points.length,
        result.rows,
        `${across.log || up.log ? 'a place for' : 'finite'} \`${x.name}\` and \`${y.name}\``,
      ),
      ...(colored === undefined || uncolored === 0
        ? []
        : [`${uncolored} of ${points.length} points without a finite \`${colored.name}\` have no colour of it`]),
    ],
  };
}

function colorOf(column: ResultColumn, rows: number): { readonly how: PointColor; readonly of: ArrayLike<number> } {
  if (isNumeric(column)) return { how: { kind: 'number', measure: measureOf(column, false) }, of: column.numbers };
  const { labels, of } = categoriesOf({ ...column, text: (row) => column.text(row) ?? 'missing' }, rows);
  return { how: { kind: 'category', series: { title: column.name, labels } }, of };
}

import type { BoxChart } from './chart.ts';
import { ChartError } from './chart-error.ts';
import { keepRows } from './keep-rows.ts';
import type { Built, Log } from './make-chart.ts';
import { axisOf, hasPlace, leftOut, numberColumns, rowNames } from './measures.ts';
import { categoriesOf, type Result } from './read-result.ts';

// More are no picture any more.
const mostBoxes = 100;

/** The spread of the last column of numbers in each category: those of the first other column, or one of all rows. */
export function boxChart(all: Result, log: Log): Built<BoxChart> {
  const value = numberColumns(all).at(-1);
  if (value === undefined || all.source === 'curves') {
    throw new ChartError(
      '`box` needs a column of numbers, and one that says of which category they are',
      'for example: `runs select params.opt, val.acc`',
    );
  }
  const measure = axisOf(value, log.y);
  const at = all.columns.indexOf(value);
  // A category of which nothing is drawn is none.
  const result = keepRows(all, (row) => hasPlace(measure, value.numbers[row] ?? Number.NaN));
  const roles = ['key', 'param', 'tag', 'value', 'project'];
  const category = result.columns.find((column, place) => place !== at && roles.includes(column.role));
  const { labels, of } =
    category === undefined ? { labels: ['all'], of: new Int32Array(result.rows) } : categoriesOf(category, result.rows);
  if (labels.length > mostBoxes) {
    throw new ChartError(
      `\`box\` shows ${mostBoxes} categories at most; \`${category?.name}\` has ${labels.length}`,
      '`--chart scatter` shows numbers where they are; `--chart histogram` all of them together',
      'histogram',
    );
  }
  const numbers = result.columns[at]?.numbers;
  const names = rowNames(result);
  const points = Array.from({ length: result.rows }, (_, row) => row).flatMap((row) => {
    const [number, place] = [numbers?.[row] ?? Number.NaN, of[row] ?? -1];
    return place < 0 ? [] : [{ category: place, value: number, label: names.of(row) }];
  });
  return {
    chart: {
      kind: 'box',
      category: { title: category?.name ?? '', labels },
      value: measure,
      labelTitle: names.title,
      points,
    },
    notes: leftOut(
      all.rows - points.length,
      all.rows,
      `a category or ${measure.log ? 'a place for' : 'a finite'} \`${value.name}\``,
    ),
  };
}

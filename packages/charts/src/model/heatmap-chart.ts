import type { HeatmapChart } from './chart.ts';
import { ChartError } from './chart-error.ts';
import type { Built } from './make-chart.ts';
import { isNumeric } from './measures.ts';
import { categoriesOf, measureOf, type Result } from './read-result.ts';

// More are no picture any more.
const mostSteps = 200;

/** A cell for each pair of two keys or params, coloured by a value: of several rows of a cell the mean. */
export function heatmapChart(result: Result): Built<HeatmapChart> {
  const sides = result.columns.filter(({ role }) => role === 'key' || role === 'param' || role === 'tag');
  const values = result.columns.filter((column) => column.role === 'value').filter(isNumeric);
  const [x, y] = sides;
  const [value] = values;
  if (x === undefined || y === undefined || value === undefined) {
    throw new ChartError(
      '`heatmap` needs two keys or params and a number',
      'for example: `runs group by params.lr, params.width select mean(val.acc)`',
    );
  }
  const [across, up] = [categoriesOf(x, result.rows), categoriesOf(y, result.rows)];
  for (const { labels } of [across, up]) {
    if (labels.length <= mostSteps) continue;
    throw new ChartError(
      `\`heatmap\` shows ${mostSteps} values of a key at most; the result has ${labels.length}`,
      '`--chart scatter` or `--chart parallel` show numbers where they are',
      isNumeric(x) && isNumeric(y) ? 'scatter' : undefined,
    );
  }
  const cells = new Map<string, { x: number; y: number; value: number; n: number }>();
  const absent = new Map<string, { readonly x: number; readonly y: number; readonly absent: string }>();
  for (let row = 0; row < result.rows; row++) {
    const number = value.numbers[row] ?? Number.NaN;
    const [atX, atY] = [across.of[row] ?? -1, up.of[row] ?? -1];
    if (atX < 0 || atY < 0) continue;
    if (!Number.isFinite(number)) {
      absent.set(`${atX} ${atY}`, { x: atX, y: atY, absent: value.text(row) === null ? 'missing' : String(number) });
      continue;
    }
    const { value: mean, n } = cells.get(`${atX} ${atY}`) ?? { value: 0, n: 0 };
    // Step by step: the sum of huge numbers is no number.
    const next = n === 0 ? number : mean + (number / (n + 1) - mean / (n + 1));
    cells.set(`${atX} ${atY}`, { x: atX, y: atY, value: next, n: n + 1 });
  }
  const shown = [...cells.values()];
  // A cell that has rows, but no number.
  const empty = [...absent].flatMap(([key, cell]) => (cells.has(key) ? [] : [{ ...cell, value: Number.NaN, n: 0 }]));
  const used = shown.reduce((count, { n }) => count + n, 0);
  return {
    chart: {
      kind: 'heatmap',
      x: { title: x.name, labels: across.labels },
      y: { title: y.name, labels: up.labels },
      value: measureOf(value, false),
      ...(shown.some(({ n }) => n > 1) ? { counted: result.source === 'runs' ? 'runs' : 'rows' } : {}),
      cells: [...shown, ...empty],
    },
    notes: [
      ...(shown.some(({ n }) => n > 1)
        ? [`a cell is the mean of its ${result.source === 'runs' ? 'runs' : 'rows'}`]
        : []),
      ...(values.length > 1 ? [`of ${values.length} values \`${value.name}\` is shown`] : []),
      ...(used < result.rows ? [`${result.rows - used} of ${result.rows} rows have no place or no number`] : []),
    ],
  };
}

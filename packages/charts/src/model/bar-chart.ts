import type { BarChart, BarItem } from './chart.ts';
import { ChartError } from './chart-error.ts';
import { extentOf } from './extent-of.ts';
import type { Built, Log } from './make-chart.ts';
import { axisOf, hasPlace, isNumeric, leftOut, type NumberColumn, nameOf, rowNames, titleOf } from './measures.ts';
import { type Categories, categoriesOf, type Result, type ResultColumn } from './read-result.ts';

/** A value per group (of rows that are no groups, per row): the first key is the category, the others are colours. */
export function barChart(kind: 'bar' | 'point', result: Result, log: Log): Built<BarChart> {
  const keys = result.columns.filter(({ role }) => role === 'key');
  const values = result.columns.filter(
    (column): column is NumberColumn => column.role === 'value' && isNumeric(column),
  );
  if (values.length === 0 || result.source === 'curves') {
    throw new ChartError(
      `\`${kind}\` needs rows with a number each, as groups have`,
      'for example: `runs group by params.lr select mean(val.acc) band ci95`',
    );
  }
  const [first, ...others] = keys;
  const category =
    first === undefined ? rowsAsCategories(result, values) : categoriesOf(withoutMissing(first), result.rows);
  const series = others.length === 0 ? undefined : seriesOf(others, result.rows);
  refuseTooMany(kind, series === undefined ? category.labels.length : result.rows);
  const shown = values.map((value) => ({ value, measure: axisOf(value, log.y ?? false) }));
  const items = shown.flatMap(({ value, measure }, panel) => {
    const [lo, hi, n] = (['lo', 'hi', 'n'] as const).map((role) => endOf(result, role, value));
    // A log axis has no end for an interval that reaches zero: it ends where the least of the values is.
    const least = extentOf([...value.numbers, ...(hi ?? [])].filter((number) => number > 0))[0];
    return Array.from({ length: result.rows }, (_, row) => row).flatMap((row): BarItem[] => {
      const at = category.of[row] ?? -1;
      if (at < 0) return [];
      const number = value.numbers[row] ?? Number.NaN;
      const place = { panel, category: at, ...(series === undefined ? {} : { series: series.of[row] ?? 0 }) };
      const absent = hasPlace(measure, number) ? undefined : absence(value, row);
      if (absent !== undefined) return [{ ...place, value: Number.NaN, absent }];
      return [
        {
          ...place,
          value: number,
          ...finite('lo', lo, row, measure.log ? least : undefined),
          ...finite('hi', hi, row),
          ...finite('n', n, row),
        },
      ];
    });
  });
  return {
    chart: {
      // A bar begins at zero, which a log axis has not.
      kind: log.y === true ? 'point' : kind,
      category: { title: first?.name ?? rowNames(result).title, labels: category.labels },
      ...(series === undefined ? {} : { series: { title: series.title, labels: series.labels } }),
      panels: shown.map(({ measure }) => measure),
      items,
    },
    notes: [
      ...leftOut(category.of.filter((at) => at < 0).length, result.rows, `a finite ${namesOf(values)}`),
      ...shown.flatMap(({ value }, panel) =>
        absenceNote(
          value.name,
          items.filter((item) => item.panel === panel),
        ),
      ),
    ],
  };
}

/** What is said in the place of a value that has none. */
function absence({ text, numbers }: NumberColumn, row: number): string {
  if (text(row) === null) return 'missing';
  const number = numbers[row] ?? Number.NaN;
  return Number.isFinite(number) ? 'not above 0' : String(number);
}

function absenceNote(name: string, items: readonly BarItem[]): readonly string[] {
  const reasons = [...new Set(items.flatMap(({ absent }) => (absent === undefined ? [] : [absent])))];
  const counts = reasons.map((reason) => `${reason} in ${items.filter(({ absent }) => absent === reason).length}`);
  return counts.length === 0 ? [] : [`\`${name}\` is ${counts.join(' and ')} of ${items.length} rows`];
}

function namesOf(values: readonly NumberColumn[]): string {
  return values.map(({ name }) => `\`${name}\``).join(' or ');
}

/** Rows that have a value are categories by their names. */
function rowsAsCategories(result: Result, values: readonly NumberColumn[]): Categories {
  const names = rowNames(result);
  const labels: string[] = [];
  const of = Int32Array.from({ length: result.rows }, (_, row) => {
    const hasValue = values.some(({ numbers }) => Number.isFinite(numbers[row]));
    return hasValue ? labels.push(names.of(row)) - 1 : -1;
  });
  return { labels, of };
}

// More are no picture any more.
const mostBars = 300;

function refuseTooMany(kind: 'bar' | 'point', count: number): void {
  if (count <= mostBars) return;
  throw new ChartError(
    `\`${kind}\` shows ${mostBars} groups at most; the result has ${count}`,
    '`limit 50` shows the first of them; `--chart histogram` counts them by value',
    'histogram',
  );
}

/** A group whose key is missing is a category of its own, after all others. */
function withoutMissing(column: ResultColumn): ResultColumn {
  const numbers = column.numbers?.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value));
  return { ...column, text: (row) => column.text(row) ?? 'missing', ...(numbers === undefined ? {} : { numbers }) };
}

function seriesOf(keys: readonly ResultColumn[], rows: number) {
  const [only, ...more] = keys;
  const column =
    only !== undefined && more.length === 0
      ? withoutMissing(only)
      : { name: '', role: 'key' as const, type: 'text' as const, text: (row: number) => nameOf(keys, row) };
  const { labels, of } = categoriesOf(column, rows);
  return { title: titleOf(keys), ...(more.length === 0 ? { labels, of } : inOrder(labels, of)) };
}

/** Names of several keys in the order of these, numbers by value, what is missing last. */
function inOrder(labels: readonly string[], of: Int32Array): Categories {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const parts = labels.map((label) => label.split(' · '));
  const compareAt = (a: string, b: string) =>
    Number(a === 'missing') - Number(b === 'missing') || Number(a) - Number(b) || compare(a, b);
  const compareAll = (a: number, b: number) =>
    (parts[a] ?? []).map((part, at) => compareAt(part, parts[b]?.[at] ?? '')).find((order) => order !== 0) ?? 0;
  const sorted = labels.map((_, at) => at).sort(compareAll);
  const places = new Map(sorted.map((from, to) => [from, to]));
  return { labels: sorted.map((at) => labels[at] ?? ''), of: of.map((at) => places.get(at) ?? -1) };
}

function endOf({ columns }: Result, role: 'lo' | 'hi' | 'n', value: NumberColumn): Float64Array | undefined {
  return columns.find((column) => column.role === role && column.of === value.name)?.numbers;
}

function finite(
  name: 'lo' | 'hi' | 'n',
  numbers: Float64Array | undefined,
  row: number,
  least = Number.NEGATIVE_INFINITY,
): Partial<BarItem> {
  const given = numbers?.[row];
  const value = given !== undefined && given < least ? least : given;
  return value === undefined || !Number.isFinite(value) ? {} : { [name]: value };
}

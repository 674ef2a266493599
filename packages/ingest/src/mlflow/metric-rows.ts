import type { ReadDatabase, Row } from './open-database.ts';
import { dropLast, emptyColumns, partOf, partPoints, type SeriesColumns } from './series-columns.ts';
import type { MetricsRead, SeriesPart } from './store.ts';

/** What was read of a run's rows: how many there were, and the greatest rowid. */
interface RowsPosition {
  readonly rows: number;
  readonly rowid: number;
}

/**
 * A run's points out of the `metrics` table: of several rows of a step the one with the greatest (timestamp, value), as
 * MLflow reads them. Of a run that was read before only the steps that got new rows.
 */
export function* readMetricRows(
  database: ReadDatabase,
  run: string,
  before: unknown,
): Generator<SeriesPart, MetricsRead> {
  const known = (before ?? { rows: 0, rowid: 0 }) as RowsPosition;
  const now = countRows(database, run, 0);
  if (now.rows === known.rows && now.rowid === known.rowid) return { position: before, superseded: 0, added: 0 };
  // Rows behind the known rowid are all that is new, unless the table was copied or the rows renumbered.
  const added = known.rows > 0 && countRows(database, run, known.rowid).rows === now.rows - known.rows;
  const rows = added
    ? database.rows(
        `${select} AND (key, step) IN (SELECT key, step FROM metrics WHERE run_uuid = ? AND +rowid > ?)${order}`,
        run,
        run,
        known.rowid,
      )
    : database.rows(select + order, run);
  let columns = emptyColumns();
  let metric: string | undefined;
  let superseded = 0;
  for (const row of rows) {
    const key = String(row['key']);
    if (metric !== undefined && (key !== metric || columns.steps.length === partPoints)) {
      yield partOf(metric, columns);
      columns = emptyColumns();
    }
    metric = key;
    const step = Number(row['step']);
    if (columns.steps.at(-1) === step) {
      dropLast(columns);
      superseded++;
    }
    addRow(columns, row, step);
  }
  if (metric !== undefined && columns.steps.length > 0) yield partOf(metric, columns);
  return { position: now, superseded, added: now.rows - known.rows };
}

const select = 'SELECT key, value, timestamp, step, is_nan FROM metrics WHERE run_uuid = ?';
const order = ' ORDER BY key, step, timestamp, value';

function countRows(database: ReadDatabase, run: string, after: number): RowsPosition {
  // The plus keeps SQLite from walking through the table by rowid.
  const sql = 'SELECT count(*) AS n, max(rowid) AS last FROM metrics WHERE run_uuid = ? AND +rowid > ?';
  const [row = {}] = database.rows(sql, run, after);
  return { rows: Number(row['n'] ?? 0), rowid: Number(row['last'] ?? 0) };
}

function addRow(columns: SeriesColumns, row: Row, step: number): void {
  const stored = Number(row['value']);
  const timestamp = Number(row['timestamp']);
  columns.steps.push(step);
  columns.times.push(Math.abs(timestamp) < 9e12 ? timestamp * 1000 : 0);
  columns.values.push(Number(row['is_nan']) === 1 ? Number.NaN : storedNumber(stored));
  columns.order.push(orderOf(timestamp, stored));
}

/** MLflow stores infinities as the greatest double in magnitude. */
function storedNumber(stored: number): number {
  if (stored >= Number.MAX_VALUE) return Number.POSITIVE_INFINITY;
  return stored <= -Number.MAX_VALUE ? Number.NEGATIVE_INFINITY : stored;
}

/** Grows with (timestamp, value): 42 bits of milliseconds, 11 of the value's sign and exponent. */
function orderOf(timestamp: number, value: number): number {
  const milliseconds = Math.min(Math.max(Math.trunc(timestamp), 0), 2 ** 42 - 1);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const top = view.getUint32(0);
  const sortable = (top & 0x80000000 ? ~top : top | 0x80000000) >>> 0;
  return milliseconds * 2048 + (sortable >>> 21);
}

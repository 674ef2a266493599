import type { ReadDatabase, Row } from './read-database.ts';
import { dropLast, emptyColumns, isRounded, partOf, partPoints, type SeriesColumns } from './series-columns.ts';
import type { MetricsRead, SeriesPart } from './store.ts';

/** What was read of a run's rows: how many there were, the greatest rowid, and how many could not be read. */
interface RowsPosition {
  readonly rows: number;
  readonly rowid: number;
  readonly lost?: number;
}

/**
 * A run's points out of the `metrics` table: of several rows of a step the one with the greatest (timestamp, value), as
 * MLflow reads them. Of a run that was read before only the steps that got new rows. Rows in damaged parts of the file are
 * told to `damaged`, with their number.
 */
export function* readMetricRows(
  database: ReadDatabase,
  run: string,
  before: unknown,
  damaged: (reason: string) => void,
): Generator<SeriesPart, MetricsRead> {
  const known = (before ?? { rows: 0, rowid: 0 }) as RowsPosition;
  try {
    const now = countRows(database, run, 0);
    const isSame = now.rows === known.rows && now.rowid === known.rowid;
    if (isSame && known.lost === undefined) return { position: before, superseded: 0, added: 0 };
    const read = yield* givePoints(newRows(database, run, known, now));
    return { ...read, position: now, added: isSame ? 0 : now.rows - known.rows };
  } catch (error) {
    const damage = database.damage(error);
    if (damage === undefined) throw error;
    return yield* rescue(database, run, known, damage, damaged);
  }
}

/** The runs with rows that are behind every row that these positions know of. */
export function runsWithNewRows(database: ReadDatabase, positions: readonly unknown[]): ReadonlySet<string> {
  const last = positions.reduce<number>(
    (most, one) => Math.max(most, (one as RowsPosition | undefined)?.rowid ?? 0),
    0,
  );
  const rows = database.rows('SELECT DISTINCT run_uuid AS run FROM metrics NOT INDEXED WHERE rowid > ?', last);
  return new Set([...rows].map(({ run }) => String(run)));
}

/** Rows behind the known rowid are all that is new, unless the table was copied, the rows renumbered, or some were lost. */
function newRows(database: ReadDatabase, run: string, known: RowsPosition, now: RowsPosition): Iterable<Row> {
  const isAppended =
    known.lost === undefined && known.rows > 0 && countRows(database, run, known.rowid).rows === now.rows - known.rows;
  return isAppended
    ? database.rows(
        `${select} AND (key, step) IN (SELECT key, step FROM metrics WHERE run_uuid = ? AND +rowid > ?)${order}`,
        run,
        run,
        known.rowid,
      )
    : database.rows(select + order, run);
}

const columnNames = 'key, value, timestamp, step, is_nan';
const select = `SELECT ${columnNames} FROM metrics WHERE run_uuid = ?`;
const order = ' ORDER BY key, step, timestamp, value';

function* givePoints(rows: Iterable<Row>): Generator<SeriesPart, { superseded: number; rounded: number }> {
  let columns = emptyColumns();
  let metric: string | undefined;
  let superseded = 0;
  let rounded = 0;
  for (const row of rows) {
    const key = String(row['key']);
    if (metric !== undefined && (key !== metric || columns.steps.length === partPoints)) {
      yield partOf(metric, columns);
      columns = emptyColumns();
    }
    metric = key;
    const step = Number(row['step']);
    if (isRounded(step)) rounded++;
    if (columns.steps.at(-1) === step) {
      dropLast(columns);
      superseded++;
    }
    addRow(columns, row, step);
  }
  if (metric !== undefined && columns.steps.length > 0) yield partOf(metric, columns);
  return { superseded, rounded };
}

/** What can be read of a damaged table, row by row: by the index of runs, which has no values, else by a walk over the table. */
function* rescue(
  database: ReadDatabase,
  run: string,
  known: RowsPosition,
  damage: string,
  damaged: (reason: string) => void,
): Generator<SeriesPart, MetricsRead> {
  const rows: Row[] = [];
  let lost = 0;
  const rowids = upToDamage(database, 'SELECT rowid AS id FROM metrics WHERE run_uuid = ?', run);
  for (const { id } of rowids.rows) {
    const found = upToDamage(database, `SELECT ${columnNames} FROM metrics WHERE rowid = ?`, Number(id));
    if (found.isDamaged) lost++;
    rows.push(...found.rows);
  }
  const byIndex = new Set(rowids.rows.map(({ id }) => Number(id)));
  if (rowids.isDamaged) {
    const walked = upToDamage(
      database,
      `SELECT rowid AS id, ${columnNames} FROM metrics NOT INDEXED WHERE run_uuid = ?`,
      run,
    );
    rows.push(...walked.rows.filter(({ id }) => !byIndex.has(Number(id))));
  }
  damaged(
    rowids.isDamaged
      ? `${damage}; ${rows.length} rows could be read`
      : `${damage}; ${lost} of ${rowids.rows.length} rows are lost`,
  );
  const position = {
    rows: rowids.rows.length,
    rowid: Math.max(0, ...byIndex),
    // Once the file is mended, its rows are read anew.
    lost: rowids.isDamaged ? -1 : lost,
  };
  const isSame = position.rows === known.rows && position.rowid === known.rowid && position.lost === known.lost;
  if (isSame && lost >= 0) return { position: known, superseded: 0, added: 0 };
  const read = yield* givePoints(rows.sort(byOrder));
  return { ...read, position, added: rows.length };
}

function upToDamage(
  database: ReadDatabase,
  sql: string,
  value: string | number,
): { readonly rows: readonly Row[]; readonly isDamaged: boolean } {
  const rows: Row[] = [];
  try {
    for (const row of database.rows(sql, value)) rows.push(row);
  } catch (error) {
    if (database.damage(error) === undefined) throw error;
    return { rows, isDamaged: true };
  }
  return { rows, isDamaged: false };
}

function byOrder(a: Row, b: Row): number {
  const [keyA, keyB] = [String(a['key']), String(b['key'])];
  if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  const numbers = ['step', 'timestamp', 'value'].map((name) => Number(a[name]) - Number(b[name]));
  return numbers.find((difference) => difference !== 0) ?? 0;
}

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

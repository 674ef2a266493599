import { byName, columnNamed, idAt, type Sheet, type SheetColumn } from '../sheet/sheet.ts';
import type { Rhythm, State } from './state.ts';

// A run may take its time: so many of its own intervals, and never less than a minute.
const patience = 10;
const leastMicroseconds = 60e6;
// Of a run that has not shown how it logs nothing is known but that it was heard of.
const unknownMicroseconds = 3600e6;

/**
 * When a run that logs on becomes stalled, in microseconds since 1970: ten of its mean intervals after its last point, a minute at
 * least. The interval is the time from its start to its last point over the points of the metric that has most of them; with
 * fewer than two it has no rhythm yet, and an hour after its last point, or its start, is what it gets. Undefined until that is known.
 */
export function stallsAt({ started, last, points }: Rhythm): number | undefined {
  const heard = last ?? started;
  if (started === undefined || heard === undefined || points === undefined) return undefined;
  const allowed = points < 2 ? unknownMicroseconds : (patience * (heard - started)) / points;
  return heard + Math.max(allowed, leastMicroseconds);
}

/** What a run's state is called wherever it is seen: `stalled` where it is said to be running and has been silent for longer than it may. */
export function stateWord(state: State, id: string | undefined, said: string): string {
  return said === 'running' && id !== undefined && isStalled(state, id) ? 'stalled' : said;
}

/** True where a run that is said to be running has been silent for longer than its own rhythm, as far as that is known. */
export function isStalled({ clock, rhythms }: State, id: string): boolean {
  const rhythm = rhythms[id];
  const at = rhythm === undefined ? undefined : stallsAt(rhythm);
  return at !== undefined && clock.now * 1000 > at;
}

/** True where a run has logged so much that its rhythm is known. */
export function hasRhythm({ rhythms }: State, id: string): boolean {
  return (rhythms[id]?.points ?? 0) >= 2;
}

/** The sheet with `stalled` for the state of the runs that are; what is read of it stays. */
export function withStalled(state: State, sheet: Sheet): Sheet {
  const column = sheet.columns.find(isState);
  if (column === undefined) return sheet;
  const text = (row: number): string | null => {
    const said = column.text(row);
    return said === null ? null : stateWord(state, idAt(sheet, row), said);
  };
  const columns = sheet.columns.map((each) => (each === column ? { ...column, text } : each));
  return { ...sheet, columns, named: byName([...columns, ...sheet.machine]) };
}

/** True where a row is a run that is said to be running. */
export function isRunning(sheet: Sheet, row: number): boolean {
  const column = columnNamed(sheet, 'state');
  return column !== undefined && isState(column) && column.read(row) === 'running';
}

/** The state with when the runs of an answer started. */
export function withStarts(state: State, sheet: Sheet): State {
  const found = Array.from({ length: sheet.length }, (_, row): readonly [string, Rhythm] => {
    const id = idAt(sheet, row) ?? '';
    // What a source does not say of its start it says of when the run was made.
    const started = numberAt(sheet, 'started', row) ?? numberAt(sheet, 'created', row);
    return [id, { ...state.rhythms[id], started }];
  });
  return { ...state, rhythms: { ...state.rhythms, ...Object.fromEntries(found) } };
}

/** The state with how often and when last a run logged, of an answer of its metrics. */
export function withRhythm(state: State, id: string, sheet: Sheet): State {
  const rhythm = { ...state.rhythms[id], last: greatest(sheet, 'updated'), points: greatest(sheet, 'points') ?? 0 };
  return { ...state, rhythms: { ...state.rhythms, [id]: rhythm } };
}

function isState({ name, role }: SheetColumn): boolean {
  return name === 'state' && role === 'field';
}

function greatest(sheet: Sheet, name: string): number | undefined {
  const values = Array.from({ length: sheet.length }, (_, row) => numberAt(sheet, name, row)).filter(
    (each) => each !== undefined,
  );
  return values.length === 0 ? undefined : values.reduce((most, each) => Math.max(most, each));
}

function numberAt(sheet: Sheet, name: string, row: number): number | undefined {
  const value = columnNamed(sheet, name)?.read(row) ?? null;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

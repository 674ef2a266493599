import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { opened, type Replies, typed } from '../../test/make-state.ts';
import { paneWords } from '../plain/pane-words.ts';
import { columnOf, shownRows } from '../state/shown-rows.ts';
import { tableColumns } from '../state/table-columns.ts';
import { type FilterTest, filterBy } from './filter-by.ts';
import type { ShownTime } from './time-range.ts';

const time = Date.UTC(2026, 10, 21, 8, 52, 31, 225) * 1000 + 678;
const filtered = (shown: ShownTime, test: FilterTest = 'only', value = time) =>
  filterBy('runs', { column: 'created', type: 'time', value, shown }, test);

test('a time is what is seen of it: a minute, a second, a millisecond, on the clocks of the zone', () => {
  const zone = 'UTC';
  expect(filtered({ zone, precision: 'minutes' })).toBe(
    'runs where created >= 2026-11-21T08:52 and created < 2026-11-21T08:53',
  );
  expect(filtered({ zone: 'Asia/Kolkata', precision: 'seconds' })).toBe(
    'runs where created >= 2026-11-21T14:22:31 and created < 2026-11-21T14:22:32',
  );
  expect(filtered({ zone, precision: 'milliseconds' })).toBe(
    'runs where created >= 2026-11-21T08:52:31.225 and created < 2026-11-21T08:52:31.226',
  );
  expect(filtered({ zone, precision: 'minutes' }, 'not')).toBe(
    'runs where created < 2026-11-21T08:52 or created >= 2026-11-21T08:53 or created is missing',
  );
  expect(filtered({ zone, precision: 'minutes' }, '<=')).toBe('runs where created < 2026-11-21T08:53');
  expect(filtered({ zone, precision: 'minutes' }, '>=')).toBe('runs where created >= 2026-11-21T08:52');
});

test('of days a date stands for all of its times', () => {
  const shown = { zone: 'America/New_York', precision: 'days' as const };
  const midnight = Date.UTC(2026, 10, 21, 5) * 1000;
  expect(filtered(shown, 'only', midnight)).toBe('runs where created = 2026-11-21');
  expect(filtered(shown, '<=', midnight)).toBe('runs where created <= 2026-11-21');
});

test('where clocks show a time twice the instant is named', () => {
  const shown = { zone: 'Europe/Berlin', precision: 'minutes' as const };
  const [first, second] = [0, 1].map((hour) => Date.UTC(2026, 9, 25, hour, 30) * 1000);
  expect(filtered(shown, 'only', first)).toBe(
    'runs where created >= 2026-10-25T00:30:00.000000Z and created < 2026-10-25T00:31:00.000000Z',
  );
  expect(filtered(shown, '>=', second)).toBe('runs where created >= 2026-10-25T01:30:00.000000Z');
});

const minute = 60e6;
const ids = ['a', 'b'];
const runs = (...created: readonly number[]) =>
  makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: created.map((_, row) => ids[row]) },
    { name: 'name', type: 'text', role: 'run', values: created.map((_, row) => `run ${ids[row]}`) },
    { name: 'created', type: 'time', role: 'field', values: [...created] },
  ]);
const answers = (...created: readonly number[]): Replies => [{ to: 'runs', sheet: runs(...created) }];

test('a filter from a cell takes what the cell shows, in the zone of the screen', () => {
  const query = (...created: readonly number[]) =>
    typed(opened('runs', { columns: 120, rows: 40 }, answers(...created)), 'lf', []).query.text;
  expect(query(time, time + minute)).toBe(
    'runs where created >= 2026-11-21T08:52:31 and created < 2026-11-21T08:52:32',
  );
  expect(query(time, time + 3000 * minute)).toBe(
    'runs where created >= 2026-11-21T08:52 and created < 2026-11-21T08:53',
  );
  const midnight = Date.UTC(2026, 10, 21) * 1000;
  expect(query(midnight, midnight + 1440 * minute)).toBe('runs where created = 2026-11-21');
});

test('rows below others show as much of a time as the rows above, details all of it', () => {
  const all: Replies = [
    ...answers(time, time + 3000 * minute),
    { to: 'below a', sheet: runs(time, time + 1) },
    { to: 'details', sheet: runs(time) },
  ];
  const open = typed(opened('runs', { columns: 120, rows: 40 }, all), '.', all);
  const row = shownRows(open).at(1);
  const column = tableColumns(open).find(({ title }) => title === 'created')?.column;
  if (row === undefined || column === undefined) throw new Error('no row is below the first');
  expect([column.text(0), columnOf(row, column)?.text(row.row)]).toEqual(['2026-11-21 08:52', '2026-11-21 08:52']);
  expect(paneWords(typed(open, '6', all), 'details').join('\n')).toContain('2026-11-21 08:52:31.225');
});

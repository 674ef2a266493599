import { describe, expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, replies, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { paneWords } from '../plain/pane-words.ts';
import { reduce } from './reduce.ts';
import { stallsAt } from './rhythm.ts';
import type { State } from './state.ts';

const minute = 60e6;

describe('a run is stalled', () => {
  test.each([
    ['ten of its intervals after its last point', { started: 0, last: 100 * minute, points: 100 }, 110 * minute],
    ['a minute after it at the least', { started: 0, last: minute, points: 1000 }, 2 * minute],
    ['an hour after its only point', { started: 0, last: minute, points: 1 }, 61 * minute],
    ['an hour after its start, without points', { started: 5 * minute, last: undefined, points: 0 }, 65 * minute],
    [
      'a minute after its last point, where its clock was before its start',
      { started: 5, last: 3, points: 9 },
      minute + 3,
    ],
    ['never, as long as its start is not known', { last: 3, points: 9 }, undefined],
    ['never, as long as its points are not known', { started: 3 }, undefined],
  ])('%s', (_, rhythm, at) => {
    expect(stallsAt(rhythm)).toBe(at);
  });
});

describe('in the table', () => {
  const size = { columns: 120, rows: 40 };
  const startedAt = 1_000 * minute;
  const lastAt = startedAt + 50 * minute;
  // One run is live; it logs once a minute.
  const live = [
    ...replies,
    {
      to: 'live' as const,
      sheet: makeSheet('runs', [
        { name: 'id', type: 'text', role: 'id', values: ['run0003'] },
        { name: 'name', type: 'text', role: 'run', values: ['live'] },
      ]),
    },
    {
      to: 'begun' as const,
      sheet: makeSheet('runs', [
        { name: 'id', type: 'text', role: 'id', values: ['run0003'] },
        { name: 'name', type: 'text', role: 'run', values: ['live'] },
        { name: 'started', type: 'time', role: 'field', values: [startedAt] },
      ]),
    },
    {
      to: 'rhythm run0003' as const,
      sheet: makeSheet('metrics', [
        { name: 'points', type: 'number', role: 'field', values: [5, 50] },
        { name: 'updated', type: 'time', role: 'field', values: [lastAt, lastAt - minute] },
      ]),
    },
  ];
  const start = opened('runs', size, live);
  const at = (state: State, time: number) => reduce(state, { kind: 'clock', now: time / 1000 });
  const rowOf = (state: State) =>
    frameText(state)
      .split('\n')
      .find((line) => line.includes('mred-3'));
  const rhythmAsk = (state: State) => wantedAsks(state).find(({ slot }) => slot === 'rhythm run0003');

  test('the clock alone makes it so, and a point undoes it', () => {
    const inTime = at(start, lastAt + 10 * minute);
    expect(rowOf(inTime)).toMatch(/ running /);
    expect(frameText(inTime)).toContain('12 rows · 1 live · 4 ms');
    const late = at(start, lastAt + 10 * minute + 1000);
    expect(rowOf(late)).toMatch(/ stalled /);
    expect(frameText(late)).toContain('12 rows · 1 live, 1 stalled · 4 ms');
    expect(rowOf(at(late, lastAt))).toMatch(/ running /);
  });

  test('of a run whose start nobody knows nothing is left to be found out', () => {
    const two = (name: string, values: readonly (number | null)[]) =>
      makeSheet('runs', [
        { name: 'id', type: 'text', role: 'id', values: ['run0003', 'other'] },
        { name, type: 'time', role: 'field', values },
      ]);
    const answers = [
      { to: 'live' as const, sheet: two('created', [startedAt, null]) },
      { to: 'begun' as const, sheet: two('started', [startedAt, null]) },
      { to: 'rhythm other' as const, sheet: makeSheet('metrics', []) },
      ...live,
    ];
    expect(frameText(at(opened('runs', size, answers), lastAt + 60 * minute))).toContain('2 live, 1 stalled');
    const unknown = answers.filter(({ to }) => to !== 'rhythm other');
    expect(frameText(at(opened('runs', size, unknown), lastAt + 60 * minute))).toContain('2 live, 1+ stalled');
  });

  test('lineage and details call it the same, and ask of the runs that they show', () => {
    const kin = makeSheet('lineage', [
      { name: 'depth', type: 'integer', role: 'field', values: [0, 1] },
      { name: 'name', type: 'text', role: 'run', values: ['live', 'child'] },
      { name: 'state', type: 'text', role: 'field', values: ['running', 'running'] },
      { name: 'kind', type: 'text', role: 'field', values: [null, 'fork'] },
      { name: 'parent', type: 'text', role: 'field', values: [null, 'run0003'] },
      { name: 'xt id', type: 'text', role: 'field', values: ['run0003', 'child'] },
    ]);
    const own = makeSheet('runs', [
      { name: 'name', type: 'text', role: 'run', values: ['live'] },
      { name: 'state', type: 'text', role: 'field', values: ['running'] },
      { name: 'xt id', type: 'text', role: 'field', values: ['run0003'] },
    ]);
    const answers = [
      { to: 'details' as const, sheet: own },
      { to: 'kin' as const, sheet: kin },
      { to: 'lineage' as const, sheet: kin },
      {
        to: 'begun' as const,
        sheet: makeSheet('runs', [
          { name: 'id', type: 'text', role: 'id', values: ['run0003', 'child'] },
          { name: 'started', type: 'time', role: 'field', values: [startedAt, null] },
          { name: 'created', type: 'time', role: 'field', values: [startedAt, startedAt + 30 * minute] },
        ]),
      },
      { to: 'rhythm child' as const, sheet: makeSheet('metrics', []) },
      ...live,
    ];
    const open = typed(opened('runs', size, answers), 'jjj6', answers);
    const words = (state: State, pane: 'details' | 'lineage') => paneWords(state, pane).join('\n');
    expect(words(at(open, startedAt + 61 * minute), 'details')).toMatch(
      /state, stalled[\s\S]*child, child, fork, running/,
    );
    const late = at(open, startedAt + 91 * minute);
    expect(words(late, 'details')).toMatch(/state, stalled[\s\S]*child, child, fork, stalled/);
    expect(words(typed(late, '4', answers), 'lineage')).toMatch(/live, stalled[\s\S]*child, fork, stalled/);
    // What is in reach is counted, not what is beside it.
    expect(frameText(late)).toContain('1 live, 1 stalled');
  });

  test('a filter from the cell writes what is stored', () => {
    const late = at(start, lastAt + 60 * minute);
    expect(typed(late, 'jjjlllf', live).query.text).toBe("runs where state = 'running'");
  });

  test('its metrics are asked again only once it would be stalled, and not at every change', () => {
    const changed = reduce(start, { kind: 'changed', revision: 7 });
    expect(rhythmAsk(changed)).toEqual(rhythmAsk(start));
    const ticked = at(changed, lastAt + minute);
    expect(rhythmAsk(ticked)).toEqual(rhythmAsk(start));
    expect(wantedAsks(ticked).find(({ slot }) => slot === 'live')?.revision).toBe(7);
    expect(rhythmAsk(at(changed, lastAt + 60 * minute))?.revision).toBe(7);
  });

  test('a run that has no rhythm yet is asked again with each change, by the clock', () => {
    const sheet = makeSheet('metrics', [
      { name: 'points', type: 'number', role: 'field', values: [1] },
      { name: 'updated', type: 'time', role: 'field', values: [startedAt] },
    ]);
    const young = opened('runs', size, [
      ...live.filter(({ to }) => to !== 'rhythm run0003'),
      { to: 'rhythm run0003', sheet },
    ]);
    const changed = reduce(young, { kind: 'changed', revision: 7 });
    expect(rhythmAsk(changed)).toEqual(rhythmAsk(young));
    expect(rhythmAsk(at(changed, startedAt + minute))?.revision).toBe(7);
  });

  test('of many only some are asked at once, and none that is not running', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `many${index}`);
    const many = makeSheet('runs', [
      { name: 'id', type: 'text', role: 'id', values: ids },
      { name: 'name', type: 'text', role: 'run', values: ids },
      {
        name: 'state',
        type: 'text',
        role: 'field',
        values: ids.map((_, index) => (index < 20 ? 'running' : 'finished')),
      },
    ]);
    const state = opened('runs', size, [{ to: 'runs', sheet: many }, ...replies]);
    const slots = wantedAsks(state).map(({ slot }) => slot);
    expect(slots.filter((slot) => slot.startsWith('rhythm '))).toEqual(
      ['many0', 'many1', 'many2', 'many3'].map((id) => `rhythm ${id}`),
    );
    expect(wantedAsks(state).find(({ slot }) => slot === 'begun')?.limit).toBe(20);
  });
});

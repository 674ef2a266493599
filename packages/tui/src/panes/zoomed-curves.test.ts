import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, namesSheet, opened, type replies, runsSheet, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { between, chartsOf, placeOf, withPart } from './charts-of.ts';

const size = { columns: 120, rows: 40 };

function curves(steps: readonly number[], notes: Parameters<typeof makeSheet>[2] = {}) {
  return makeSheet(
    'curves',
    [
      { name: 'id', type: 'text', role: 'id', values: steps.map(() => 'run0000') },
      { name: 'run', type: 'text', role: 'run', values: steps.map(() => 'sweep-17-0') },
      { name: 'metric', type: 'text', role: 'metric', values: steps.map(() => 'metrics.val/acc') },
      { name: 'step', type: 'number', role: 'x', values: steps },
      { name: 'value', type: 'number', role: 'value', values: steps.map((step) => step / 100) },
    ],
    notes,
  );
}

const isLine = /[⠁-⣿]/;
const sampled = { notes: [{ code: 'sampled', severity: 'note', message: '4 of 400 points' }] } as const;

function screen(keys: string, sheet: ReturnType<typeof curves>, more: typeof replies = []) {
  const answers = [
    { to: 'runs' as const, sheet: runsSheet },
    { to: 'names' as const, sheet: namesSheet },
    { to: 'curves' as const, sheet },
    ...more,
  ];
  const state = typed(opened('runs', size, answers), keys, answers);
  return { state, text: frameText(state), asks: wantedAsks(state) };
}

test('between two points the line leads through, and it says where they are', () => {
  const { text, asks, state } = screen('2++++', curves([0, 100, 200, 300]));
  expect(text).toMatch(isLine);
  expect(text).toContain('val/acc  step · no points here ');
  expect(text).toContain('no points here: the nearest are at 100 and 200');
  expect(text).toContain('sweep-17-0');
  // The whole has all points: nothing is asked, and the query that shows the same is said.
  expect(asks.some(({ slot }) => slot === 'zoom')).toBe(false);
  expect(asks.find(({ slot }) => slot === 'curves')?.text).not.toContain('steps');
  expect(state.message?.says).toContain('steps 140..160');
});

test('of several charts the one without points says where its nearest are', () => {
  const points = [
    ['train/loss', 0],
    ['train/loss', 100],
    ['train/loss', 150],
    ['train/loss', 300],
    ['val/acc', 0],
    ['val/acc', 60],
  ] as const;
  const two = makeSheet('curves', [
    { name: 'id', type: 'text', role: 'id', values: points.map(() => 'run0000') },
    { name: 'run', type: 'text', role: 'run', values: points.map(() => 'sweep-17-0') },
    { name: 'metric', type: 'text', role: 'metric', values: points.map(([metric]) => `metrics.${metric}`) },
    { name: 'step', type: 'number', role: 'x', values: points.map(([, step]) => step) },
    { name: 'value', type: 'number', role: 'value', values: points.map(([, step]) => step / 100) },
  ]);
  expect(screen('2', two).text).not.toContain('no points');
  const { text } = screen('2++++', two);
  expect(text).toContain('val/acc  step · no points here ');
  expect(text).toContain(' no points of val/acc here: the nearest is at 60');
  expect(text).not.toContain('no points of train/loss');
});

test('beyond the last point there is no line, and the nearest point is said', () => {
  const { text } = screen('2++++>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>', curves([0, 100, 200, 300]));
  expect(text).not.toMatch(isLine);
  expect(text).toContain('no points here: the nearest is at 300');
});

test('where the whole was sampled the part is asked for with what is near, and takes its place', () => {
  const { asks } = screen('2++', curves([0, 100, 200, 300], sampled));
  expect(asks.find(({ slot }) => slot === 'zoom')?.text).toContain(' steps 74..226 ');
  const part = curves([75, 110, 120, 130, 190, 225]);
  const { text } = screen('2++T', curves([0, 100, 200, 300], sampled), [{ to: 'zoom', sheet: part }]);
  expect(text).toMatch(/sweep-17-0 +1\.3 +1\.2 +1\.3 /);
});

test('a part that is finer stands between the points of the whole, each at its row', () => {
  const [whole, part] = [curves([0, 100, 200, 300]), curves([90, 100, 110, 210])];
  const [chart] = withPart(chartsOf(whole, 'step', []), chartsOf(part, 'step', []));
  const [series] = chart?.series ?? [];
  expect([...(series?.x ?? [])]).toEqual([0, 90, 100, 110, 210, 300]);
  if (series === undefined) return;
  expect(
    series.x.map((_, at) => Number(placeOf(series, at)?.sheet.columns[2]?.read(placeOf(series, at)?.row ?? 0))),
  ).toEqual(series.x);
  expect([...between(series, 95, 210).x]).toEqual([100, 110, 210]);
  expect(placeOf(between(series, 95, 210), 2)).toEqual({ sheet: part, row: 3 });
  // As many as it has itself are no better.
  const [same] = withPart(chartsOf(whole, 'step', []), chartsOf(curves([100, 200]), 'step', []));
  expect(same?.series[0]?.places).toHaveLength(1);
});

test('how many bands a log axis cuts stands above them', () => {
  const sheet = makeSheet('curves', [
    { name: 'id', type: 'text', role: 'id', values: ['run0000', 'run0000'] },
    { name: 'run', type: 'text', role: 'run', values: ['sweep-17-0', 'sweep-17-0'] },
    { name: 'metric', type: 'text', role: 'metric', values: ['metrics.val/acc', 'metrics.val/acc'] },
    { name: 'step', type: 'number', role: 'x', values: [0, 100] },
    { name: 'value', type: 'number', role: 'value', values: [1, 2] },
    { name: 'lo', type: 'number', role: 'lo', values: [-1, 0.5] },
    { name: 'hi', type: 'number', role: 'hi', values: [2, 3] },
  ]);
  expect(screen('2', sheet).text).not.toContain('cut at 0');
  expect(screen('2L', sheet).text).toContain('log · 1 band cut at 0');
});

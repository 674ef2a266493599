import { expect, test } from 'vitest';
import { answer, sampleNamed } from '../../test/samples.ts';
import type { ChartDescription } from '../model/description.ts';
import { makeChart } from '../model/make-chart.ts';
import { toCells } from './to-cells.ts';

type Columns = Parameters<typeof answer>[1];

function linesOf(source: 'runs' | 'groups' | 'lineage', columns: Columns, width: number, more = {}): readonly string[] {
  const description: ChartDescription = { title: '', ...more };
  return toCells(makeChart(answer(source, columns), description), { width, height: 10 }).map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

test('a bin of one whole number is that number, one of times begins on a day', () => {
  const bins = linesOf('runs', [['steps', 'value', 'integer', [1, 2, 2, 3]]], 30);
  expect(bins.slice(2).map((line) => line.split(' ')[0])).toEqual(['1', '2', '3']);
  const noon = Date.UTC(2026, 2, 29, 12) * 1000;
  const days = linesOf('runs', [['created', 'field', 'time', [noon, noon + 5 * 86_400e6]]], 60);
  expect(days[2]).toMatch(/^2026-03-\d\d to 2026-03-\d\d /);
});

test('points on a log axis stand where it has them', () => {
  const columns: Columns = [
    ['state', 'key', 'text', ['a', 'b', 'c']],
    ['x', 'value', 'number', [0.01, 1, 100]],
  ];
  const places = linesOf('groups', columns, 44, { log: { y: true } })
    .slice(2)
    .map((line) => line.indexOf('●'));
  expect((places[1] ?? 0) - (places[0] ?? 0)).toBeCloseTo((places[2] ?? 0) - (places[1] ?? 0), -1);
});

test('the edges of a deep run leave room for its name', () => {
  const ids = Array.from({ length: 30 }, (_, at) => String(at));
  const lines = linesOf(
    'lineage',
    [
      ['id', 'id', 'text', ids],
      ['name', 'run', 'text', ids.map((id) => `run-${id}`)],
      ['parent', 'field', 'text', ids.map((_, at) => (at === 0 ? null : String(at - 1)))],
    ],
    24,
  );
  expect(lines.every((line) => line.length <= 24)).toBe(true);
  expect(lines.at(-1)).toMatch(/^….*└─ run-29$/);
});

test('long names of columns are cut, their values not', () => {
  const name = (start: string) => `${start}-${'long'.repeat(20)}`;
  const lines = linesOf(
    'groups',
    [
      ['params.opt', 'key', 'text', [name('a'), name('b')]],
      ['params.lr', 'key', 'text', ['x', 'y']],
      ['acc', 'value', 'number', [0.125, 0.5]],
    ],
    40,
    { kind: 'heatmap' },
  );
  expect(lines.join('\n')).toMatch(/a\S*….*b\S*…[\s\S]*0\.125[\s\S]*0\.5/);
});

test('names lose what they have in common where it finds no room', () => {
  const { table, description } = sampleNamed('line-many');
  const ends = (width: number) =>
    toCells(makeChart(table, description), { width, height: 20 }).flatMap((line) =>
      line.filter(({ tone }) => tone === 'label').map(({ text }) => text.trim()),
    );
  expect(ends(80)).toContain('trial-3');
  expect(ends(24)).toContain('…3');
});

test('parallel axes that find no room are named, the last is kept', () => {
  const columns = Array.from(
    { length: 8 },
    (_, at) => [`params.p${at}`, 'param', 'number', [at, at + 1, at + 2]] as const,
  );
  const lines = linesOf('runs', [...columns, ['acc', 'value', 'number', [0.1, 0.2, 0.3]]], 40);
  expect(lines[1]).toMatch(/^params\.p0 +params\.p1 +params\.p2 *acc$/);
  expect(lines.join(' ')).toContain('5 axes found no room: params.p3, params.p4,');
});

test('without colours points have signs, and curves beyond the dashes are said to look alike', () => {
  const columns: Columns = [
    ['a', 'param', 'number', [0, 1, 2, 3]],
    ['b', 'value', 'number', [0, 1, 2, 3]],
    ['opt', 'param', 'text', ['adam', 'sgd', 'adam', null]],
  ];
  const chart = makeChart(answer('runs', columns), { title: '', kind: 'scatter' });
  const text = (dashes: boolean) =>
    toCells(chart, { width: 40, height: 10, dashes })
      .map((line) => line.map((span) => span.text).join(''))
      .join('\n');
  expect(text(true)).toContain('opt  ● adam  ○ sgd  × missing');
  expect(text(true).match(/[●○×]/g)).toHaveLength(4 + 3);
  expect(text(false)).toContain('opt  ■ adam  ■ sgd  ■ missing');
  const byNumber = linesOf('runs', [...columns.slice(0, 2), ['t', 'value', 'number', [1, 2, 3, Number.NaN]]], 40, {
    kind: 'scatter',
  });
  expect(byNumber.slice(-3).join(' ')).toBe(
    't  ■ 1  ■ 2  ■ 3  ■ none 1 of 4 points without a finite `t` have no colour of it',
  );
  const { table, description } = sampleNamed('line-many');
  const many = (dashes: boolean) =>
    toCells(makeChart(table, description), { width: 90, height: 20, dashes }).map((line) =>
      line.map((span) => span.text).join(''),
    );
  expect(many(true).at(-1)).toBe('12 curves share 5 kinds of dashes: the names at their ends tell them apart');
  expect(many(false).join('\n')).not.toContain('share');
});

test('without colours smoothed curves are drawn without the raw ones, which would look alike', () => {
  const { table, description } = sampleNamed('line-smoothed');
  const chart = makeChart(table, description);
  const text = (dashes: boolean) =>
    toCells(chart, { width: 70, height: 10, dashes }).map((line) => line.map((span) => span.text).join(''));
  expect(text(true).at(-1)).toBe('smoothed alone: without colours raw values would look like it');
  expect(text(false).join()).not.toContain('smoothed alone');
  const tones = (dashes: boolean) =>
    toCells(chart, { width: 70, height: 10, dashes })
      .flat()
      .map(({ tone }) => tone);
  expect(tones(true)).not.toContain('dim');
  expect(tones(false)).toContain('dim');
});

test('titles of parallel axes do not run together', () => {
  const table = answer('runs', [
    ['params.a', 'param', 'number', [1, 2]],
    ['params.quite-a-long-name-here', 'param', 'number', [1, 2]],
    ['max(val/accuracy)', 'value', 'number', [1, 2]],
  ]);
  const chart = makeChart(table, { title: 'q', kind: 'parallel' });
  const titles = toCells(chart, { width: 60, height: 12 })[1]
    ?.map(({ text }) => text)
    .join('');
  expect(titles).toMatch(/^params\.a +\S+ max\(val\/accuracy\)$/);
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellsText } from '../../charts/src/cells/cells-text.ts';
import { makePlace, type Place } from './xt.ts';

const digits = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/digits');
const curves = 'curves val/loss of runs where params.lr = 0.1 smooth ema 0.6';

let place: Place;
beforeAll(() => {
  place = makePlace();
  expect(place.run(['import', digits]).status).toBe(0);
});
afterAll(() => place.remove());

test.each([
  ['vl.json', /^\{"\$schema":"https:\/\/vega\.github\.io\/schema\/vega-lite\/v6\.json"/],
  ['svg', /^<svg xmlns=/],
  ['png', /^.PNG/],
  ['html', /^<!doctype html>/],
])('a file is drawn as its ending says: %s', (ending, start) => {
  const file = join(place.folder, `curves.${ending}`);
  const { status, out, err } = place.run(['query', curves, '-o', file]);
  expect({ status, out }).toEqual({ status: 0, out: '' });
  expect(err).toContain('note: 6 of 12 runs have no points of `val/loss`\n');
  const text = readFileSync(file, 'latin1');
  expect(text).toMatch(start);
  if (ending === 'png') return;
  expect(text).toContain('curves val/loss of runs where params.lr = 0.1 smooth ema 0.6');
  expect(text).toContain('mlp_lr=0.1_w=64/seed_1');
  // What was left out stands in the picture.
  expect(text).toContain('6 of 12 runs have no points of val/loss');
});

test('a format draws to stdout, and the title is the query as it was written', () => {
  const { status, out } = place.run(['query', 'runs   select  val/acc', '-f', 'vega-lite', '--quiet']);
  expect(status).toBe(0);
  const { title, data } = JSON.parse(out);
  expect(title.text).toEqual(['runs select val/acc']);
  expect(data.values.length).toBeGreaterThan(4);
});

test('--chart alone draws in characters, with or without a kind', () => {
  const drawn = place.run(['query', '--chart', curves, '--quiet'], { environment: { COLUMNS: '80' } });
  expect(drawn.status).toBe(0);
  const lines = drawn.out.trimEnd().split('\n');
  expect(lines.slice(0, 2)).toEqual([curves, 'val/loss']);
  expect(drawn.out).toMatch(/[\u2801-\u28ff]+ mlp_lr=0\.1_w=64\/seed_0\n/);
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(drawn.out).not.toContain('\u001b');
  const groups = 'runs group by params.lr select mean(val/acc) as acc';
  const bars = place.run([groups, '--chart', '--quiet']).out;
  expect(bars).toMatch(/^0\.1 +█+.* 0\.95\d+$/m);
  expect(place.run([groups, '--chart', 'bar', '--quiet']).out).toBe(bars);
  expect(place.run([groups, '--chart=point', '--quiet']).out).toMatch(/^0\.1 .*●/m);
});

test('what cannot be drawn is said, and leaves no file', () => {
  const file = join(place.folder, 'none.svg');
  const { status, err } = place.run(['query', 'runs select name', '-o', file]);
  expect(status).toBe(1);
  expect(err).toContain('error: a chart needs numbers, and the result has none\nhint: `select` shows some');
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, 'older');
  const refused = place.run(['query', curves, '--chart', 'tree', '-o', file]);
  expect(refused.status).toBe(1);
  expect(refused.err).toContain('error: `tree` needs a lineage');
  expect(place.run(['query', 'runs where nope > 1', '-o', file]).err).toContain('error[unknown-name]');
  expect(readFileSync(file, 'utf8')).toBe('older');
});

test.each([
  [['--chart', '-f', 'csv'], '`csv` is no picture, and `--chart` draws one'],
  [['--chart', '-o', 'a.parquet'], '`-o a.parquet` is no picture'],
  [['--log', 'y'], '`--log` says how a chart is drawn'],
  [['--dark'], '`--dark` says how a chart is drawn'],
  [['--trend'], '`--trend` says how a chart is drawn'],
  [['--chart=pie'], 'Expected --chart=pie to be one of: auto, line'],
  [['--chart', 'bogus'], 'Expected --chart=bogus to be one of: auto, line'],
  [['--chart', 'scater'], 'hint: `scatter` is the nearest of them'],
  [['-o', 'a.pdf'], '.png .html .htm'],
])('%j is wrong usage', (flags, message) => {
  const { status, err } = place.run(['query', 'runs', ...flags]);
  expect(err).toContain(message);
  expect(status).toBe(2);
});

test('colours are those that a terminal has', () => {
  const line = [
    { text: 'a', color: 1, tone: 'line' },
    { text: '│', color: -1, tone: 'axis' },
    { text: ' ', color: 1, tone: 'dim' },
  ] as const;
  expect(cellsText([line], 'none')).toBe('a│\n');
  expect(cellsText([line], '16')).toBe('\u001b[91ma\u001b[0m\u001b[2m│\u001b[0m\n');
  expect(cellsText([line], '256')).toContain('\u001b[38;5;166ma');
  expect(cellsText([line], 'all')).toContain('\u001b[38;2;213;94;0ma');
});

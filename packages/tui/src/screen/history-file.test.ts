import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addToHistory, readHistory } from './history-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xt-history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('queries are kept in a file that others cannot read, in folders that are made', () => {
  const file = join(folder, 'state', 'xt', 'history-a');
  expect(readHistory(file)).toEqual([]);
  addToHistory(file, 'runs');
  addToHistory(file, '# why\nruns limit 3');
  addToHistory(file, 'runs');
  expect(readHistory(file)).toEqual(['# why\nruns limit 3', 'runs']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'state', 'xt')).mode & 0o777).toBe(0o700);
});

test('what is no query in the file is passed over', () => {
  const file = join(folder, 'history');
  writeFileSync(file, '"runs"\n{"a":1}\n"runs lim');
  expect(readHistory(file)).toEqual(['runs']);
});

test('the file does not grow without end', () => {
  const file = join(folder, 'history');
  const lines = Array.from({ length: 1500 }, (_, index) => JSON.stringify(`runs limit ${index}`));
  appendFileSync(file, `${lines.join('\n')}\n`);
  addToHistory(file, 'runs limit 1500');
  const kept = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(kept).toHaveLength(1000);
  expect(kept.at(-1)).toBe('"runs limit 1500"');
  expect(readHistory(file)).toHaveLength(1000);
});

test('a folder that cannot be made is a problem that is told', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => addToHistory(join(folder, 'file', 'history'), 'runs')).toThrow(/EEXIST|ENOTDIR/);
});

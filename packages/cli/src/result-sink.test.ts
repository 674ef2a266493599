import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from './problem.ts';
import { fileSink } from './result-sink.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xt-sink-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is replaced when the whole result is there, and not when it is abandoned', async () => {
  const file = join(folder, 'best.csv');
  writeFileSync(file, 'before');
  const given = fileSink(file);
  await given.write(Buffer.from('half'));
  expect(readFileSync(file, 'utf8')).toBe('before');
  given.abandon();
  expect(readdirSync(folder)).toEqual(['best.csv']);
  const whole = fileSink(file);
  await whole.write(Buffer.from('half '));
  await whole.write(Buffer.from('and half'));
  whole.finish();
  expect(readFileSync(file, 'utf8')).toBe('half and half');
  expect(readdirSync(folder)).toEqual(['best.csv']);
});

test('what a killed process has left of the same file is taken away, what a living one writes is not', () => {
  const part = (file: string, host: string, pid: number) => `.${file}.${host}-${pid}.part`;
  const dead = 2 ** 22 + 1;
  const others = [
    part('best.csv', hostname(), process.ppid),
    part('best.csv', 'node17', dead),
    part('worst.csv', hostname(), dead),
  ];
  for (const name of [...others, part('best.csv', hostname(), dead)]) writeFileSync(join(folder, name), '');
  fileSink(join(folder, 'best.csv')).finish();
  expect(readdirSync(folder).sort()).toEqual([...others, 'best.csv'].sort());
});

test.each([
  ['no/such/best.csv', /`.*no\/such` does not exist$/],
  ['.', /it is a folder$/],
  ['file/best.csv', /`.*file` is not a folder$/],
  [`${'a'.repeat(300)}.csv`, /its name is too long$/],
])('says why it cannot write %s', (name, reason) => {
  writeFileSync(join(folder, 'file'), '');
  const file = join(folder, name);
  const problem = caught(() => fileSink(file));
  expect(problem.message.startsWith(`\`${file}\` cannot be written: `)).toBe(true);
  expect(problem).toMatchObject({ status: 2, message: expect.stringMatching(reason) });
});

function caught(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

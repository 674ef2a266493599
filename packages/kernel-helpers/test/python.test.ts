import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place } from '../../cli/test/xt.ts';
import { findPython, type Python } from './python-packages.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../../..');
const page = readFileSync(join(root, 'docs/python.md'), 'utf8');
const [first = '', ...others] = [...page.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

describe('the page about Python', () => {
  let place: Place;
  let python: Python;
  beforeAll(() => {
    python = findPython();
    place = makePlace();
    const data = join(root, 'packages/cli/demo-data/digits');
    expect(place.run(['import', data, '--quiet'])).toMatchObject({ status: 0 });
    mkdirSync(join(place.folder, 'bin'));
    symlinkSync(join(root, 'bin/xt'), join(place.folder, 'bin/xt'));
  });
  afterAll(() => place.remove());

  const run = (code: string, skip: (note: string) => never) => {
    if ('lacking' in python) return skip(python.lacking);
    const file = join(place.folder, 'page.py');
    writeFileSync(file, code);
    const path = `${join(place.folder, 'bin')}:${place.environment['PATH']}`;
    const env = { ...place.environment, ...python.environment, PATH: path };
    return spawnSync(python.program, [file], { env, encoding: 'utf8' });
  };

  test('has its code', () => {
    expect(others).toHaveLength(5);
  });

  for (const code of others) {
    const about = code.trim().split('\n').at(-1) ?? '';
    test(`runs: ${about}`, ({ skip }) => {
      expect(run(first + code, skip)).toMatchObject({ status: 0, stderr: '' });
    });
  }

  test('a wrong query is an error with its place', ({ skip }) => {
    const { status, stderr } = run(`${first}xt('runs where val/ac > 1')`, skip);
    expect(status).toBe(1);
    expect(stderr).toContain('ValueError: error[unknown-name]');
    expect(stderr).toContain('  1 | runs where val/ac > 1\n    |            ~~~~~~\n');
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place } from '../../cli/test/xt.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../../..');
const page = readFileSync(join(root, 'docs/python.md'), 'utf8');
const [first = '', ...others] = [...page.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

/** What the page's code imports that Python does not bring; pandas stands behind `to_pandas`. */
const packages = { pyarrow: /pa\.|xt\(/, pandas: /to_pandas/, polars: /import polars/, altair: /import altair/ };
const python = process.env['XT_TEST_PYTHON'] ?? 'python3';
const missing = Object.keys(packages).filter((name) => {
  return spawnSync(python, ['-c', `import ${name}`], { encoding: 'utf8' }).status !== 0;
});

describe('the page about Python', () => {
  let place: Place;
  beforeAll(() => {
    place = makePlace();
    const data = join(root, 'packages/cli/demo-data/digits');
    expect(place.run(['import', data, '--quiet'])).toMatchObject({ status: 0 });
    mkdirSync(join(place.folder, 'bin'));
    symlinkSync(join(root, 'bin/xt'), join(place.folder, 'bin/xt'));
  });
  afterAll(() => place.remove());

  const run = (code: string) => {
    const file = join(place.folder, 'page.py');
    writeFileSync(file, code);
    const env = { ...place.environment, PATH: `${join(place.folder, 'bin')}:${place.environment['PATH']}` };
    return spawnSync(python, [file], { env, encoding: 'utf8' });
  };

  test('has its code', () => {
    expect(others).toHaveLength(5);
  });

  for (const code of others) {
    const about = code.trim().split('\n').at(-1) ?? '';
    const needed = Object.entries(packages).flatMap(([name, used]) => (used.test(first + code) ? [name] : []));
    const lacking = needed.filter((name) => missing.includes(name));
    test(`runs: ${about}`, ({ skip }) => {
      skip(lacking.length > 0, `\`${python}\` has no ${lacking.join(', ')}; XT_TEST_PYTHON names another`);
      expect(run(first + code)).toMatchObject({ status: 0, stderr: '' });
    });
  }

  test('a wrong query is an error with its place', ({ skip }) => {
    skip(missing.includes('pyarrow'), `\`${python}\` has no pyarrow; XT_TEST_PYTHON names another`);
    const { status, stderr } = run(`${first}xt('runs where val/ac > 1')`);
    expect(status).toBe(1);
    expect(stderr).toContain('ValueError: error[unknown-name]');
    expect(stderr).toContain('  1 | runs where val/ac > 1\n    |            ~~~~~~\n');
  });
});

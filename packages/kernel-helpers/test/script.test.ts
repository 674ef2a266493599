import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place } from '../../cli/test/xt.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../../..');

describe('a plain script', () => {
  let place: Place;
  beforeAll(() => {
    place = makePlace();
    expect(place.run(['import', join(root, 'packages/cli/demo-data/digits'), '--quiet'])).toMatchObject({ status: 0 });
    mkdirSync(join(place.folder, 'node_modules/@xt'), { recursive: true });
    symlinkSync(join(root, 'packages/kernel-helpers'), join(place.folder, 'node_modules/@xt/kernel-helpers'));
  });
  afterAll(() => place.remove());

  const run = (name: string, code: string, environment: Record<string, string> = {}) => {
    writeFileSync(join(place.folder, name), code);
    const env = { ...place.environment, ...environment };
    return spawnSync(process.execPath, [name], { cwd: place.folder, env, encoding: 'utf8' });
  };
  const query = '`where params.lr = 0.1 and params.width = 64 and val/acc > 0 sort by name select name, val/acc`';

  test('shows tables and charts as text, and writes charts as files', () => {
    const done = run(
      'show.mjs',
      `import { curves, runs, show, watch } from '@xt/kernel-helpers';
const few = runs${query};
await show(few);
await show(few, { rows: 1 });
await watch(few, { as: 'table', rows: 2 });
await show(few, { rows: 1, as: 'bar' }).catch((error) => console.log(error.message));
await show(curves\`val/loss of \${few}\`);
const chart = await curves\`val/loss of \${few}\`.chart();
for (const file of ['a.svg', 'a.png', 'a.html', 'a.vl.json']) await chart.save(file);
await chart.save('a.gif').catch((error) => console.log(error));
`,
    );
    expect(done.stderr).toBe('');
    expect(done.stdout).toContain('mlp_lr=0.1_w=64/seed_0   0.9489\n');
    expect(done.stdout.match(/^showing \d of \d rows/gm)).toEqual(
      ['3', '1', '2'].map((shown) => `showing ${shown} of 3 rows`),
    );
    expect(done.stdout).toContain('curves val/loss of (runs where');
    expect(done.stdout).toContain('error: `a.gif` names no format of pictures\nhint: ');
    const read = (name: string) => readFileSync(join(place.folder, name));
    expect(read('a.svg').toString()).toMatch(/^<svg/);
    expect(read('a.png').subarray(1, 4).toString()).toBe('PNG');
    expect(read('a.html').toString()).toMatch(/^<!doctype html>/i);
    expect(JSON.parse(read('a.vl.json').toString())).toMatchObject({ data: { values: expect.any(Array) } });
  });

  test('stops the process that it started itself, of which it cannot ask meanwhile how it ended', () => {
    const done = run(
      'stop.mjs',
      `import { spawnSync } from 'node:child_process';
import { connect } from '@xt/kernel-helpers';
await connect({ store: './own' }).runs\`\`;
const { status, stderr } = spawnSync(process.execPath, [${JSON.stringify(place.program)}, 'stop', '--store', './own'], {
  encoding: 'utf8',
  timeout: 60_000,
});
console.log(status, stderr);
`,
    );
    expect(done.stdout).toMatch(/^0 note: ended process \d+\n/);
  });

  test('runs the code of its page', () => {
    const page = readFileSync(join(root, 'docs/notebooks.md'), 'utf8');
    const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
    expect(blocks.length).toBeGreaterThan(2);
    const code = blocks.map((block) => `{\n${block.replace(/^import .*$/m, '')}\n}`).join('\n');
    const done = run('page.mjs', `import { xt, curves, runs, show, watch } from '@xt/kernel-helpers';\n${code}`);
    expect({ status: done.status, err: done.stderr }).toEqual({ status: 0, err: '' });
    expect(done.stdout).toContain('curves val/loss of');
  });

  test('takes another project and store, also where it is no module', () => {
    const code = `const { connect } = require('@xt/kernel-helpers');
const count = async (options) => console.log((await connect(options).runs\`\`).numRows);
(async () => {
  await count({ store: ${JSON.stringify(place.store)}, project: 'digits' });
  await count({ store: ${JSON.stringify(join(place.folder, 'other'))} });
})();
`;
    expect(run('count.cjs', code, { XT_STORE: '' })).toMatchObject({ status: 0, stdout: '27\n0\n' });
    place.run(['stop', '--store', join(place.folder, 'other')]);
  });

  test('ends at a wrong query or store with words about it, and without a stack of ours', () => {
    const wrong = run('wrong.mjs', "import { runs } from '@xt/kernel-helpers';\nawait runs`where val/ac > 1`;\n");
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('  1 | runs where val/ac > 1\n    |            ~~~~~~\n');
    expect(wrong.stderr).not.toMatch(/^\s+at /m);
    const lost = run('wrong.mjs', "import { runs } from '@xt/kernel-helpers';\nawait runs`limit 1`;\n", {
      XT_STORE: join(place.folder, 'no/where'),
    });
    expect(lost.stderr).toContain('cannot be opened');
    expect(lost.stderr).not.toMatch(/^\s+at /m);
  });
});

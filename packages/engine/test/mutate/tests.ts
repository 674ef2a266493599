import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Which tests besides the golden files and the reference are asked: none, those beside the stages, or those over stores too. */
export type Tests = 'no' | 'quick' | 'all';

/** Beside the stages, in one process. */
const quick = ['bind/', 'plan/', 'sql/'].map((stage) => `packages/engine/src/${stage}`);

/** Over stores. */
const slow = [
  'operators',
  'kin',
  'groups/',
  'artifacts/',
  'curves/',
  'series/series',
  'series/smoothed',
  'series/points',
].map((name) => `packages/engine/test/${name}`);

/** The first test that fails with other code in one file; undefined where all pass. */
export async function failingTest(
  root: string,
  path: string,
  code: string,
  tests: Exclude<Tests, 'no'>,
): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'xt-mutant-'));
  try {
    writeFileSync(join(folder, 'code.js'), code);
    const environment = { ...process.env, XT_MUTATED_FILE: path, XT_MUTATED_CODE: join(folder, 'code.js') };
    for (const files of tests === 'quick' ? [quick] : [quick, slow]) {
      const { status, output } = await vitest(root, files, environment);
      if (status === 0) continue;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
      const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '');
      return /FAIL +(.*)/.exec(plain)?.[1] ?? `vitest ends with ${status}`;
    }
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(root: string, files: readonly string[], env: NodeJS.ProcessEnv) {
  const config = join(root, 'packages/engine/test/mutate/vitest.config.ts');
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  const options = ['--bail=1', '--no-isolate', '--maxWorkers=1', '--config', config];
  const child = spawn(process.execPath, [program, 'run', ...options, ...files], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise<{ readonly status: number | null; readonly output: string }>((resolve, reject) => {
    const timer = setTimeout(() => child.kill(), 600_000);
    child.once('error', reject);
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, output });
    });
  });
}
